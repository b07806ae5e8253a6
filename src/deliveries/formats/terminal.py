"""A report as lines of text for a terminal, a pipe or a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.cells import BAR, drawn
from deliveries.formats.table import left, table_lines, wrapped
from deliveries.tables import Bars, Notes, Report, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats.cells import Style

ROOM_FOR_TEXT = 16
"""What is kept free after a bar and around it, in cells."""


def report_lines(report: Report, style: Style, *, width: int, wraps: bool) -> Iterator[Text]:
    """Write a report line by line.

    ``width`` is where sentences are wrapped, in cells; ``wraps`` says whether tables keep to it
    too. In a pipe they do not: there a table stays whole, however wide.
    """
    yield from _sentences(report.lead, style, width, "bold")
    for part in report.parts:
        yield Text()
        match part:
            case Sheet():
                yield from _sentences(part.title, style, width, "bold")
                yield from table_lines(part, style, width if wraps else None)
            case Bars():
                yield from _bars(part, style, width)
            case Notes():
                yield from _sentences(part.title, style, width, "bold")
                for line in part.lines:
                    yield from map(Text, wrapped(style.text(line), width, indent=2))


def _sentences(text: str, style: Style, width: int, emphasis: str) -> Iterator[Text]:
    for line in wrapped(style.text(text), width):
        yield Text(line, emphasis)


def _bars(bars: Bars, style: Style, width: int) -> Iterator[Text]:
    """One line a bar. Labels that leave no room for the bars stand over them."""
    yield Text(style.text(bars.title), "bold")
    labels = [style.text(bar.label) for bar in bars.bars]
    longest = max(map(cell_len, labels))
    beside = longest <= width - BAR - ROOM_FOR_TEXT
    for bar, label in zip(bars.bars, labels, strict=True):
        if not beside:
            yield from (Text(f"  {line}") for line in wrapped(label, width - 2, fold=True))
        before = f"{left(label, longest)}  " if beside else ""
        yield Text(f"  {before}{style.text(drawn(bar))}  {style.text(bar.text)}")
