"""``deliveries when``: the month by which so many are there."""

from __future__ import annotations

from typing import Annotated

import typer

from deliveries.cli.options import (
    Asked,
    Capacity,
    Changes,
    Scenario,
    Written,
    grouped,
    read_amount,
)

HELP = """Find the month by which a scenario has brought so many.

\b
Examples:
  deliveries when general-staff 30
  deliveries when mao-one-sixth 30 --capacity 4
  deliveries when as-requested 100 -r thirty-six-divisions --item tnt

It says the month read evenly, and the earliest and the latest that the sources allow. The scenario
may be changed first, as with whatif; --item is what the quantity is of, and what --capacity limits.
"""


@grouped
def run(
    scenario: Scenario,
    amount: Annotated[str, typer.Argument(metavar="QUANTITY", help="How many, such as 30.")],
    *,
    changes: Changes,
    capacity: Capacity = None,
    asked: Asked,
    written: Written,
) -> None:
    """Find a month."""
    from deliveries.analysis.answers import whens
    from deliveries.cli.output import choose_outlet
    from deliveries.reports import View

    outlet = choose_outlet(written, asked.file)
    wanted = read_amount("QUANTITY", amount)
    schedule = changes.schedule(asked, scenario, capacity=capacity)
    items = [*schedule.items] if changes.item is None else [changes.item]
    outlet.deliver(whens(schedule, items, wanted), View(decimals=written.decimals))
