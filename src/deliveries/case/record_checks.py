"""Checks of the rows of a record: dates, milestones, totals, returns.

Every check yields all the faults it finds, as those of `scenario_checks` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.errors import Fault, Path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.case.models import Scenario, Tranche

_PROFILES = ("profile", "monthly", "weights", "amounts", "through")
"""The keys that say more of months than a row of one day, or one that others lie in, can."""


def row_faults(path: Path, scenario: Scenario, tranche: Tranche) -> Iterator[Fault]:
    """Check one row by itself: that a record has it, and that it says one thing, at one time."""
    kind_at = (*path[:4], "kind")
    if scenario.kind != "record":
        yield from _not_of_a_plan(path, tranche, kind_at)
        return
    figures = [
        key
        for key in ("quantity", "share", "amounts", "to_date", "total")
        if getattr(tranche, key) is not None
    ]
    mark = next((key for key in ("to_date", "total") if key in figures), "")
    if mark and len(figures) > 1:
        other = next(key for key in figures if key != mark)
        message = f"'{mark}' stands instead of '{other}', not beside it"
        yield Fault((*path, other), "two-figures", message, "make two rows of them")
    if tranche.to_date is not None and tranche.date is None:
        last = tranche.window.last
        message = "a running total is by a day or by the end of a month"
        hint = f"write `date: {last}` instead of the window"
        yield Fault((*path, "window"), "to-date-without-date", message, hint)
    elif tranche.total is not None and tranche.date is not None:
        message = "a total is of a window, with the rows within it"
        hint = f"write `window: {tranche.window}`; what came on one day is a `quantity`"
        yield Fault((*path, "date"), "total-of-a-day", message, hint)
    elif tranche.date is not None and tranche.window != tranche.date.months:
        message = f"the row is of {tranche.date.long()} already"
        yield Fault((*path, "window"), "two-times", message, "keep the date or the window")
    instead = "date" if tranche.date is not None else mark
    for key in _PROFILES if instead else ():
        if getattr(tranche, key) is not None and (key != "amounts" or not mark):
            message = f"'{key}' says more of the months than '{instead}' leaves open"
            yield Fault((*path, key), "profile-of-row", message, "take it out")


def _not_of_a_plan(path: Path, tranche: Tranche, kind_at: Path) -> Iterator[Fault]:
    """Check that what is no record has no row that only a record can have."""
    hints = {
        "date": f"write `window: {tranche.window}`",
        "to_date": "write what comes in a window as its `quantity`",
        "total": "write what comes in a window as its `quantity`",
    }
    for key, hint in hints.items():
        if getattr(tranche, key) is not None:
            message = f"only a `record` has rows with '{key}'"
            yield Fault((*path, key), "record-only", message, hint, (kind_at,))
    if tranche.quantity and (tranche.quantity.amount or 0) < 0:
        message = "a quantity is never negative, but for what a `record` takes back"
        amount = -(tranche.quantity.amount or 0)
        hint = f"write {amount}, or take {amount} off the tranche that it belongs to"
        yield Fault((*path, "quantity"), "negative", message, hint, (kind_at,))
