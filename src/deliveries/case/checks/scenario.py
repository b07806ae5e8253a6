"""What must hold between the tranches of a scenario."""

from collections.abc import Callable
from fractions import Fraction

from deliveries.case.checks.parts import Found
from deliveries.case.models import Request, Scenario, Tranche
from deliveries.case.resolve import goes_round, resolve
from deliveries.errors import Fault, Path, UnreadableError
from deliveries.months import LONGEST_WINDOW

NONE = Fraction(0)


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
    if scenario.shift is not None and scenario.based_on is None:
        yield Fault(
            (*path, "shift"),
            "shift-alone",
            "'shift' moves the scenario named in 'based_on', and there is none",
            "name it, or change the windows",
            ((*path, "based_on"),),
        )


def _leaves_calendar(request: Request, name: str) -> UnreadableError | None:
    """Why the scenario cannot be resolved; None if it can, or if it goes in a circle."""
    known = all(base in request.scenarios for base in _bases(request, name))
    if not known or goes_round(request, name):
        return None
    try:
        resolve(request, name)
    except UnreadableError as reason:
        return reason
    return None


def _bases(request: Request, name: str) -> list[str]:
    """What the scenario rests on, itself first, as far as the names are known."""
    trail = [name]
    while (last := request.scenarios.get(trail[-1])) and (base := last.based_on):
        if base in trail:
            break
        trail.append(base)
    return trail


def _shift_in_calendar(path: Path, request: Request, scenario: Scenario) -> Found:
    name = str(path[-1])
    base = scenario.based_on
    if scenario.shift is None or base not in request.scenarios:
        return
    if (reason := _leaves_calendar(request, name)) and not _leaves_calendar(request, base):
        yield Fault((*path, "shift"), "shift-too-far", f"this leads to {reason}")


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
    shares = sum((t.share for t in scenario.tranches if t.share and t.counted), start=NONE)
    if shares > 1 and scenario.kind != "record":
        message = f"the shares make {shares} of every item; 1 is all there is"
        yield Fault((*path, "tranches"), "too-much", message)
    for item, tranches in _pools(scenario).items():
        asked = _asked(request, item)
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


SCENARIO_CHECKS: tuple[Callable[[Path, Request, Scenario], Found], ...] = (
    _tranches_or_base,
    _shift_in_calendar,
    _within_a_century,
    _two_balances,
    _open_balance,
    _top_up_balance,
    _within_request,
)
