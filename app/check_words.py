"""Checks in words: what an instance key and an explanation code mean in the language that is on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import queries_accounts, queries_quality
from app.components import records
from app.i18n import current_language, say, title_of
from app.texts import TEXTS
from app.warehouse import Warehouse

NARRATIVE = "narrative_"
CODE_PREFIXES = ("phase", "field", "item", "denominator", "metric")
"""Whose codes an instance key or an explanation may name."""
OFFENCE_PREFIXES = ("explanation", "copy_state", "anomaly")
MOST_OFFENCES = 4
"""Offences of one check that are listed."""
SHORTEST_HEADLINE = 22
"""A colon after so many characters of a message ends its first clause: `情况说明：` only says where."""
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
        return " · ".join(self._of_part(part) for part in parts) or say("instance.whole")

    def _of_part(self, part: str) -> str:
        """A statement, line, measure, topic, metric, form, item or field by its title; else the part itself."""
        if part in self.places or part in self.statements:
            return self.places.get(part) or self.statements[part]
        form = re.fullmatch(r"(project|department|indicator)_(\d+)", part)
        if form:
            return say(f"instance.{form[1]}", number=form[2])
        bare = part.removeprefix(NARRATIVE)
        if bare in self.places:
            return self.places[bare]
        known = (f"{prefix}.{bare}" for prefix in CODE_PREFIXES)
        return next((say(key) for key in known if key in TEXTS), part)

    def of_operand(self, code: str | None) -> str:
        """What an operand outside the statements is called: a section, a topic, a metric, a form."""
        if code is None:
            return ""
        return self.places.get(code) or (say("page.performance") if code.startswith("evaluation_") else code)

    def of_explanation(self, explanation: str | None) -> str:
        """`code`, `code:detail`, or a list of what offends; what is no known code stays as it is."""
        if not explanation:
            return ""
        offences = explanation.split(";")
        shown = say("comma").join(self._of_offence(offence) for offence in offences[:MOST_OFFENCES])
        more = len(offences) - MOST_OFFENCES
        return shown + say("explanation_more", count=more) if more > 0 else shown

    def _of_offence(self, offence: str) -> str:
        code, _, detail = offence.partition(":")
        words = next((say(f"{p}.{code}") for p in OFFENCE_PREFIXES if f"{p}.{code}" in TEXTS), "")
        if words and detail:
            shown = self._with_titles(detail)
            return f"{words}（{shown}）" if current_language() == "zh" else f"{words} ({shown})"
        if words:
            return words
        if detail and f"anomaly.{detail}" in TEXTS:
            return f"{self._with_titles(code)}: {say(f'anomaly.{detail}')}"
        return self._with_titles(offence)

    def _with_titles(self, text: str) -> str:
        """Every code in a text by its title; a path `kind.key.field` loses what only files it."""
        if f"unit_name.{text}" in TEXTS:
            return say(f"unit_name.{text}")
        text = re.sub(r"\bform\.", "", text)
        shown = re.sub("[a-z_]+[a-z_0-9]*", lambda match: self._of_part(match[0]), text)
        return shown.replace(".", " · ") if re.search(r"[a-z_]\.[a-z_]", text) else shown


def headline(finding: Mapping[str, Any], words: CheckWords) -> str:
    """What a finding says, without its proof and with the codes of a check of words in words."""
    message = title_of(finding, "message")
    explanation = finding.get("explanation")
    if explanation and explanation in message:
        return message.replace(explanation, words.of_explanation(explanation))
    colon = re.search("：|: ", message[SHORTEST_HEADLINE:])
    return message[: SHORTEST_HEADLINE + colon.start()] if colon else message


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
