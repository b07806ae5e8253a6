"""A worksheet of a comparison: cells taken out of its table, questions, and the answers to both.

Convention: what is asked and answered comes from this case's own measures and explanations. Which
cells are taken out follows from the seed alone, by a hash that is the same on every machine.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from deliveries.explanation import explain
from deliveries.months import Window
from deliveries.reports.explanation import step_line
from deliveries.reports.words import capital, heading
from deliveries.tables import Cell, Notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.explanation import Explanation, Step
    from deliveries.reports.words import Say
    from deliveries.tables import Table

BLANKS = 8
"""How many cells are taken out."""
_NOT_FOR = {
    "to_date": ("due by the month before", "so due in the month", "there in the month"),
    "delivered": ("there by then",),
}
"""The steps of an explanation that lead to something else."""
_WHAT = {"delivered": "in the month", "to_date": "to date", "gap": "the gap"}


class Blank(NamedTuple):
    """A cell that is taken out."""

    letter: str
    row: int
    column: int
    entry: Entry
    what: str
    """``delivered``, ``to_date`` or ``gap``."""
    window: Window
    value: Fraction


def choose_blanks(comparison: Comparison, item: str | None, table: Table, seed: int) -> list[Blank]:
    """Return the cells to take out: numbers of a month, in rows of their own while there are rows.

    None of them is nought, which anybody would guess.
    """
    entries = {entry.id: entry for entry in comparison.entries if item in entry.items}
    found = []
    for at, row in enumerate(table.rows):
        period = row.cells[0].value
        for column, cell in enumerate(row.cells):
            name, _, what = table.columns[column].key.rpartition(".")
            if isinstance(period, Window) and name in entries and _is_asked(cell):
                found.append((_rank(seed, at, column), at, column, entries[name], what, period))
    chosen = sorted(_spread(sorted(found, key=lambda each: each[0])), key=lambda each: each[1:3])
    return [
        Blank(
            letter,
            at,
            column,
            entry,
            what,
            period,
            Fraction(str(table.rows[at].cells[column].value)),
        )
        for letter, (_, at, column, entry, what, period) in zip(
            ascii_lowercase, chosen, strict=False
        )
    ]


def _is_asked(cell: Cell) -> bool:
    return isinstance(cell.value, Fraction | int) and bool(cell.value) and not cell.mark


def _rank(seed: int, row: int, column: int) -> str:
    return sha256(f"{seed}:{row}:{column}".encode()).hexdigest()


_Found = tuple[str, int, int, "Entry", str, Window]


def _spread(ranked: Sequence[_Found]) -> list[_Found]:
    """Return the first of each row before the second of any, so that the blanks lie apart."""
    rows: dict[int, int] = {}
    turns = []
    for each in ranked:
        rows[each[1]] = rows.get(each[1], 0) + 1
        turns.append((rows[each[1]], each))
    return [each for _, each in sorted(turns, key=lambda turn: turn[0])][:BLANKS]


def blanked(table: Table, blanks: Sequence[Blank], *, say: Say | None) -> Table:
    """Return the table without these cells; with ``say`` their numbers stand there as answers."""
    rows = [list(row.cells) for row in table.rows]
    for blank in blanks:
        label = f"({blank.letter})"
        if say is None:
            rows[blank.row][blank.column] = Cell(f"{label}       ", "", "blank")
        else:
            rows[blank.row][blank.column] = Cell(f"{label} {say(blank.value)}", "", "answer")
    filled = (row._replace(cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    return table._replace(rows=tuple(filled))


def workings(
    comparison: Comparison, item: str | None, blanks: Sequence[Blank], say: Say
) -> Iterator[Notes]:
    """Yield how each number that was taken out came to be."""
    base = comparison.base
    for blank in blanks:
        name = heading(blank.entry.id, blank.entry.schedule.scenario)
        where = f"{name}, {blank.window.long()}, {_WHAT[blank.what]}"
        title = f"({blank.letter}) {where}: {say(blank.value)}"
        beside = base.schedule if blank.entry is not base else None
        explained = explain(blank.entry.schedule, blank.window.last, item=item, baseline=beside)
        steps = _steps(explained, blank.what)
        yield Notes(title, tuple(capital(step_line(step, say)) for step in steps))


def _steps(explained: Explanation, what: str) -> list[Step]:
    """Return the steps that lead to a cell: those of the month, or of the running total."""
    wanted = ("Against",) if what == "gap" else ("Tranche", "Together", "Capacity")
    other = _NOT_FOR.get(what, ())
    return [
        step
        for section in explained.sections
        if section.title.startswith(wanted) and "not counted" not in section.title
        for step in section.steps
        if step.value and not step.label.startswith(other)
    ]
