"""``deliveries need``: the smallest capacity that loses no time."""

from __future__ import annotations

from typing import Annotated

import typer

from deliveries.cli.options import (
    Asked,
    Changes,
    Quantity,
    Scenario,
    Written,
    grouped,
    read_window,
)

HELP = """Find the smallest capacity that a scenario needs to lose no time.

\b
Examples:
  deliveries need general-staff
  deliveries need general-staff --due 1951-12
  deliveries need mao-one-sixth --shift 3
  deliveries need as-requested -r thirty-six-divisions --item tnt

It says how much has to arrive each month for all that is scheduled by then to be there. The
scenario may be changed first, as with whatif.
"""


@grouped
def run(
    scenario: Scenario,
    *,
    due: Annotated[
        str | None,
        typer.Option(metavar="MONTH", help="By when; the end of the schedule otherwise."),
    ] = None,
    quantity: Quantity = None,
    changes: Changes,
    asked: Asked,
    written: Written,
) -> None:
    """Find a capacity."""
    from deliveries.analysis.answers import needs
    from deliveries.cli.output import choose_outlet
    from deliveries.reports import View

    outlet = choose_outlet(written, asked.file)
    window = read_window("--due", due)
    schedule = changes.schedule(asked, scenario, quantity=quantity)
    items = [*schedule.items] if changes.item is None else [changes.item]
    found = needs(schedule, items, window.last if window else None)
    outlet.deliver(found, View(decimals=written.decimals))
