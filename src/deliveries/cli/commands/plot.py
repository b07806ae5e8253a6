"""``deliveries plot``: scenarios as a chart, in the terminal or as a file."""

from __future__ import annotations

from typing import Annotated

import typer

from deliveries.cli.options import (
    Asked,
    Baseline,
    Every,
    From,
    ItemName,
    PlotKind,
    Scenarios,
    Shown,
    To,
    Written,
    grouped,
)

HELP = """Draw scenarios as a chart, in the terminal or as a file.

\b
Examples:
  deliveries plot                                 totals to date, in signs
  deliveries plot general-staff --kind gap
  deliveries plot -o sixty-divisions.svg          a picture for a paper
  deliveries plot -o sixty-divisions.html         a page with tooltips
  deliveries plot -r hump-1943 --kind monthly -o hump.png
  deliveries plot -r thirty-six-divisions --item tnt
  deliveries plot --kind divisions --to 1952-12
  deliveries plot --format json | jq .title.text  Vega-Lite

It shows the verdict, the chart with the month of need, and how it is read. A band is all that the
sources allow; the line in it reads them evenly. What is not known is a gap. The page needs no
network, and has the numbers as a table.

The baseline is added, first, if it is not named. A gap is what a scenario has more than the
baseline, or less. An itemised request is drawn by its first item, unless --item names another.
"""
DRAWN = {"txt": "signs", "html": "page", "json": "vega"}
"""What a chart's own formats are called, where a report has another of that ending."""


@grouped
def run(
    scenarios: Scenarios = None,
    *,
    kind: Annotated[
        PlotKind,
        typer.Option("--kind", help="Totals to date, what each month brings, the gap, divisions."),
    ] = PlotKind.to_date,
    item: ItemName = None,
    every: Every = False,
    baseline: Baseline = None,
    first: From = None,
    last: To = None,
    asked: Asked,
    written: Written,
) -> None:
    """Draw scenarios."""
    from deliveries.analysis.comparison import compare_scenarios
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case

    outlet = choose_outlet(written, asked.file)
    outlet = outlet._replace(form=DRAWN.get(outlet.form, outlet.form))
    view = Shown(first=first, last=last).view(decimals=written.decimals)
    view = view._replace(item=item, chart=kind.value)
    case = load_case(asked.file)
    names = asked.names(case, scenarios, every=every)
    comparison = compare_scenarios(
        case, names, request=asked.request, baseline=baseline, whole=asked.whole
    )
    outlet.deliver(comparison, view)
