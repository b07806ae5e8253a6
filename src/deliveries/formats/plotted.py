"""A chart in a terminal: the verdict, the chart in signs, how it is read.

Convention: a scenario is known by its sign and by its name at the end of its line; colour only says
so again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from deliveries.formats.plotted_bars import bar_chart
from deliveries.formats.plotted_lines import line_chart
from deliveries.formats.table import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.charts import Figure
    from deliveries.formats.cells import Style

WIDEST = 120
"""Beyond this a chart grows no wider, in cells."""
NARROWEST = 40


def plot_lines(figure: Figure, style: Style, *, width: int) -> Iterator[Text]:
    """Write a chart line by line, within so many cells."""
    width = max(min(width, WIDEST), NARROWEST)
    yield from _sentence(figure.subtitle, style, width, "bold")
    yield Text()
    yield from _sentence(figure.title, style, width, "bold")
    yield from _sentence(figure.up, style, width, "")
    yield Text()
    yield from (line_chart if figure.lines else bar_chart)(figure, style, width)
    if figure.notes or figure.cites:
        yield from (Text(), Text("Reading the chart", "bold"))
    for note in figure.notes:
        yield from map(Text, wrapped(style.text(note), width, indent=2))
    if figure.cites:
        yield from map(Text, wrapped(style.text(f"Sources: {figure.cites}."), width, indent=2))


def _sentence(text: str, style: Style, width: int, emphasis: str) -> Iterator[Text]:
    return (Text(line, emphasis) for line in wrapped(style.text(text), width, fold=True))
