"""Checks in words: what an instance key and an explanation code mean in the language that is on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app import queries_accounts, queries_quality
from app.components import records
from app.i18n import current_language, say, say_code, title_of
from app.warehouse import Warehouse

EQUATIONS = frozenset({"sum", "copy", "counts", "scores"})
"""Kinds of identities that ask for equality. The others ask for something else and simply hold."""


def status_code(status: str, kind: str | None) -> str:
    """The status as words and colours name it: an ordering that holds with a margin is not `exact`, it `holds`."""
    return "holds" if status == "exact" and kind is not None and kind not in EQUATIONS else status


@dataclass(frozen=True, slots=True)
class CheckWords:
    """Titles by code, read once for a page: of statements, and of the lines, subjects and measures of instances."""

    statements: Mapping[str, str]
    places: Mapping[str, str]

    def of_instance(self, instance_key: str) -> str:
        """An instance key `line/measure`; `-` stands for the one line or measure; a dot divides section and line."""
        parts = [part for part in re.split("[/.]", instance_key) if part != "-"]
        return " · ".join(self.places.get(part, part) for part in parts) or say("instance.whole")

    def of_operand(self, code: str | None) -> str:
        """What an operand outside the statements is called: a section, a topic, a metric, a form."""
        if code is None:
            return ""
        return self.places.get(code) or (say("page.performance") if code.startswith("evaluation_") else code)

    def of_explanation(self, explanation: str | None) -> str:
        """`code`, `code:detail`, or a list of what offends; what is no known code stays as it is."""
        if not explanation:
            return ""
        code, _, detail = explanation.partition(":")
        words = say_code("explanation", code)
        if words == code:
            return self._with_titles(explanation)
        if not detail:
            return words
        shown = self._with_titles(detail)
        return f"{words}（{shown}）" if current_language() == "zh" else f"{words} ({shown})"

    def _with_titles(self, text: str) -> str:
        return re.sub("[a-z_]+", lambda match: self.statements.get(match[0], match[0]), text)


def load_check_words(warehouse: Warehouse) -> CheckWords:
    """The words of this warehouse in the current language."""
    statements = records(queries_accounts.load_statements(warehouse))
    # A line of a statement and a topic of the narrative may share a code: the statement's own words win.
    places = [
        *records(queries_quality.load_narrative_words(warehouse)),
        *records(queries_quality.load_instance_words(warehouse)),
    ]
    return CheckWords(
        {row["statement_code"]: title_of(row) for row in statements},
        {row["code"]: title_of(row) for row in places},
    )
