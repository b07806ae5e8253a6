"""``deliveries show``: one scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deliveries.cli.options import (
    Asked,
    ByDivisions,
    Scenario,
    Shown,
    Uplift,
    Written,
    grouped,
    read_amount,
    wrong_usage,
)

if TYPE_CHECKING:
    from deliveries.results import Result

HELP = """Show one scenario month by month, and what its sources say.

\b
Examples:
  deliveries show mao-one-sixth
  deliveries show general-staff --whole
  deliveries show mao-one-sixth --divisions
  deliveries show as-requested --request thirty-six-divisions --per 36
  deliveries show stalin-reply --by half -o reply.csv

It shows what the sources have, then what comes in each month and to date, and for whom. Where a
source gives a total but not its months, they are read evenly, and 'may be' is the band of all that
it allows. --per shows totals, no months, and --divisions is another table: ask for one of them.
"""


@grouped
def run(
    scenario: Scenario,
    *,
    divisions: ByDivisions = False,
    uplift: Uplift = None,
    per: Annotated[
        str | None, typer.Option(metavar="N", help="Show what comes in all, and that divided by N.")
    ] = None,
    shown: Shown,
    asked: Asked,
    written: Written,
) -> None:
    """Show one scenario."""
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case

    outlet = choose_outlet(written, asked.file)
    view = shown.view(decimals=written.decimals)
    worth = None if uplift is None else read_amount("--uplift", uplift)
    parts = None if per is None else read_amount("--per", per)
    by_divisions = divisions or worth is not None
    if parts is not None and by_divisions:
        raise wrong_usage("ask for this or for divisions", "--per")
    if parts is not None and not parts:
        raise wrong_usage("nothing can be divided by nought", "--per")
    case = load_case(asked.file)
    result: Result
    if by_divisions:
        from deliveries.analysis.divisions import show_divisions

        result = show_divisions(
            case, scenario, request=asked.request, whole=asked.whole, uplift=worth
        )
    else:
        from deliveries.schedule import schedule_scenario

        result = schedule_scenario(case, scenario, request=asked.request, whole=asked.whole)
        if parts is not None:
            from deliveries.analysis.per import divide

            result = divide(result, parts)
    outlet.deliver(result, view)
