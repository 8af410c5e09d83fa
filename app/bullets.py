"""Budget and final account in one bar: what was planned in a light colour, what was spent in a dark one over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from app.formatting import share_of_largest, wan_text
from app.i18n import say


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bar: `remark` is a short verdict that stands in red below the name."""

    name: str
    budget_yuan: Decimal | None
    final_yuan: Decimal | None
    remark: str = ""


def bullets_html(title: str, bullets: Sequence[Bullet]) -> str:
    """Bars that carry both numbers. Each is a list item whose accessible name says all that is seen."""
    amounts = [amount for bullet in bullets for amount in (bullet.budget_yuan, bullet.final_yuan) if amount is not None]
    largest = max(amounts, default=Decimal(0))
    items = "".join(_bullet_html(bullet, largest) for bullet in bullets)
    legend = (
        f'<div class="js-key"><span class="js-swatch js-planned"></span>{escape(say("budget.initial"))}'
        f'<span class="js-swatch js-spent"></span>{escape(say("budget.final"))}</div>'
    )
    return f'{legend}<div class="js-bars" role="list" aria-label="{escape(title)}">{items}</div>'


def _bullet_html(bullet: Bullet, largest: Decimal) -> str:
    budget, final = _shown(bullet.budget_yuan), _shown(bullet.final_yuan)
    words = f"{bullet.name} {say('budget.initial')} {budget} {say('budget.final')} {final} {bullet.remark}".strip()
    remark = f'<div class="js-verdict">{escape(bullet.remark)}</div>' if bullet.remark else ""
    return (
        f'<div class="js-bar js-bullet" role="listitem" aria-label="{escape(words)}">'
        f'<div class="js-name">{escape(bullet.name)}{remark}</div>'
        f'<div class="js-track">{_fill(bullet.budget_yuan, largest, "js-planned")}'
        f"{_fill(bullet.final_yuan, largest, 'js-spent')}</div>"
        f'<div class="js-amount">{escape(final)}<small>{escape(say("budget.of", budget=budget))}</small></div></div>'
    )


def _shown(amount: Decimal | None) -> str:
    return say("figure.blank") if amount is None else wan_text(amount)


def _fill(amount: Decimal | None, largest: Decimal, name: str) -> str:
    width = share_of_largest(amount, largest)
    return f'<div class="js-fill {name}" style="width:{width:.2f}%"></div>' if width else ""
