"""Checks of the rows of a record: dates, milestones, totals, returns.

Every check yields all the faults it finds, as those of `scenario_checks` do.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.case.rows import bounds, grain_of, scopes
from deliveries.errors import Fault, Path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case.models import Request, Scenario, Tranche
    from deliveries.case.rows import Scope

_PROFILES = ("profile", "monthly", "weights", "amounts", "through")
"""The keys that say more of months than a row of one day, or one that others lie in, can."""

_MOST_TRIED = 200
"""The most marks tried to name the one that contradicts those before it."""


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


def record_faults(path: Path, request: Request, scenario: Scenario) -> Iterator[Fault]:
    """Check that the rows of a record hold together, where milestones or totals hold others."""
    marks = [(at, each) for at, each in enumerate(scenario.tranches) if each.is_mark]
    if not marks or scenario.kind != "record":
        return
    faults = [*_unlike(path, request, scenario.tranches, marks)]
    of_items: dict[str | None, list[tuple[int, Tranche]]] = {item: [] for item in request.things}
    for number, tranche in enumerate(scenario.tranches, 1):
        of_items.setdefault(tranche.item, []).append((number, tranche))
    for numbered in of_items.values():
        for scope in scopes(request, numbered):
            faults += _overlaps(path, scope, scenario.tranches)
            if not faults:
                faults += _contradictions(path, scope)
    yield from faults


def _unlike(
    path: Path,
    request: Request,
    tranches: Sequence[Tranche],
    marks: Sequence[tuple[int, Tranche]],
) -> Iterator[Fault]:
    """Check that marks are of like rows, and stand beside nothing that they cannot hold."""
    first: dict[tuple[str | None, str], bool] = {}
    for at, mark in marks:
        where = (*path, "tranches", at)
        for key in ("recipients", "establishment"):
            has = bool(getattr(mark, key))
            if first.setdefault((mark.item, key), has) != has:
                message = f"some of the milestones and totals have '{key}', and others have not"
                hint = "give it to all of them, or to none"
                yield Fault(where, "unlike-marks", message, hint)
        if mark.to_date is not None and request.opens and mark.window.last < request.opens:
            message = f"the request opens in {request.opens.long()}: nothing counts before"
            hint = "take it out, or write what came before as a `quantity`"
            yield Fault((*where, "date"), "milestone-before-opens", message, hint)
    for at, tranche in enumerate(tranches):
        key = "share" if tranche.share is not None else "quantity"
        if tranche.share is not None or tranche.openness == "balance":
            message = "no milestone or total can hold what is not a number of one item"
            hint = "write it in numbers, or `unknown`"
            yield Fault((*path, "tranches", at, key), "open-beside-mark", message, hint)


def _overlaps(path: Path, scope: Scope, tranches: Sequence[Tranche]) -> Iterator[Fault]:
    """Check that every row, and every other total, is within a total or outside it."""
    totals = scope.totals
    for at, total in enumerate(totals):
        window = tranches[total.number - 1].window.long()
        for other in (*scope.rows, *totals[:at]):
            if not total.overlaps(other):
                continue
            mine = tranches[other.number - 1].window.long()
            where = (*path, "tranches", other.number - 1, "window")
            rests_on = ((*path, "tranches", total.number - 1),)
            if other in totals and other.spans == total.spans:
                message = f"{window} has another total"
                yield Fault(where, "two-totals", message, "keep one of them", rests_on)
            elif not total.holds(other):
                message = f"{mine} is only in part within the total of {window}"
                hint = "write the row in two, or widen the total's window"
                yield Fault(where, "overlaps-total", message, hint, rests_on)


def _contradictions(path: Path, scope: Scope) -> Iterator[Fault]:
    """Check that there is a way for all rows to be right."""
    grain = grain_of(scope)
    if bounds(scope, grain) is not None:
        return
    last = len(scope.marks)
    for many in range(1, min(last, _MOST_TRIED)):
        if bounds(scope._replace(marks=scope.marks[:many]), grain) is None:
            last = many
            break
    mark = scope.marks[last - 1]
    where = (*path, "tranches", mark.number - 1, "total" if mark.kind == "total" else "to_date")
    rests_on = ((*path, "tranches"),)
    if mark.kind == "total":
        made = sum((row.least for row in scope.rows if mark.holds(row)), start=Fraction(0))
        if made > mark.least:
            message = f"the rows within the total make {made}, more than its {mark.least}"
            hint = f"write {made} or more, or change the rows"
            yield Fault(where, "exceeds-total", message, hint, rests_on)
            return
        message = f"the rows within the total make {made}: the other {mark.least - made} "
        message += "can have come in no other month of it"
        hint = f"write {made}, or {{at_least: ...}} for a row that may be more"
        yield Fault(where, "nothing-left", message, hint, rests_on)
        return
    message = "no way for things to have come fits this milestone and the rows before it"
    hint = "it includes all rows up to its date: change one of them"
    yield Fault(where, "contradiction", message, hint, rests_on)
