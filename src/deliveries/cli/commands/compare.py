"""``deliveries compare``: scenarios of a request side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.cli.options import (
    Asked,
    Baseline,
    ByDivisions,
    Every,
    Scenarios,
    Shown,
    Uplift,
    Written,
    grouped,
    read_amount,
)

if TYPE_CHECKING:
    from deliveries.results import Result

HELP = """Compare scenarios month by month, verdict first.

\b
Examples:
  deliveries compare
  deliveries compare general-staff stalin-reply --by quarter
  deliveries compare three-months-earlier --from 1951-04 --to 1951-12
  deliveries compare --divisions --uplift 3/2
  deliveries compare --request hump-1943 -o hump.csv
  deliveries compare --format json | jq .verdict
  deliveries compare -o comparison.html

It shows a verdict, what comes in each month and to date with the gap to the baseline, the measures,
and how many assumptions and sources there are; all of them with --full, and in a file. CSV has one
row a scenario, item and month.

The baseline is added, first, if it is not named. --by, --from and --to change what is shown, never
what is measured.
"""


@grouped
def run(
    scenarios: Scenarios = None,
    *,
    every: Every = False,
    baseline: Baseline = None,
    divisions: ByDivisions = False,
    uplift: Uplift = None,
    shown: Shown,
    asked: Asked,
    written: Written,
) -> None:
    """Compare scenarios."""
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case

    outlet = choose_outlet(written, asked.file)
    view = shown.view(decimals=written.decimals)
    worth = None if uplift is None else read_amount("--uplift", uplift)
    case = load_case(asked.file)
    names = asked.names(case, scenarios, every=every)
    result: Result
    if divisions or worth is not None:
        from deliveries.analysis.divisions import compare_divisions

        result = compare_divisions(
            case, names, request=asked.request, baseline=baseline, whole=asked.whole, uplift=worth
        )
    else:
        from deliveries.analysis.comparison import compare_scenarios

        result = compare_scenarios(
            case, names, request=asked.request, baseline=baseline, whole=asked.whole
        )
    outlet.deliver(result, view)
