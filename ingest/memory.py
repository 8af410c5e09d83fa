"""Answers about texts, remembered: a document prints the same words again and again, and so do all documents.

A remembered function is the look-up in a dictionary itself, without a call of Python around it, which is half the time
of `functools.lru_cache` behind a function. Its memory is bounded: where texts that never come again have filled it, it
begins anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

_LONGEST_KEPT = 120
_MOST_KEPT = 65_536
_MOST_LONG_KEPT = 256


class _Memory(dict[str, Answer]):
    """Text → answer. Long texts have a small memory of their own: extraction repeats one long text in every row of a
    table, but those of another document never come again."""

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        super().__init__()
        self._answer = answer
        self._long: dict[str, Answer] = {}

    def __missing__(self, text: str) -> Answer:
        if len(text) <= _LONGEST_KEPT:
            answer = self._answer(text)
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = answer
            return answer
        if text not in self._long:
            if len(self._long) >= _MOST_LONG_KEPT:
                self._long.clear()
            self._long[text] = self._answer(text)
        return self._long[text]


def remembered(answer: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A pure function of one text that remembers its answers. Its documentation is that of the function given."""
    return _Memory(answer).__getitem__
