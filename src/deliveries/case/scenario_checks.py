"""Checks of what must hold between the tranches of a scenario, and within each of them.

Every check yields all the faults it finds. A fault names the path to mend and, where it only means
something if another part is sound, the paths that it rests on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from operator import itemgetter

from deliveries.case.models import (
    TRANCHE_CHANGES,
    Item,
    Limit,
    Request,
    Scenario,
    Tranche,
    all_but_one,
)
from deliveries.case.record_checks import record_faults, row_faults
from deliveries.case.resolve import is_known
from deliveries.errors import Fault, Path, UnreadableError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Month, Window, longest_from, too_long
from deliveries.numbers import MOST_HANDED_OUT, handed_out

Found = Iterator[Fault]
Pools = dict[str | None, list[tuple[int, Tranche]]]
"""The tranches that count, with their positions, by item; shares are left out."""
Resolved = Mapping[str, Scenario | UnreadableError]
"""Every scenario of a request as `resolve_all` has it."""
NONE = Fraction(0)
_UNLIMITED = ("unknown", "at_least")
"""The kinds of quantity that have no upper bound."""
MOST_BASES = 32
"""The most scenarios in a chain of ``based_on``; each is worked out from the first one on."""
HIGHER = "write a higher limit, or one for fewer months"
MAY_EXCEED = "a case file says why it is more than was asked for: `exceeds: ...`"
FINEST = 10**100
"""The largest common denominator of an item's tranches: beyond it, exact sums are pages long."""


def lot_faults(path: Path, number: Fraction | int | None, lot: Fraction | None) -> Found:
    """Check that a quantity, if there is one, is a whole number of lots, if there are any.

    In integers, as a long list asks it of every item: a division of fractions takes far longer.
    """
    if number is None or lot is None:
        return
    if number.numerator * lot.denominator % (number.denominator * lot.numerator):
        yield Fault(path, "not-whole-lots", f"{number} is not a whole number of lots of {lot}")


def unknown(path: Path, what: str, name: str, known: Iterable[str], where: Path) -> Fault:
    """Phrase a name that nothing bears; ``where`` is the path of what is known."""
    hint = did_you_mean(name, known, f"the {what}s are: ")
    message, rests_on = f"there is no {what} '{name}'", ((*where, name),)
    return Fault(path, f"unknown-{what}", message, hint, rests_on)


def _unknown_item(path: Path, name: str, request: Request) -> Fault:
    """Phrase a name that no item bears."""
    fault = unknown(path, "item", name, request.items, (*path[:2], "items"))
    if name in request.sums:
        hint = f"one of its items: {', '.join(request.sums[name].items)}"
        return fault._replace(message=f"'{name}' is a sum of items, not an item", hint=hint)
    return fault


def scenario_faults(path: Path, request: Request, scenario: Scenario, resolved: Resolved) -> Found:
    """Yield every fault of a scenario, of its tranches or of its changes of another's."""
    if scenario.based_on is not None:
        yield from _base_faults(path, request, scenario, resolved)
        yield from _changed_faults(path, request, scenario, resolved)
        if scenario.tranches:
            message = "a scenario has tranches or is based on another, not both"
            yield Fault((*path, "based_on"), "two-origins", message, "take one of the two out")
    elif not scenario.tranches and scenario.ledger is None:
        message = "the scenario has no tranches"
        hint = "list them, or name the scenario it is `based_on`"
        rests_on = tuple((*path, key) for key in ("tranches", "based_on", "ledger"))
        yield Fault(path, "no-tranches", message, hint, rests_on)
    for key in ("tranche", *TRANCHE_CHANGES, "shift"):
        if scenario.based_on is None and getattr(scenario, key) is not None:
            message = f"'{key}' changes the scenario named in 'based_on', and there is none"
            hint, base_at = "name it, or change the tranches", (*path, "based_on")
            yield Fault((*path, key), f"{key}-alone", message, hint, (base_at,))
    yield from _ledger_faults(path, scenario)
    yield from written_out_faults(path, request, scenario)
    yield from limit_faults(path, request, scenario.capacity)


def _ledger_faults(path: Path, scenario: Scenario) -> Found:
    """Check that a ledger is of a record, alone, and that its file has been read."""
    if scenario.ledger is None:
        return
    where = (*path, "ledger")
    if scenario.kind != "record":
        message = "only a `record` has a ledger: it is what came"
        yield Fault(where, "ledger-alone", message, "", ((*path, "kind"),))
    if scenario.tranches and scenario.ledger.content is None:
        message = "the rows of a ledger are all the tranches that a scenario has"
        hint = "take either out"
        yield Fault(where, "two-origins", message, hint)
    elif scenario.ledger.content is None:
        message = "the file of this ledger has not been read"
        hint = "a case is read with its ledgers: write a second record with the other one"
        yield Fault(where, "unread-ledger", message, hint, (where, (*path, "tranches")))


def written_out_faults(path: Path, request: Request, scenario: Scenario) -> Found:
    """Yield the faults of tranches, whether they are written out or come from a base."""
    windows = [tranche.window.span for tranche in scenario.tranches]
    if windows and len(whole := Window.around(windows)) > LONGEST_WINDOW:
        each_at = tuple((*path, "tranches", at, "window") for at in range(len(windows)))
        middle = sorted(window.first for window in windows)[(len(windows) - 1) // 2]
        far = [max(middle - window.first, window.last - middle) for window in windows]
        at = far.index(max(far))  # the odd one out
        message = f"the scenario runs from {whole.first.long()} to {whole.last.long()}"
        hint = f"a scenario has at most {LONGEST_WINDOW:,} months"
        yield Fault(each_at[at], "too-far-apart", message, hint, each_at)
    pools: Pools = {}
    for at, tranche in enumerate(scenario.tranches):
        if tranche.counted and tranche.share is None:
            pools.setdefault(tranche.item, []).append((at, tranche))
    yield from _balances(path, request, pools)
    yield from _sums(path, request, scenario, pools)
    yield from _incomplete_faults(path, request, scenario, pools)
    if scenario.capacity:
        yield from _under_limits(path, request, scenario)
    yield from record_faults(path, request, scenario)
    content = scenario.ledger.content if scenario.ledger else None
    for at, tranche in enumerate(scenario.tranches):
        where = (*path, "tranches", at)
        yield from _what_and_how_much(where, request, tranche)
        yield from row_faults(where, scenario, tranche)
        yield from _when(where, request, tranche)
        yield from _parts(where, request, tranche)
        thing = request.things.get(tranche.item)
        if content is None:
            yield from _lots(where, request, tranche)
        elif thing and thing.lot:
            for number, row in enumerate(content.rows[at]):
                row_at = (*where, "rows", number, "quantity")
                yield from lot_faults(row_at, row.quantity, thing.lot)


def _base_faults(path: Path, request: Request, scenario: Scenario, resolved: Resolved) -> Found:
    """Check that the changes can be carried out, and that they say which tranche is meant."""
    length, name = 1, scenario.based_on
    while name in request.scenarios and length <= MOST_BASES + 1:
        length, name = length + 1, request.scenarios[name].based_on
    if length == MOST_BASES + 1:  # a longer chain is named once; a circle is the request's to name
        message = f"this rests on a chain of {MOST_BASES} scenarios or more"
        hint = f"a chain has at most {MOST_BASES}: base it on one nearer to the tranches"
        yield Fault((*path, "based_on"), "too-many-bases", message, hint)
    base = resolved.get(scenario.based_on or "")
    if not isinstance(base, Scenario):
        return
    moving = [key for key in ("shift", "monthly", "window") if getattr(scenario, key) is not None]
    if moving and isinstance(reason := resolved.get(str(path[-1])), UnreadableError):
        yield Fault((*path, moving[0]), f"{moving[0]}-too-far", f"this leads to {reason}")
    of_tranche = [key for key in scenario.changes if key in TRANCHE_CHANGES]
    meant, count = scenario.tranche, len(base.tranches)
    if meant is None and of_tranche and count > 1:
        message = f"'{scenario.based_on}' has {count} tranches; which of them is meant?"
        hint = f"name tranche 1, or another up to {count}"
        yield Fault((*path, of_tranche[0]), "which-tranche", message, hint)
    if meant is not None and not of_tranche:
        message = "'tranche' says which one is changed, and none is"
        hint = "a shift moves all of them; a capacity is of all"
        yield Fault((*path, "tranche"), "tranche-alone", message, hint)
    if meant is not None and meant > count:
        message = f"'{scenario.based_on}' has {count} tranche{'s' if count != 1 else ''}"
        yield Fault((*path, "tranche"), "no-such-tranche", message, "they count from 1")


def _changed_faults(path: Path, request: Request, scenario: Scenario, resolved: Resolved) -> Found:
    """Check that the changed scenario holds together as one written out would."""
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
    found = list(written_out_faults(path, request, after))
    if not found:  # as most often: a sweep asks this of every variant
        return
    inherited = {fault.message for fault in written_out_faults(path, request, before)}
    for fault in found:
        if fault.message not in inherited:
            key = next((step for step in fault.path[::-1] if step in scenario.changes), None)
            at = (*path, key or scenario.changes[0])
            yield Fault(at, fault.code, fault.message, fault.hint)


def _balances(path: Path, request: Request, pools: Pools) -> Found:
    """Check that each item has one balance at most, of a total and of known quantities."""
    for item, pool in pools.items():
        thing = request.things.get(item)
        of_unknown = any(tranche.openness == "unknown" for _, tranche in pool)
        of_open = any(tranche.quantity and tranche.quantity.or_more for _, tranche in pool)
        balances = [at for at, tranche in pool if tranche.openness == "balance"]
        for at in balances:
            where = (*path, "tranches", at, "quantity")
            if at != balances[0]:
                message = "there is more than one balance"
                hint = "what is left can only go to one tranche: give the others numbers"
                yield Fault(where, "two-balances", message, hint)
            if thing is None or thing.quantity is None:
                message = "a balance needs a total, and the request has no quantity"
                hint = "give the request its `quantity`, or write a number here"
                whole_at = (*path[:2], *(("items", item) if item else ()))
                rests_on = ((*whole_at, "quantity"), whole_at)
                yield Fault(where, "balance-without-total", message, hint, rests_on)
            if of_unknown:
                message = "what an unknown quantity leaves is unknown too"
                yield Fault(where, "balance-of-unknown", message, "write `unknown`")
            elif of_open:
                message = "what an open quantity leaves is open too"
                hint = "write it in numbers: {from: 26, to: 30}, or {at_most: 30}"
                yield Fault(where, "balance-of-open", message, hint)


def _sums(path: Path, request: Request, scenario: Scenario, pools: Pools) -> Found:
    """Check that the tranches can be added up, and make no more than was asked for."""
    common: dict[str | None, int] = {}
    for at, tranche in enumerate(scenario.tranches):
        numbers = _numbers(tranche)
        parts = sum(tranche.weights or (), start=NONE).numerator or 1
        divided = numbers.get(("quantity",)) or tranche.share or Fraction(1)
        denominators = [divided.denominator * parts, *(n.denominator for n in numbers.values())]
        for denominator in denominators:
            common[tranche.item] = lcm(common.get(tranche.item, 1), denominator)
            if common[tranche.item] > FINEST:  # to add them up could take minutes
                digits = len(str(FINEST)) - 1
                message = f"up to here, the common denominator has more than {digits} digits"
                hint = "write rounder numbers: no sum of these could be read"
                yield Fault((*path, "tranches", at), "too-fine", message, hint)
                return
    shares = sum((t.share for t in scenario.tranches if t.share and t.counted), start=NONE)
    may_exceed = scenario.kind == "record" or scenario.exceeds is not None
    if shares > 1 and not may_exceed:
        message = f"the shares make {shares} of every item; 1 is all there is"
        yield Fault((*path, "tranches"), "too-much", message, MAY_EXCEED)
    for item, pool in pools.items():
        thing, opens = request.things.get(item), request.opens
        counts = [(at, each) for at, each in pool if not opens or each.window.first >= opens]
        has_balance = any(each.openness == "balance" for _, each in counts)
        if may_exceed and not has_balance:
            continue
        asked = thing.quantity if thing else None
        made = sum((each.most for _, each in counts), start=shares * (asked or NONE))
        if asked is not None and made > asked:
            of = f" of {item}" if item else ""
            message = f"the tranches make {made}{of}; the request is for {asked}"
            has_ceiling = any(each.openness == "at_most" for _, each in counts)
            hint = f"ceilings count in full; {MAY_EXCEED}" if has_ceiling else MAY_EXCEED
            if has_balance:
                hint = "a balance is what the others leave: write a number instead of it"
            rests_on = ((*path, "kind"), (*path, "exceeds"), (*path[:2], "quantity"))
            last = counts[-1][0] if counts else 0
            yield Fault((*path, "tranches", last, "quantity"), "too-much", message, hint, rests_on)


def _numbers(tranche: Tranche) -> dict[Path, Fraction]:
    """Return every quantity that a tranche states, by its path within the tranche."""
    numbers: dict[Path, Fraction] = {}
    if tranche.quantity and tranche.quantity.amount is not None:
        numbers["quantity",] = tranche.quantity.amount
    for key in ("to_date", "total"):
        if (number := getattr(tranche, key)) is not None:
            numbers[key,] = number
    for name, number in tranche.recipients.items():
        numbers["recipients", name] = number
    for month, number in (tranche.amounts or {}).items():
        numbers["amounts", str(month)] = number
    return numbers


def _under_limits(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that limits go with what is planned and known, and that all of it comes in the end.

    Nobody can tell what waits of an unknown quantity, or of a share of one. And what begins in a
    month or later can only come from that month on: if the limits from there let less through than
    that, in all the months that a schedule may have, no placement helps.
    """
    where = (*path, "capacity")
    if scenario.kind == "record":
        message = "a record is what came: no capacity limits it"
        yield Fault(where, "capacity-of-record", message)
    for limit in scenario.capacity:
        if limit.item in request.things and not is_known(request, scenario, limit.item):
            message = "a capacity cannot be applied where a quantity is not known"
            yield Fault(where, "capacity-of-unknown", message)
            break
    for longest in never_ending(request, scenario, scenario.capacity):
        message = f"at this capacity it would take {too_long(longest)}"
        yield Fault(where, "never-ends", message, HIGHER, ((*path, "tranches"), where))


def never_ending(request: Request, scenario: Scenario, capacity: Iterable[Limit]) -> Iterator[int]:
    """Yield the months that a scenario may take, for each item that limits keep beyond them."""
    for item, thing in request.things.items():
        limits = [limit for limit in capacity if limit.item == item]
        begins = _begins(request, scenario, item) if limits else {}
        if not begins or any(lets_nothing_through(each, thing.lot) for each in limits):
            continue
        first, last, waits = min(begins), max(begins), NONE
        longest = longest_from(first)
        for month in (first + at for at in range(longest)):
            waits += begins.get(month, NONE)
            most = next((each.limit for each in limits if month in each.months), None)
            if most is not None and thing.lot:
                most = most // thing.lot * thing.lot
            waits -= waits if most is None else min(waits, most)
            if not waits and month >= last:
                break
        else:
            yield longest


def lets_nothing_through(limit: Limit, lot: Fraction | None) -> bool:
    """Tell if it is a limit for all time to come, and less than one lot can come at it."""
    return limit.months.is_open and (limit.limit < lot if lot else not limit.limit)


def _begins(request: Request, scenario: Scenario, item: str | None) -> dict[Month, Fraction]:
    """Return how much is to come of an item at most, by the month in which it may first come."""
    asked = request.things[item].quantity or NONE
    amounts: dict[Month, Fraction] = {}
    balance: Month | None = None
    for tranche in scenario.tranches:
        first = tranche.window.first
        if not tranche.counted or (request.opens and first < request.opens):
            continue
        if tranche.share is not None or tranche.item == item:
            most = tranche.share * asked if tranche.share is not None else tranche.most
            amounts[first] = amounts.get(first, NONE) + most
            if tranche.openness == "balance":
                balance = balance or first
    if balance:
        amounts[balance] += max(asked - sum(amounts.values(), start=NONE), NONE)
    return amounts


def _incomplete_faults(path: Path, request: Request, scenario: Scenario, pools: Pools) -> Found:
    """Check that what is not complete before a month has a quantity, and need not be complete."""
    items_at = (*path[:2], "items")
    shares = [each for each in scenario.tranches if each.counted and each.share is not None]
    for name, month in scenario.not_complete_before.items():
        where = (*path, "not_complete_before", *([name] if name else []))
        thing = request.things.get(name or None)
        tranches = [*shares, *(each for _, each in pools.get(name or None, ()))]
        if request.opens:
            tranches = [each for each in tranches if each.window.first >= request.opens]
        if thing is None and not name:
            hint = f"write {{item: {month}}} for one of: {', '.join(request.items)}"
            yield Fault(where, "no-item", "the month names no item", hint, (items_at,))
        elif thing is None and not request.items:
            message = "the request has no items"
            yield Fault(where, "not-itemised", message, f"write {month} alone", (items_at,))
        elif thing is None:
            yield _unknown_item(where, name, request)
        elif thing.quantity is None:
            message = "without a quantity nobody can tell when it is complete"
            hint = "give what is asked for a quantity, or take this out"
            yield Fault(where, "incomplete-of-unknown", message, hint, (path[:2],))
        elif _least_before(tranches, thing, month) > all_but_one(thing):
            message = "the tranches bring all of it earlier, however they fall"
            hint = "write an earlier month, or change the tranches"
            yield Fault(where, "complete-before", message, hint, ((*path, "tranches"), path[:2]))


def _least_before(tranches: Iterable[Tranche], thing: Item | Request, month: Month) -> Fraction:
    """Return the least that tranches bring before a month, as far as they state how it falls.

    A ceiling that falls later than the balance takes away from it what comes before.
    """
    asked, lot = thing.quantity or NONE, thing.lot
    rest, least = asked, NONE
    ceilings: list[tuple[Fraction, Fraction]] = []
    balance: Fraction | None = None
    for tranche in tranches:
        part = _part_before(tranche, month)
        if tranche.openness == "balance":
            balance = part
        elif tranche.openness == "at_most":
            ceilings.append((part, tranche.most))
        else:
            amount = tranche.most if tranche.share is None else tranche.share * asked
            rest -= amount
            due = part * amount
            least += (due + lot / 2) // lot * lot if lot else due
    if balance is not None:
        due = balance * rest - sum(max(balance - part, NONE) * most for part, most in ceilings)
        least += max(due // lot * lot if lot else due, NONE)
    return least


def _part_before(tranche: Tranche, month: Month) -> Fraction:
    """Return the least part of a tranche that falls before a month."""
    window = tranche.window
    weights = tranche.weights or (Fraction(1),) * len(window)
    if tranche.amounts is not None:
        weights = tuple(tranche.amounts.get(each, NONE) for each in window)
    if not tranche.stated:
        return Fraction(window.last < month)
    before = (weight for each, weight in zip(window, weights, strict=False) if each < month)
    return sum(before, start=NONE) / (sum(weights, start=NONE) or 1)


def limit_faults(path: Path, request: Request, capacity: Sequence[Limit]) -> Found:
    """Check that limits are of one thing each, and that no month has two."""
    taken: dict[str | None, list[tuple[Month, Month]]] = {}
    for at, limit in enumerate(capacity):
        where = (*path, "capacity", at)
        if request.items and limit.item is None:
            hint = f"one of: {', '.join(request.items)}"
            yield Fault(where, "no-item", "the limit names no item", hint)
        elif limit.item is not None and limit.item not in request.items:
            fault = _unknown_item((*where, "item"), limit.item, request)
            no_items = "the request has no items: take it out"
            yield fault if request.items else fault._replace(hint=no_items)
        thing = request.things.get(limit.item)
        if lets_nothing_through(limit, thing.lot if thing else None):
            message = "nothing would ever arrive at this limit"
            yield Fault((*where, "limit"), "limit-nought", message, "write a higher one")
        before, months = taken.setdefault(limit.item, []), limit.months
        begin = bisect_left(before, months.first, key=itemgetter(1))
        end = bisect_right(before, months.last, key=itemgetter(0))
        firsts, lasts = zip((months.first, months.last), *before[begin:end], strict=True)
        before[begin:end] = [(min(firsts), max(lasts))]  # in order, and apart from one another
        if begin < end:
            message = "two limits have months in common"
            yield Fault(where, "limits-overlap", message, "give each month one limit")


def _what_and_how_much(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that a tranche has a quantity, of the request's unit, of an item or of all items."""
    of_one = tranche.quantity or tranche.amounts or tranche.item
    if tranche.share is not None and of_one:
        message = "a share is of every item, so it has no item, quantity or amounts of its own"
        yield Fault((*path, "share"), "share-beside-quantity", message, "take either out")
    if tranche.share is None and tranche.nominal is None and not tranche.is_mark:
        message = "the tranche has no quantity"
        hint = "write a number, or `unknown` if the source does not say"
        rests_on = tuple((*path, key) for key in ("quantity", "share", "amounts"))
        yield Fault(path, "no-quantity", message, hint, rests_on)
    key = "share" if tranche.share is not None else "item" if tranche.item is not None else ""
    if request.items and not key:
        hint = f"one of: {', '.join(request.items)}; or a share of every item"
        rests_on = ((*path, "item"), (*path, "share"))
        yield Fault(path, "no-item", "the tranche names no item", hint, rests_on)
    elif key and not request.items:
        message, hint = "the request has no items", "give it `items:`, or take this out"
        rests_on = ((*path[:2], "items"),)
        yield Fault((*path, key), "not-itemised", message, hint, rests_on)
    elif tranche.item is not None and tranche.item not in request.items:
        yield _unknown_item((*path, "item"), tranche.item, request)
    if tranche.openness == "balance" and not tranche.counted:
        message = "top-up sets do not count towards the request, so they cannot be its balance"
        yield Fault((*path, "quantity"), "top-up-balance", message, "write a number or `unknown`")


def _when(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that one key at most says how the quantity falls, in every month, and the days.

    The opening is not within the window; the last day of a record is.
    """
    keys = ("profile", "monthly", "weights", "amounts")
    given = [key for key in keys if getattr(tranche, key) is not None]
    for key in given[1:]:
        message = f"'{given[0]}' already says how the quantity falls"
        yield Fault((*path, key), "two-profiles", message, "keep one of the two")
    window, share, weights = tranche.window, tranche.monthly, tranche.weights
    months, window_at = len(window), (*path, "window")
    if share is not None and share * months != 1:
        message = f"{share} in each of {months} months makes {share * months}, not 1"
        hint = f"write 1/{months}, or change the window"
        yield Fault((*path, "monthly"), "shares-not-one", message, hint, (window_at,))
    if weights is not None and len(weights) != months:
        has = f"{window.long()} has {months} months"
        message, hint = f"there are {len(weights)} weights, and {has}", "write one for each month"
        yield Fault((*path, "weights"), "weights-not-months", message, hint, (window_at,))
    elif weights is not None and not any(weights):
        yield Fault((*path, "weights"), "weights-nought", "every weight is nought")
    opens, through = request.opens, tranche.through
    if opens and window.first < opens <= window.last and tranche.to_date is None:
        message = f"the request opens in {opens.long()}, within {window.long()}"
        hint = "nobody knows how much of it counts: write two tranches"
        if tranche.stated:
            parts = (Window(window.first, opens + -1), Window(opens, window.last))
            hint = f"write two tranches, of {parts[0]} and of {parts[1]}: the second counts"
        rests_on = (window_at, (*path[:2], "opens"))
        yield Fault(window_at, "straddles-opens", message, hint, rests_on)
    if through and request.scenarios[str(path[3])].kind != "record":
        message = "only a `record` ends with a day that it covers"
        yield Fault((*path, "through"), "through-alone", message, "", ((*path[:4], "kind"),))
    if through and (through.month != window.last or through.day is None):
        message = f"{through.long()} is not a day in {window.last.long()}"
        hint = "it is a day in the last month of the window"
        yield Fault((*path, "through"), "through-elsewhere", message, hint, (window_at,))


def _parts(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check amounts and recipients: whose they are, and that they make the quantity."""
    window, known, whole = tranche.window, request.recipients, tranche.nominal
    for month in tranche.amounts or ():
        if month not in window:
            message, where = f"{month} is not in {window.long()}", (*path, "amounts", str(month))
            yield Fault(where, "amount-outside", message, "", ((*path, "window"),))
    for name in tranche.recipients:
        if known and name not in known:
            message = f"'{name}' is not among the request's recipients"
            hint, known_at = did_you_mean(name, known, "they are: "), (*path[:2], "recipients")
            where = (*path, "recipients", name)
            yield Fault(where, "unknown-recipient", message, hint, (known_at,))
    for key, parts in (("amounts", tranche.amounts), ("recipients", tranche.recipients)):
        made = sum((parts or {}).values(), start=NONE)
        amount = whole.amount if whole and not whole.or_more else tranche.mark
        is_return = amount is not None and amount < 0
        odd = {n: part for n, part in (parts or {}).items() if part and (part < 0) != is_return}
        where, rests_on = (*path, key), ((*path, "quantity"), (*path, key))
        if odd and amount is not None:
            of, part = next(iter(odd.items()))
            message = f"{part} is no part of {amount}"
            hint = "what comes and what is returned are two rows"
            yield Fault((*where, str(of)), "other-sign", message, hint, rests_on)
        elif parts and amount is not None and amount != made:
            of = "quantity" if whole else "to_date" if tranche.total is None else "total"
            message = f"the {key} make {made}, but the {of} is {amount}"
            hint = "the parts must make the whole"
            yield Fault(where, "wrong-sum", message, hint, rests_on)
        elif parts and amount is None and key == "recipients":
            message = "only a quantity in numbers can be divided among recipients"
            hint = "write the quantity, or take the recipients out"
            yield Fault(where, "recipients-of-open", message, hint, rests_on)
        elif parts and amount is None:
            message = f"the amounts make {made}, so the quantity is not '{tranche.openness}'"
            yield Fault(where, "amounts-of-open", message, "leave the quantity out", rests_on)


def _lots(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that every quantity that a tranche states is a whole number of lots."""
    thing = request.things.get(tranche.item)
    lot = thing.lot if thing else None
    for where, number in _numbers(tranche).items():
        yield from lot_faults((*path, *where), number, lot)
    is_one = len(tranche.window) == 1  # then all of it is given at once
    if lot and not is_one and handed_out(tranche.recipients.values(), lot) > MOST_HANDED_OUT:
        message = f"more than {MOST_HANDED_OUT:,} lots would have to be handed out one by one"
        hint = "give the request a larger `lot`, or the recipients rounder numbers"
        yield Fault((*path, "recipients"), "too-many-lots", message, hint)
    if (share := tranche.share) not in (None, 1):
        for item in request.items.values():
            part = (share or NONE) * (item.quantity or NONE)
            yield from lot_faults((*path, "share"), part, item.lot)
