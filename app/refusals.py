"""Why a document was refused and what to do: the words of seeds/refusal_reasons.csv, which ingest uses too."""

from __future__ import annotations

from app.i18n import title_of
from app.seed_words import seed_row


def refusal_words(reason_code: str | None) -> tuple[str, str]:
    """Reason and remedy in the current language; the code itself and '' where it is not in the seed."""
    row = seed_row("refusal_reasons", reason_code)
    return (title_of(row), title_of(row, "remedy")) if row else (reason_code or "", "")
