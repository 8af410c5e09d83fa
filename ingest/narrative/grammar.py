"""The grammar of the formulaic sentences: topic words, metric words, a number with its unit, facts without numbers.

A number is claimed only by the words right before it: what may stand between is a filler of the seed, a year or
something in parentheses. A number no words claim is a row too, `unclassified`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.narrative.figures import Claim, Figure, inexact_marks, is_same_fact, is_waiting_rate
from ingest.narrative.model import SubjectPath
from ingest.narrative.subjects import Mention, find_mentions
from ingest.narrative.text_stream import Block
from ingest.narrative.vocabulary import BLOCK_END, MASK_ROLES, Lexicon, NarrativeVocabulary, Pattern, Unit

UNCLASSIFIED = "unclassified"
SUBJECT_TOPIC = "function_subject"
FINAL_ACCOUNT = "final_account"
LISTED_ITEMS = "listed_items"
REASON = "reason"
_EXPLAINED = ("change", "growth", "budget_difference", "budget_difference_rate", "budget_comparison", "absence")
_AGAINST_BUDGET = {
    "change": "budget_difference",
    "growth": "budget_difference_rate",
    "unchanged": "budget_comparison",
}
_BUDGET_LABELS = {"initial_budget": "initial", "adjusted_budget": "annual", "budget": "budget"}
_AMOUNT_OF_RATE = {"growth": "change", "budget_difference_rate": "budget_difference"}
_COMPARED = re.compile(r"[比较与同](?:\d{4}年(?:度)?)?$")
_OTHER_YEAR = re.compile(r"[比较与同]\d{4}年")
_PASSED_OVER = re.compile(r"\([^()]*\)|\d{4}年(?:度)?|:")
_PASSED_OVER_BY_COUNTS = re.compile(r"\([^()]*\)|\d{4}年(?:度)?|[:,、]")
_BEHIND_A_MARK = re.compile(r"[:,]*")
_LONGEST_GAP = 120
_LONGEST_SIDE = 500
_LAST_FIGURES = 60
_CLAUSE_END = re.compile(r"[。;,、)]|$")


_State = tuple[tuple[str | None, SubjectPath | None, str | None], str | None, tuple[Pattern, ...], str]
"""Topic, subject and topic's words; anchor; pending patterns; gap."""


class BlockReader:
    """Reads one block from left to right; the words passed so far are its only state."""

    def __init__(self, block: Block, lexicon: Lexicon, vocabulary: NarrativeVocabulary) -> None:
        self._text, self._lexicon, self._vocabulary = block.text, lexicon, vocabulary
        self.figures: list[Figure] = []
        self._position = 0
        self._topic: str | None = None
        self._topic_words: str | None = None
        self._subject: SubjectPath | None = None
        self._entity: str | None = None
        self._pending: tuple[Pattern, ...] = ()
        self._anchor: str | None = None  # topic | metric | number: the last words or number that count
        self._gap = ""
        self._sentence_start = 0
        self._compared_budget: str | None = None  # the budget that a difference is measured against, else last year
        self._carried: tuple[Pattern, ...] = ()  # 完成预算6万元的50%: words that still wait for their rate
        self._number_end = 0
        self._outer: list[_State] = []  # one for each parenthesis that is open

    def read(self) -> list[Figure]:
        """All figures and facts of the block in order."""
        mentions = iter(find_mentions(self._text))
        mention = next(mentions, None)
        while self._position < len(self._text):
            while mention is not None and mention.start < self._position:
                mention = next(mentions, None)
            limit = mention.start if mention else len(self._text)
            self._read_words(limit)
            if mention is not None and self._position == mention.start:
                self._meet_mention(mention)
        return self.figures

    def _read_words(self, limit: int) -> None:
        """Read up to `limit`, or beyond it where a mask holds longer."""
        search, text = self._lexicon.finder.search, self._text
        while (position := self._position) < limit:
            match = search(text, position, limit)
            if match is None:
                self._pass_over(text[position:limit])
                self._position = limit
                return
            start, end = match.span()
            if start > position and len(self._gap) <= _LONGEST_GAP:  # as `_pass_over`, for each of thousands
                self._gap += text[position : min(start, position + _LONGEST_GAP + 1)]
            self._position = end
            kind = match.lastgroup
            if kind == "words":
                self._meet_words(match)
            elif kind == "stop":
                self._stop(match)
            elif kind == "bracket":
                self._meet_bracket(match["bracket"])
            elif kind == "percent":
                self._meet_bare_percent(match)
            else:  # value, or what follows it
                self._meet_number(match)

    def _pass_over(self, text: str) -> None:
        """Keep the words since the last anchor, no longer than could matter."""
        if len(self._gap) <= _LONGEST_GAP:
            self._gap += text[: _LONGEST_GAP + 1]

    def _rest(self) -> None:
        self._pending, self._anchor, self._gap = (), None, ""

    def _stop(self, match: re.Match[str]) -> None:
        """The end of a sentence; a full stop right behind a subject's name ends a heading only."""
        if self._anchor != "topic" or self._topic != SUBJECT_TOPIC or self._gap:
            self._rest()
        self._outer, self._carried, self._compared_budget = [], (), None
        self._sentence_start = match.end()

    def _meet_bracket(self, bracket: str) -> None:
        """What a parenthesis speaks of ends with it: behind it all is as before it."""
        if bracket == "(":
            words = (self._topic, self._subject, self._topic_words)
            self._outer.append((words, self._anchor, self._pending, self._gap))
        elif self._outer:
            words, self._anchor, self._pending, self._gap = self._outer.pop()
            self._topic, self._subject, self._topic_words = words

    def _set_anchor(self, anchor: str, pending: tuple[Pattern, ...] = ()) -> None:
        self._anchor, self._pending, self._gap = anchor, pending, ""

    def _meet_mention(self, mention: Mention) -> None:
        self._topic, self._subject, self._topic_words = SUBJECT_TOPIC, mention.path, None
        self._compared_budget = None
        self._set_anchor("topic")
        self._position = mention.end

    def _meet_words(self, match: re.Match[str]) -> None:
        words = match["words"]
        patterns = self._lexicon.patterns[words]
        role = patterns[0].role
        if role == "topic":
            self._topic, self._subject, self._topic_words = patterns[0].topic_code, None, words
            self._compared_budget = None
            self._set_anchor("topic")
        elif role == "class_name":
            self._topic, self._subject, self._topic_words = SUBJECT_TOPIC, SubjectPath(class_name=words), None
            self._compared_budget = None
            self._set_anchor("topic")
        elif role == "metric":
            self._compare(patterns[0])
            self._anchor, self._gap = "metric", ""
            self._pending = patterns if self._compared_budget is None else tuple(map(self._against, patterns))
        elif role == "fact":
            self._state(patterns, match)
        elif role == "prior_year":
            self._compared_budget = None
        elif role == "entity":
            self._entity = self._text[self._sentence_start : match.start()]
        elif role in MASK_ROLES:
            self._mask(patterns[0], match)

    def _compare(self, pattern: Pattern) -> None:
        """较年初预算数 before 增加 measures against that budget, not against last year."""
        if pattern.metric_code in _BUDGET_LABELS:
            compares = _COMPARED.search(self._gap) is not None
            self._compared_budget = _BUDGET_LABELS[pattern.metric_code] if compares else None
        elif pattern.metric_code not in _AGAINST_BUDGET or _OTHER_YEAR.search(self._gap):
            self._compared_budget = None

    def _against(self, pattern: Pattern) -> Pattern:
        """The same words where they measure against a budget."""
        kind = "unchanged" if pattern.direction == "unchanged" else pattern.metric_code or ""
        if self._compared_budget is None or kind not in _AGAINST_BUDGET:
            return pattern
        direction = "equal" if kind == "unchanged" else pattern.direction
        label = None if kind == "unchanged" else self._compared_budget
        return replace(pattern, metric_code=_AGAINST_BUDGET[kind], direction=direction, rate_label=label)

    def _state(self, patterns: tuple[Pattern, ...], match: re.Match[str]) -> None:
        """Facts without number; what is said twice in one sentence (持平,无增减变动) is one fact."""
        if _OTHER_YEAR.search(self._gap):
            self._compared_budget = None
        for fact in (self._fact(self._against(pattern), match) for pattern in patterns):
            said = [f for f in self.figures[-_LAST_FIGURES:] if f.start >= self._sentence_start and not f.has_number]
            if not any(is_same_fact(fact, other) for other in said):
                self.figures.append(fact)
        self._set_anchor("fact")

    def _topic_of(self, pattern: Pattern) -> tuple[str | None, SubjectPath | None]:
        return (pattern.topic_code, None) if pattern.topic_code else (self._topic, self._subject)

    def _fact(self, pattern: Pattern, match: re.Match[str]) -> Figure:
        topic, subject = self._topic_of(pattern)
        return Figure(
            start=match.start(),
            end=match.end(),
            has_number=False,
            topic_code=topic,
            metric_code=pattern.metric_code or UNCLASSIFIED,
            subject=subject,
            entity_name=self._entity,
            direction=pattern.direction,
            rate_label=pattern.rate_label,
            pattern_words=pattern.words,
            anomalies=[pattern.anomaly] if pattern.anomaly else [],
        )

    def _meet_number(self, match: re.Match[str]) -> None:
        lead, unit_printed = match.group("lead", "unit")
        unit = self._vocabulary.units.get((lead or "") + unit_printed) if unit_printed else self._unit_left_out(match)
        if unit is None:
            self._pass_over(match.group())
            return
        inexact = inexact_marks(match)
        claim = None if inexact else self._claim(unit, match.start("value"))
        anomalies = [unit.anomaly] if unit.anomaly and unit_printed else []
        if lead:
            anomalies.append("unit_before_number")
        anomalies += inexact
        if not unit_printed:
            anomalies.append("missing_unit")
        if self._text.startswith("/", match.end()):
            anomalies.append("stray_mark")
        figure = self._figure(match, unit, claim, anomalies)
        figure.unit_printed = f"{lead}…{unit_printed}" if lead else unit_printed
        if not unit_printed:
            figure.unit = None
        self.figures.append(figure)
        if claim is not None and claim.topic_code != self._topic:
            self._topic, self._subject, self._topic_words = claim.topic_code, None, None
        is_carried = claim is not None and self._pending
        self._carried = tuple([p for p in self._pending if is_waiting_rate(p, unit)]) if is_carried else ()
        self._number_end = match.end()
        self._set_anchor("number")

    def _figure(self, match: re.Match[str], unit: Unit, claim: Claim | None, anomalies: list[str]) -> Figure:
        is_of_subject = claim is not None and claim.topic_code == SUBJECT_TOPIC
        if claim is not None and claim.anomaly:
            anomalies.append(claim.anomaly)
        return Figure(
            start=match.start("value"),
            end=match.end("value"),
            has_number=True,
            topic_code=claim.topic_code if claim else None,
            metric_code=claim.metric_code if claim else UNCLASSIFIED,
            subject=self._subject if is_of_subject else None,
            entity_name=self._entity if claim else None,
            direction=claim.direction if claim else None,
            rate_label=claim.rate_label if claim else None,
            unit=unit,
            pattern_words=claim.pattern_words if claim else None,
            anomalies=anomalies,
        )

    def _unit_left_out(self, match: re.Match[str]) -> Unit | None:
        """A rate without its % (增长13.95。): only right behind the words of a rate, before the end of a clause."""
        is_rate = any(pattern.unit_kind == "percent" for pattern in self._pending)
        if not is_rate or not self._is_near() or not _CLAUSE_END.match(self._text, match.end()):
            return None
        return self._vocabulary.units["%"]

    def _is_near(self) -> bool:
        return self._anchor is not None and len(self._gap) <= _LONGEST_GAP and not _PASSED_OVER.sub("", self._gap)

    def _claim(self, unit: Unit, start: int) -> Claim | None:
        is_rate_of_it = bool(self._carried) and self._text[self._number_end : start] == "的"
        if is_rate_of_it or (self._anchor == "metric" and self._is_near()):
            for pattern in self._carried if is_rate_of_it else self._pending:
                topic = pattern.topic_code or self._topic
                if pattern.unit_kind in (unit.kind, unit.name) and topic is not None:
                    metric = pattern.metric_code or UNCLASSIFIED
                    return Claim(topic, metric, pattern.direction, pattern.rate_label, pattern.words, pattern.anomaly)
        if self._topic is None:
            return None
        if self._anchor == "topic" and unit.kind == "money" and self._is_near():
            return Claim(self._topic, FINAL_ACCOUNT, pattern_words=self._topic_words)
        counted = self._vocabulary.counts.get((self._topic, unit.name))
        if counted and self._anchor in ("topic", "number") and not _PASSED_OVER_BY_COUNTS.sub("", self._gap):
            return Claim(self._topic, counted, pattern_words=self._topic_words)
        return None

    def _meet_bare_percent(self, match: re.Match[str]) -> None:
        """完成预算的%: the words of a rate and its sign, and no number between them."""
        claim = self._claim(self._vocabulary.units["%"], match.start()) if self._anchor == "metric" else None
        if claim is None:
            self._pass_over(match.group())
            return
        figure = Figure(
            start=match.start(),
            end=match.end(),
            has_number=False,
            topic_code=claim.topic_code,
            metric_code=claim.metric_code,
            subject=self._subject if claim.topic_code == SUBJECT_TOPIC else None,
            entity_name=self._entity,
            direction=claim.direction,
            rate_label=claim.rate_label,
            unit=self._vocabulary.units["%"],
            unit_printed="%",
            pattern_words=claim.pattern_words,
            anomalies=["missing_number"],
        )
        self.figures.append(figure)
        self._set_anchor("number")

    def _mask(self, pattern: Pattern, match: re.Match[str]) -> None:
        """Free words: read for numbers only, which stay unclassified; their text is kept where it explains a figure."""
        behind = _BEHIND_A_MARK.match(self._text, match.end())
        start = behind.end() if behind else match.end()
        end = self._mask_end(pattern, start)
        if pattern.role == "reason":
            self._explain(match, (start, end))
        elif pattern.role == "composition" and self._topic is not None and start < end:
            listed = self._fact(pattern, match)
            listed.metric_code, listed.reason = LISTED_ITEMS, (start, end)
            self.figures.append(listed)
        self._rest()
        for number in self._lexicon.finder.finditer(self._text, start, end):
            unit = self._vocabulary.units.get(f"{number['lead'] or ''}{number['unit']}") if number["unit"] else None
            if unit is not None:
                figure = self._figure(number, unit, None, [f"in_{pattern.role}", *inexact_marks(number)])
                figure.unit_printed = number["unit"]
                self.figures.append(figure)
        self._position = end

    def _of_topic(self, metrics: tuple[str, ...]) -> list[Figure]:
        """What the block has said of the present topic, in its order; a reason never reaches further back."""
        here = (f for f in self.figures[-_LAST_FIGURES:] if f.metric_code in metrics)
        return [f for f in here if f.topic_code == self._topic and f.subject == self._subject]

    def _mask_end(self, pattern: Pattern, start: int) -> int:
        nearest = len(self._text)
        for words in pattern.ends:
            end = -1 if words == BLOCK_END else self._text.find(words, start, nearest)
            nearest = end if end >= 0 else nearest
        return nearest

    def _explain(self, match: re.Match[str], reason: tuple[int, int]) -> None:
        """Give a reason to what it explains: the movement or comparison just stated, else the topic's last one."""
        moved = next((p for p in self._pending if p.metric_code in ("change", "budget_difference")), None)
        span = reason if reason[0] < reason[1] else None
        if moved is not None and self._is_near():
            stated = self._fact(moved, match)
            stated.start, stated.end = match.start() - len(moved.words), match.start()
            alike = self._of_topic((moved.metric_code or "",))
            changes = [f for f in alike if f.direction == moved.direction and f.reason is None]
            self.figures.append(stated)
            (changes[-1] if changes else stated).reason = span
            return
        explained = self._of_topic(_EXPLAINED)
        if explained:
            last = explained[-1]
            amount = _AMOUNT_OF_RATE.get(last.metric_code)
            changes = [f for f in explained if f.metric_code == amount and f.reason is None]
            target = changes[-1] if changes else last
            target.reason = target.reason or span
            return
        alone = self._fact(Pattern("", match["words"], "reason", None, REASON, None, None, None, (), None), match)
        alone.reason = span
        self.figures.append(alone)


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around some characters begins and ends; of an endless one what is near them."""
    earliest, latest = max(0, start - _LONGEST_SIDE), min(len(text), end + _LONGEST_SIDE)
    begin = max(earliest, text.rfind("。", earliest, start) + 1)
    stop = text.find("。", end, latest)
    return begin, latest if stop < 0 else stop + 1


def read_block(block: Block, lexicon: Lexicon, vocabulary: NarrativeVocabulary) -> Iterator[Figure]:
    """All figures and facts of a block in the order of the text."""
    yield from sorted(BlockReader(block, lexicon, vocabulary).read(), key=lambda figure: figure.start)
