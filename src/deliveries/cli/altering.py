"""``deliveries whatif``: what is changed, what is asked, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deliveries.analysis.answers import needed_capacity, when_reached
from deliveries.analysis.whatif import scenario_yaml, what_if
from deliveries.case.fields import read_id
from deliveries.cli.jobs import deliver, read_amount, read_window, said
from deliveries.cli.options import wrong_usage
from deliveries.errors import UnreadableError
from deliveries.forms.options import forms_of
from deliveries.schedule import schedule_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.analysis.answers import Needed, Reached
    from deliveries.analysis.whatif import WhatIf
    from deliveries.case import Case
    from deliveries.cli.output import Outlet
    from deliveries.reports.periods import View
    from deliveries.schedule import Schedule


class Given(NamedTuple):
    """The changes, as they were typed."""

    shift: str | None
    capacity: str | None
    quantity: str | None
    window: str | None
    monthly: str | None
    tranche: str | None
    item: str | None

    def changes(self) -> dict[str, Any]:
        """The changes as a case file has them."""
        typed = {
            "tranche": self.tranche,
            "quantity": self.quantity,
            "window": self.window,
            "monthly": self.monthly,
            "shift": self.shift,
            "capacity": self.capacity and _limits(self.capacity, self.item),
        }
        return {key: value for key, value in typed.items() if value is not None}


class Asked(NamedTuple):
    """What is wanted besides the comparison, as it was typed."""

    needed: bool
    due: str | None
    when: str | None
    save: str | None


def _limits(text: str, item: str | None) -> list[dict[str, str]]:
    """Read ``4``, ``4/month`` or ``6@1951-07..1951-09,12@1951-10..`` as a case file has it."""
    limits = []
    for step in text.split(","):
        amount, at, window = step.strip().partition("@")
        if at and not window.strip():
            raise wrong_usage(f"'{step}' names no months", "--capacity")
        limit = {"limit": amount.strip().removesuffix("/month")}
        limit |= {"window": window} if window else {}
        limits.append(limit | ({"item": item} if item else {}))
    return limits


def whatif(
    case: Case, name: str, given: Given, asked: Asked, view: View, outlet: Outlet, **options: Any
) -> None:
    """Answer what is asked of the changed scenario; ``options`` are `what_if`'s own."""
    _refuse_contradictions(given, asked)
    if asked.needed or asked.when is not None:
        schedule = _schedule(case, name, given, **options)
        items = [*schedule.items] if given.item is None else [given.item]
        found = (_needed if asked.needed else _reached)(schedule, items, asked)
        deliver(outlet, forms_of(found, said(case, outlet)))
        return
    what = what_if(case, name, given.changes(), **options)
    if asked.save is not None:
        _refuse_taken(case, what, asked.save)
        outlet.text(scenario_yaml(what, asked.save))
        return
    deliver(outlet, forms_of(what, said(case, outlet, view)))


def _refuse_taken(case: Case, what: WhatIf, name: str) -> None:
    """A name that a case file would refuse is wrong usage."""
    try:
        read_id(name)
    except UnreadableError as reason:
        raise wrong_usage(f"{reason}: {reason.hint}", "--save") from None
    if name in case.requests[what.comparison.request_id].scenarios:
        raise wrong_usage(f"there is a scenario '{name}'", "--save")


def _refuse_contradictions(given: Given, asked: Asked) -> None:
    """Options that make no sense together are wrong usage."""
    if asked.needed and given.capacity is not None:
        raise wrong_usage("it asks for a capacity, so name none", "--needed")
    if asked.due is not None and not asked.needed:
        raise wrong_usage("it says by when for --needed", "--due")
    if asked.needed + (asked.when is not None) + (asked.save is not None) > 1:
        raise wrong_usage("ask for one of these at a time", "--needed", "--when", "--save")
    answered = asked.needed or asked.when is not None
    if given.item is not None and given.capacity is None and not answered:
        hint = "it says what --capacity limits, or what --needed and --when are of"
        raise wrong_usage(hint, "--item")


def _schedule(case: Case, name: str, given: Given, *, request: str | None, whole: bool) -> Schedule:
    """The schedule of the changed scenario; of the scenario itself if nothing is changed."""
    changes = given.changes()
    if not changes:
        return schedule_scenario(case, name, request=request, whole=whole)
    return what_if(case, name, changes, request=request, whole=whole).schedule


def _needed(schedule: Schedule, items: Sequence[str | None], asked: Asked) -> list[Needed]:
    window = read_window("--due", asked.due)
    due = window.last if window else None
    return [needed_capacity(schedule, due, item=each) for each in items]


def _reached(schedule: Schedule, items: Sequence[str | None], asked: Asked) -> list[Reached]:
    amount = read_amount("--when", asked.when or "")
    return [when_reached(schedule, amount, item=each) for each in items]
