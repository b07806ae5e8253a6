"""``deliveries explain``: where a number comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from deliveries.cli import completing
from deliveries.cli.options import (
    Asked,
    Baseline,
    ItemName,
    Scenario,
    Written,
    grouped,
    read_month,
)

HELP = """Explain how a number came to be, as on a blackboard.

\b
Examples:
  deliveries explain general-staff 1951-10
  deliveries explain general-staff 1951-10 --whole
  deliveries explain three-months-earlier 1951-04
  deliveries explain as-requested 1950-11 -r thirty-six-divisions --item tnt
  deliveries explain stalin-reply 1952-03 --format json

It covers what the month brings, what is there at its end, who has it, and the gap to the baseline,
each as a calculation that can be worked out again. An itemised request needs --item.
"""


@grouped
def run(
    scenario: Scenario,
    month: Annotated[
        str,
        typer.Argument(
            metavar="MONTH", help="The month, such as 1951-10.", autocompletion=completing.months
        ),
    ],
    *,
    item: ItemName = None,
    baseline: Baseline = None,
    asked: Asked,
    written: Written,
) -> None:
    """Explain a number."""
    from deliveries.cli.output import choose_outlet
    from deliveries.explain import explain
    from deliveries.read import load_case
    from deliveries.reports import View
    from deliveries.schedule import schedule_scenario

    outlet = choose_outlet(written, asked.file)
    at = read_month("MONTH", month)
    case = load_case(asked.file)
    schedule = schedule_scenario(case, scenario, request=asked.request, whole=asked.whole)
    request = schedule.request
    base = baseline or request.baseline or next(iter(request.scenarios))
    beside = None
    if base != scenario:
        beside = schedule_scenario(case, base, request=asked.request, whole=asked.whole)
    explained = explain(schedule, at, item=item, baseline=beside)
    outlet.deliver(explained, View(decimals=written.decimals))
