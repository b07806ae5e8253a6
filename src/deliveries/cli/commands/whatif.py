"""``deliveries whatif``: a scenario changed, beside what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deliveries.cli.options import (
    Asked,
    Capacity,
    Changes,
    Quantity,
    Scenario,
    Shown,
    Written,
    grouped,
    wrong_usage,
)

if TYPE_CHECKING:
    from deliveries.analysis.whatif import WhatIf
    from deliveries.case import Case

HELP = """Change a scenario and compare it with what it was.

\b
Examples:
  deliveries whatif mao-one-sixth --shift -3
  deliveries whatif mao-one-sixth --capacity 4
  deliveries whatif mao-one-sixth --capacity 6@1951-07..1951-09,12@1951-10..
  deliveries whatif mao-one-sixth --capacity 6 -o six.svg
  deliveries whatif general-staff --tranche 2 --window 1952
  deliveries whatif mao-one-sixth --capacity 4 --save four-a-month

It shows both side by side, as compare does, and what each change did. Changes are made in this
order: quantity, window, monthly, shift, capacity. What cannot come at a capacity waits, and comes
as soon as it can. --item says which item --capacity limits.

--save prints the changed scenario for a case file, and alters no file.
"""


@grouped
def run(
    scenario: Scenario,
    *,
    quantity: Quantity = None,
    changes: Changes,
    capacity: Capacity = None,
    save: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only print it for a case file, under this name."),
    ] = None,
    shown: Shown,
    asked: Asked,
    written: Written,
) -> None:
    """Change a scenario and see what it does."""
    from deliveries.analysis.whatif import scenario_yaml, what_if
    from deliveries.cli.output import Outlet, choose_outlet, place_of
    from deliveries.read import load_case

    if save is None:
        outlet = choose_outlet(written, asked.file)
    else:
        named = written.output not in (None, "-")
        outlet = Outlet("txt", place_of(written.output or "", asked.file) if named else None, written)
    if changes.item is not None and capacity is None:
        raise wrong_usage("it says what --capacity limits", "--item")
    view = shown.view(decimals=written.decimals)
    case = load_case(asked.file)
    keys = changes.keys(quantity, capacity)
    what = what_if(case, scenario, keys, request=asked.request, whole=asked.whole)
    if save is None:
        outlet.deliver(what, view)
    else:
        _refuse_taken(case, what, save)
        outlet.put([scenario_yaml(what, save).encode()])


def _refuse_taken(case: Case, what: WhatIf, name: str) -> None:
    """Refuse a name that a case file would refuse, as wrong usage."""
    from deliveries.case.fields import read_id
    from deliveries.errors import UnreadableError

    try:
        read_id(name)
    except UnreadableError as reason:
        raise wrong_usage(f"{reason}: {reason.hint}", "--save") from None
    if name in case.requests[what.comparison.request_id].scenarios:
        raise wrong_usage(f"there is a scenario '{name}'", "--save")
