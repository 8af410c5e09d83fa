"""Rows kept as columns: what comes by the thousand leaves as Arrow columns, so that it is kept so from the start.

As rows they are made only for who asks for them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar, overload

Row = TypeVar("Row")


class ColumnRows(Sequence[Row], Generic[Row]):
    """Rows in their order, as one list of values for each field of the row class, a named tuple."""

    __slots__ = ("columns",)
    row_class: ClassVar[Any]

    def __init__(self, columns: Sequence[list[Any]]) -> None:
        self.columns = columns

    def column(self, name: str) -> list[Any]:
        """The values of one field."""
        place: int = self.row_class._fields.index(name)
        return self.columns[place]

    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        row: Row = self.row_class._make(column[index] for column in self.columns)
        return row

    def __iter__(self) -> Iterator[Row]:
        return map(self.row_class._make, zip(*self.columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ColumnRows) and list(self.columns) == list(other.columns)

    __hash__ = None  # type: ignore[assignment]  # compared by columns that may grow: never a key
