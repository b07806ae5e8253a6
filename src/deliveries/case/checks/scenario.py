"""What must hold between the tranches of a scenario."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from deliveries.case.checks.capacity import lets_nothing_through, never_ends
from deliveries.case.checks.fineness import first_too_fine, too_fine
from deliveries.case.checks.parts import Found
from deliveries.case.checks.tranche import TRANCHE_CHECKS
from deliveries.case.models import TRANCHE_CHANGES, Limit, Request, Scenario, Tranche
from deliveries.errors import Fault, Path, UnreadableError, did_you_mean
from deliveries.months import LONGEST_WINDOW

NONE = Fraction(0)
Resolved = Mapping[str, Scenario | UnreadableError]
"""Every scenario of a request as `resolve_all` has it."""
MOST_BASES = 32
"""The most scenarios in a chain of ``based_on``; each is worked out from the first one on."""


def _tranches_or_base(path: Path, _: Request, scenario: Scenario) -> Found:
    if scenario.tranches and scenario.based_on is not None:
        yield Fault(
            (*path, "based_on"),
            "two-origins",
            "a scenario has tranches or is based on another, not both",
            "take one of the two out",
        )
    if not scenario.tranches and scenario.based_on is None:
        yield Fault(
            path,
            "no-tranches",
            "the scenario has no tranches",
            "list them, or name the scenario it is `based_on`",
            ((*path, "tranches"), (*path, "based_on")),
        )
    for key in ("tranche", *TRANCHE_CHANGES, "shift"):
        if getattr(scenario, key) is not None and scenario.based_on is None:
            yield Fault(
                (*path, key),
                f"{key}-alone",
                f"'{key}' changes the scenario named in 'based_on', and there is none",
                "name it, or change the tranches",
                ((*path, "based_on"),),
            )


def _too_many_bases(path: Path, request: Request, scenario: Scenario, _: Resolved) -> Found:
    """A long chain is named once, where it becomes too long; a circle is `_circles`'s to name."""
    length, base = 1, scenario.based_on
    while base in request.scenarios and length <= MOST_BASES + 1:
        length, base = length + 1, request.scenarios[base].based_on
    if length == MOST_BASES + 1:
        message = f"this rests on a chain of {MOST_BASES} scenarios or more"
        hint = f"a chain has at most {MOST_BASES}: base it on one nearer to the tranches"
        yield Fault((*path, "based_on"), "too-many-bases", message, hint)


def _changes_in_calendar(path: Path, _: Request, scenario: Scenario, resolved: Resolved) -> Found:
    moving = [key for key in ("shift", "monthly", "window") if getattr(scenario, key) is not None]
    if not moving or not isinstance(resolved.get(scenario.based_on or ""), Scenario):
        return
    if isinstance(reason := resolved.get(str(path[-1])), UnreadableError):
        yield Fault((*path, moving[0]), f"{moving[0]}-too-far", f"this leads to {reason}")


def _names_its_tranche(path: Path, _: Request, scenario: Scenario, resolved: Resolved) -> Found:
    """A change of one tranche says which, where there are several."""
    of_tranche = [key for key in scenario.changes if key in TRANCHE_CHANGES]
    base = resolved.get(scenario.based_on or "")
    if not isinstance(base, Scenario):
        return
    count = len(base.tranches)
    if of_tranche and scenario.tranche is None and count > 1:
        yield Fault(
            (*path, of_tranche[0]),
            "which-tranche",
            f"'{scenario.based_on}' has {count} tranches; which of them is meant?",
            f"name tranche 1, or another up to {count}",
        )
    if scenario.tranche is not None and not of_tranche:
        message = "'tranche' says which one is changed, and none is"
        hint = "a shift moves all of them; a capacity is of all"
        yield Fault((*path, "tranche"), "tranche-alone", message, hint)
    if scenario.tranche is not None and scenario.tranche > count:
        message = f"'{scenario.based_on}' has {count} tranche{'s' if count != 1 else ''}"
        yield Fault((*path, "tranche"), "no-such-tranche", message, "they count from 1")


def _changes_fit(path: Path, request: Request, scenario: Scenario, resolved: Resolved) -> Found:
    """The changed scenario holds together as one written out would."""
    base = scenario.based_on
    if not scenario.changes or base not in request.scenarios:
        return
    if request.scenarios[base].kind == "record":
        message = f"'{base}' is a record: what came cannot be changed"
        yield Fault((*path, scenario.changes[0]), "record-changed", message, "change a plan")
        return
    before, after = resolved.get(base), resolved.get(str(path[-1]))
    if not isinstance(before, Scenario) or not isinstance(after, Scenario):
        return
    inherited = {fault.message for fault in _own_faults(path, request, before)}
    for fault in _own_faults(path, request, after):
        if fault.message not in inherited:
            key = next((step for step in fault.path[::-1] if step in scenario.changes), None)
            at = (*path, key or scenario.changes[0])
            yield Fault(at, fault.code, fault.message, fault.hint)


def _own_faults(path: Path, request: Request, resolved: Scenario) -> Found:
    for check in WRITTEN_OUT_CHECKS:
        yield from check(path, request, resolved)
    for number, tranche in enumerate(resolved.tranches):
        for tranche_check in TRANCHE_CHECKS:
            yield from tranche_check((*path, "tranches", number), request, tranche)


def _within_a_century(path: Path, _: Request, scenario: Scenario) -> Found:
    windows = [tranche.window for tranche in scenario.tranches]
    if not windows:
        return
    first, last = min(each.first for each in windows), max(each.last for each in windows)
    if last - first >= LONGEST_WINDOW:
        at = max(range(len(windows)), key=lambda at: windows[at].last)
        yield Fault(
            (*path, "tranches", at, "window"),
            "too-far-apart",
            f"the scenario runs from {first.long()} to {last.long()}",
            f"a scenario has at most {LONGEST_WINDOW:,} months",
            tuple((*path, "tranches", at, "window") for at in range(len(windows))),
        )


def _pools(scenario: Scenario) -> dict[str | None, list[tuple[int, Tranche]]]:
    """The counted tranches (with their numbers) of each item; shares are left out."""
    pools: dict[str | None, list[tuple[int, Tranche]]] = {}
    for number, tranche in enumerate(scenario.tranches):
        if tranche.counted and tranche.share is None:
            pools.setdefault(tranche.item, []).append((number, tranche))
    return pools


def _asked(request: Request, item: str | None) -> Fraction | None:
    """The quantity asked for, of an item or of the whole."""
    if item is None:
        return request.quantity
    return request.items[item].quantity if item in request.items else None


def _counts(request: Request, tranche: Tranche) -> bool:
    """Whether it comes when the request is open; what comes before is shown, never counted."""
    return request.opens is None or tranche.window.first >= request.opens


def _two_balances(path: Path, _: Request, scenario: Scenario) -> Found:
    for tranches in _pools(scenario).values():
        balances = [number for number, tranche in tranches if tranche.openness == "balance"]
        for number in balances[1:]:
            yield Fault(
                (*path, "tranches", number, "quantity"),
                "two-balances",
                "there is more than one balance",
                "what is left can only go to one tranche: give the others numbers",
            )


def _open_balance(path: Path, request: Request, scenario: Scenario) -> Found:
    for item, tranches in _pools(scenario).items():
        total_at = (*path[:2], *(("items", item) if item else ()), "quantity")
        for number, tranche in tranches:
            where = (*path, "tranches", number, "quantity")
            if tranche.openness != "balance":
                continue
            if _asked(request, item) is None:
                yield Fault(
                    where,
                    "balance-without-total",
                    "a balance needs a total, and the request has no quantity",
                    "give the request its `quantity`, or write a number here",
                    (total_at, total_at[:-1]),
                )
            if any(other.openness == "unknown" for _, other in tranches):
                yield Fault(
                    where,
                    "balance-of-unknown",
                    "what an unknown quantity leaves is unknown too",
                    "write `unknown`",
                )


def _top_up_balance(path: Path, _: Request, scenario: Scenario) -> Found:
    for number, tranche in enumerate(scenario.tranches):
        if tranche.openness == "balance" and not tranche.counted:
            yield Fault(
                (*path, "tranches", number, "quantity"),
                "top-up-balance",
                "top-up sets do not count towards the request, so they cannot be its balance",
                "write a number or `unknown`",
            )


def _within_request(path: Path, request: Request, scenario: Scenario) -> Found:
    if first_too_fine(scenario) is not None:
        return  # to add them up could take minutes
    shares = sum((t.share for t in scenario.tranches if t.share and t.counted), start=NONE)
    if shares > 1 and scenario.kind != "record":
        message = f"the shares make {shares} of every item; 1 is all there is"
        yield Fault((*path, "tranches"), "too-much", message)
    for item, planned in _pools(scenario).items():
        asked = _asked(request, item)
        tranches = [(at, t) for at, t in planned if _counts(request, t)]
        if scenario.kind == "record" and not any(
            each.openness == "balance" for _, each in tranches
        ):
            continue
        amounts = (tranche.nominal and tranche.nominal.amount for _, tranche in tranches)
        total = sum((amount for amount in amounts if amount), start=NONE)
        if asked is not None and total + shares * asked > asked:
            of = f" of {item}" if item else ""
            yield Fault(
                (*path, "tranches", tranches[-1][0], "quantity"),
                "too-much",
                f"the tranches make {total + shares * asked}{of}; the request is for {asked}",
                "only a `record` may have more than was asked for; ceilings count in full",
                ((*path, "kind"), (*path[:2], "quantity")),
            )


def _limits(path: Path, request: Request, scenario: Scenario) -> Found:
    """Limits are of one thing each, and no month has two."""
    for at, limit in enumerate(scenario.capacity):
        where = (*path, "capacity", at)
        if request.items and limit.item is None:
            hint = f"one of: {', '.join(request.items)}"
            yield Fault(where, "no-item", "the limit names no item", hint)
        elif limit.item is not None and limit.item not in request.items:
            hint = did_you_mean(limit.item, request.items, "the items are: ")
            hint = hint if request.items else "the request has no items: take it out"
            there_is = f"there is no item '{limit.item}'"
            rests_on = ((*path[:2], "items", limit.item),)
            yield Fault((*where, "item"), "unknown-item", there_is, hint, rests_on)
        lot = request.things[limit.item].lot if limit.item in request.things else None
        if lets_nothing_through(limit, lot):
            message = "nothing would ever arrive at this limit"
            yield Fault((*where, "limit"), "limit-nought", message, "write a higher one")
        others = [each for each in scenario.capacity[:at] if each.item == limit.item]
        if any(_have_months_in_common(limit, other) for other in others):
            message = "two limits have months in common"
            yield Fault(where, "limits-overlap", message, "give each month one limit")


def _have_months_in_common(one: Limit, other: Limit) -> bool:
    if one.window is None or other.window is None:
        return True
    return one.window.overlaps(other.window)


def _known_under_limits(path: Path, request: Request, scenario: Scenario) -> Found:
    """A limit goes with what is planned and known: of the rest nobody can tell what waits.

    The share of an item without a quantity is not known either.
    """
    if scenario.capacity and scenario.kind == "record":
        message = "a record is what came: no capacity limits it"
        yield Fault((*path, "capacity"), "capacity-of-record", message)
    for limit in scenario.capacity:
        if limit.item not in request.things:
            continue  # `_limits` says so
        of_item = [t for t in scenario.tranches if t.counted and t.item in (limit.item, None)]
        unknown_share = _asked(request, limit.item) is None and any(t.share for t in of_item)
        if unknown_share or any(tranche.openness == "unknown" for tranche in of_item):
            message = "a capacity cannot be applied where a quantity is not known"
            yield Fault((*path, "capacity"), "capacity-of-unknown", message)
            return


WRITTEN_OUT_CHECKS: tuple[Callable[[Path, Request, Scenario], Found], ...] = (
    _within_a_century,
    _two_balances,
    _open_balance,
    _top_up_balance,
    _within_request,
    _known_under_limits,
    too_fine,
    never_ends,
)
"""What must hold of tranches, whether they are written out or come from a base."""

SCENARIO_CHECKS: tuple[Callable[[Path, Request, Scenario], Found], ...] = (
    _tranches_or_base,
    *WRITTEN_OUT_CHECKS,
    _limits,
)

CHANGE_CHECKS: tuple[Callable[[Path, Request, Scenario, Resolved], Found], ...] = (
    _too_many_bases,
    _changes_in_calendar,
    _names_its_tranche,
    _changes_fit,
)
"""What must hold between a scenario and the one that it changes."""
