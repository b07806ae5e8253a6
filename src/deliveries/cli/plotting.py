"""``deliveries plot``: scenarios as a chart, in the terminal or as a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from deliveries.cli.jobs import see
from deliveries.cli.options import PlotFormat, wrong_usage
from deliveries.cli.output import form_of, place_of, write_lines, write_stdout
from deliveries.cli.writing import write_file
from deliveries.formats.cells import Style
from deliveries.forms.plots import figure_of, picture_of
from deliveries.months import By

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.text import Text

    from deliveries.charts import Figure, Kind
    from deliveries.cli.chosen import Chosen

_ENDINGS = {f".{each.value}": each for each in PlotFormat}
_FOR_NO_SCREEN = (PlotFormat.png, PlotFormat.pdf)


class Wanted(NamedTuple):
    """What is drawn, as it was typed."""

    chosen: Chosen
    kind: Kind
    item: str | None
    first: str | None
    last: str | None
    decimals: bool

    def figure(self) -> Figure:
        """The chart. Raises `CaseError`, `UnknownNameError`, `RangeError`, `ConversionError`."""
        view = see(By.month, self.first, self.last)
        case, comparison = self.chosen.compared()
        return figure_of(comparison, self.kind, self.item, case, view, decimals=self.decimals)


def plot(wanted: Wanted, form: PlotFormat | None, output: str | None) -> None:
    """Draw into the terminal, a file or stdout. Raises `WriteError`."""
    target = None if output in (None, "-") else place_of(str(output), wanted.chosen.file)
    form = form or (form_of(str(output), _ENDINGS) if target else PlotFormat.txt)
    shown = target is None and sys.stdout is not None and sys.stdout.isatty()
    if shown and form in _FOR_NO_SCREEN:
        reason = f"{form.value} is nothing for a screen; name a file"
        raise wrong_usage(reason, "--output")
    figure = wanted.figure()
    if form is PlotFormat.txt:
        _plot_text(figure, target, decimals=wanted.decimals)
        return
    content = picture_of(figure, form.value, Style(wanted.decimals))
    if target:
        write_file(target, content)
    else:
        write_stdout(content)


def _plot_text(figure: Figure, target: Path | None, *, decimals: bool) -> None:
    from deliveries.formats.plotted import plot_lines

    def lines(style: Style, width: int, *, wraps: bool) -> Iterator[Text]:
        del wraps  # a chart is never wider than it may be
        return plot_lines(figure, style, width=width)

    write_lines(target, lines, decimals=decimals)
