"""A report as lines of text for a terminal, a pipe or a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.cells import BAR, Style, drawn
from deliveries.formats.table import justified, table_lines, wrapped
from deliveries.tables import Chapter, Gauges, Links, Notes, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Part

ROOM_FOR_TEXT = 16
"""What is kept free after a bar and around it, in cells."""


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield a report as text without colours."""
    style = Style(options.decimals)
    for line in report_lines(report, style, width=options.width, full=options.full):
        yield f"{line.plain.rstrip()}\n".encode()


def report_lines(
    report: Report, style: Style, *, width: int, wraps: bool = False, full: bool = True
) -> Iterator[Text]:
    """Yield a report line by line.

    ``width`` is where sentences are wrapped, in cells; ``wraps`` says whether tables keep to it
    too. In a pipe they do not: there a table stays whole, however wide. Where it is not ``full``,
    assumptions and sources are only counted.
    """
    title = f"{report.title} ({report.subtitle})" if report.subtitle else ""
    yield from _sentences(title, style, width)
    yield from _sentences(report.verdict, style, width)
    for section in report.sections(full=full):
        yield Text()
        parts: Sequence[Part] = (section,) if not isinstance(section, Chapter) else section.parts
        if isinstance(section, Chapter):
            yield from _sentences(section.title, style, width)
        for at, part in enumerate(parts):
            if at:
                yield Text()
            yield from _part_lines(part, style, width, wraps=wraps)


def _part_lines(part: Part, style: Style, width: int, *, wraps: bool) -> Iterator[Text]:
    if not isinstance(part, Picture):
        yield from _sentences(part.title, style, width)
    match part:
        case Table():
            yield from table_lines(part, style, width if wraps else None)
        case Gauges():  # labels that leave no room for the bars stand over them
            labels = [style.text(bar.label) for bar in part.bars]
            longest = max(map(cell_len, labels))
            beside = longest <= width - BAR - ROOM_FOR_TEXT
            for bar, label in zip(part.bars, labels, strict=True):
                if not beside:
                    yield from (Text(f"  {line}") for line in wrapped(label, width - 2, fold=True))
                before = f"{justified(label, longest, 'left')}  " if beside else ""
                yield Text(f"  {before}{style.text(drawn(bar))}  {style.value(bar.value)}")
        case Notes() | Links():
            for line in part.lines:
                yield from map(Text, wrapped(style.text(line), width, indent=2))
        case Picture():
            from deliveries.formats.signs import chart_lines

            yield from chart_lines(part.chart, style, width)


def _sentences(text: str, style: Style, width: int) -> Iterator[Text]:
    if text:
        for line in wrapped(style.text(text), width):
            yield Text(line, "bold")
