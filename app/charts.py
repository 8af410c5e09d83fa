"""The picture of a subject hierarchy. Sizes are floats made at the last step; every figure shown is decimal text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go  # type: ignore[import-untyped]  # plotly ships no types

from app.components import Row, wan_words

CLASS_COLOURS = ("#1f5673", "#7d6333", "#426b4d", "#7a4c5d", "#4c5f8f", "#8a5138", "#2f6d74", "#5b5f66")
ROOT_COLOUR = "#e9e4d8"
ROOT_INK = "#1d2733"
BOX_INK = "#ffffff"
FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
ROOT = "root"
NARROW_NAME, WIDE_NAME = 14, 26
"""Characters of a name in one line of a box."""


def subject_icicle(
    subjects: Sequence[Row], root_label: str, root_amount: Decimal | None, start: str, *, is_narrow: bool
) -> go.Figure:
    """An icicle of 类 → 款 → 项. A box shows the amount that is printed for it, never the sum of its children.

    `subjects` are ordered by code. The width of a parent is at least that of its children: rounding may make the
    children 0.01 larger, and a lost child leaves a gap. `start` is the subject at which the picture opens. A narrow
    picture shows two levels at once instead of three and breaks long names.
    """
    codes = {subject["subject_code"] for subject in subjects}
    parents = [_drawn_parent(subject["subject_code"], codes) for subject in subjects]
    amounts = {subject["subject_code"]: max(Decimal(0), subject["amount_yuan"]) for subject in subjects}
    length = NARROW_NAME if is_narrow else WIDE_NAME
    labels = [_broken_name(f"{subject['subject_code']} {subject['subject_name']}", length) for subject in subjects]
    texts = [wan_words(subject["amount_yuan"]) for subject in subjects]
    trace = go.Icicle(
        ids=[ROOT, *(subject["subject_code"] for subject in subjects)],
        labels=[root_label, *labels],
        parents=["", *parents],
        text=[wan_words(root_amount), *texts],
        values=_own_sizes(amounts, dict(zip((s["subject_code"] for s in subjects), parents, strict=True))),
        branchvalues="remainder",
        marker={"colors": [ROOT_COLOUR, *_colours(subjects)], "line": {"width": 1, "color": "#fcfbf8"}},
        textfont={"color": [ROOT_INK, *(BOX_INK for _ in subjects)], "size": 13},
        texttemplate="%{label}<br>%{text}",
        hovertemplate="%{label}<br>%{text}<extra></extra>",
        tiling={"orientation": "h"},
        pathbar={"visible": True, "thickness": 28, "textfont": {"size": 13}},
        level=start,
        maxdepth=2 if is_narrow else 3,
        sort=True,
    )
    return _laid_out(go.Figure(trace), is_narrow)


def _laid_out(figure: go.Figure, is_narrow: bool) -> go.Figure:
    """Text that would be smaller than 12 pixels is left out rather than shrunk; the table below has every figure."""
    return figure.update_layout(
        margin={"t": 34, "l": 0, "r": 0, "b": 0},
        height=520 if is_narrow else 560,
        font={"family": FONT, "color": ROOT_INK},
        paper_bgcolor="rgba(0,0,0,0)",
        uniformtext={"minsize": 12, "mode": "hide"},
    )


def _broken_name(name: str, length: int) -> str:
    return "<br>".join(name[start : start + length] for start in range(0, len(name), length))


def _drawn_parent(subject_code: str, codes: set[str]) -> str:
    """The nearest printed ancestor: a child whose 款 is not printed hangs below its 类."""
    for length in (5, 3):
        if len(subject_code) > length and subject_code[:length] in codes:
            return subject_code[:length]
    return ROOT


def _own_sizes(amounts: dict[str, Decimal], parents: dict[str, str]) -> list[float]:
    """What each box has beyond its children, in 万元, for the root first: geometry, never shown."""
    below: dict[str, Decimal] = {}
    for code, amount in amounts.items():
        below[parents[code]] = below.get(parents[code], Decimal(0)) + amount
    own = [max(Decimal(0), amount - below.get(code, Decimal(0))) for code, amount in amounts.items()]
    return [0.0, *(float(size / 10_000) for size in own)]


def _colours(subjects: Sequence[Row]) -> list[str]:
    classes = list(dict.fromkeys(subject["subject_code"][:3] for subject in subjects))
    colour_of = {code: CLASS_COLOURS[index % len(CLASS_COLOURS)] for index, code in enumerate(classes)}
    return [colour_of[subject["subject_code"][:3]] for subject in subjects]
