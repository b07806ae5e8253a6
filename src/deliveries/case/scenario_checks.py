"""Checks of what must hold between the tranches of a scenario, and within each of them.

Every check yields all the faults it finds. A fault names the path to mend and, where it only means
something if another part is sound, the paths that it rests on.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from deliveries.case.models import (
    TRANCHE_CHANGES,
    Limit,
    Request,
    Scenario,
    Tranche,
    all_but_one,
)
from deliveries.errors import Fault, Path, UnreadableError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Month, Window, longest_from, too_long
from deliveries.numbers import MOST_HANDED_OUT, handed_out

Found = Iterator[Fault]
Resolved = Mapping[str, Scenario | UnreadableError]
"""Every scenario of a request as `resolve_all` has it."""
NONE = Fraction(0)
MOST_BASES = 32
"""The most scenarios in a chain of ``based_on``; each is worked out from the first one on."""
FINEST = 10**100
"""The largest common denominator of an item's tranches: beyond it, exact sums are pages long."""


def is_whole(number: Fraction, lot: Fraction | None) -> bool:
    """Tell if the number is a whole number of lots; always so without a lot.

    In integers, as a long list asks it of every item: a division of fractions takes far longer.
    """
    if lot is None:
        return True
    return not number.numerator * lot.denominator % (number.denominator * lot.numerator)


def not_whole(path: Path, number: Fraction, lot: Fraction | None) -> Fault:
    """Phrase a quantity that its lot does not divide."""
    return Fault(path, "not-whole-lots", f"{number} is not a whole number of lots of {lot}")


def unknown(path: Path, what: str, name: str, known: Iterable[str], where: Path) -> Fault:
    """Phrase a name that nothing bears; ``where`` is the path of what is known."""
    hint = did_you_mean(name, known, f"the {what}s are: ")
    message, rests_on = f"there is no {what} '{name}'", ((*where, name),)
    return Fault(path, f"unknown-{what}", message, hint, rests_on)


def wrong_sum(
    path: Path, what: str, made: Fraction, stated: Fraction, rests_on: tuple[Path, ...]
) -> Fault:
    """Phrase parts that do not make the whole."""
    message = f"{what} make {made}, but the quantity is {stated}"
    return Fault(path, "wrong-sum", message, "the parts must make the whole", rests_on)


def scenario_faults(path: Path, request: Request, scenario: Scenario, resolved: Resolved) -> Found:
    """Yield every fault of a scenario, of its tranches or of its changes of another's."""
    if scenario.based_on is not None:
        yield from _base_faults(path, request, scenario, resolved)
        yield from _changed_faults(path, request, scenario, resolved)
        if scenario.tranches:
            message = "a scenario has tranches or is based on another, not both"
            yield Fault((*path, "based_on"), "two-origins", message, "take one of the two out")
    elif not scenario.tranches:
        message = "the scenario has no tranches"
        hint = "list them, or name the scenario it is `based_on`"
        rests_on = ((*path, "tranches"), (*path, "based_on"))
        yield Fault(path, "no-tranches", message, hint, rests_on)
    for key in ("tranche", *TRANCHE_CHANGES, "shift"):
        if scenario.based_on is None and getattr(scenario, key) is not None:
            message = f"'{key}' changes the scenario named in 'based_on', and there is none"
            hint, base_at = "name it, or change the tranches", (*path, "based_on")
            yield Fault((*path, key), f"{key}-alone", message, hint, (base_at,))
    yield from written_out_faults(path, request, scenario)
    yield from _limit_faults(path, request, scenario)


def written_out_faults(path: Path, request: Request, scenario: Scenario) -> Found:
    """Yield the faults of tranches, whether they are written out or come from a base."""
    yield from _within_a_century(path, scenario)
    yield from _balances(path, request, scenario)
    yield from _within_request(path, request, scenario)
    yield from _incomplete_faults(path, request, scenario)
    yield from _known_under_limits(path, request, scenario)
    yield from _comes_to_an_end(path, request, scenario)
    for number, tranche in enumerate(scenario.tranches):
        where = (*path, "tranches", number)
        yield from _what_and_how_much(where, request, tranche)
        yield from _profile(where, tranche)
        yield from _amounts(where, tranche)
        yield from _recipients(where, request, tranche)
        yield from _lots(where, request, tranche)
        yield from _days(where, request, tranche)


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
    count = len(base.tranches)
    if scenario.tranche is None:
        if of_tranche and count > 1:
            message = f"'{scenario.based_on}' has {count} tranches; which of them is meant?"
            hint = f"name tranche 1, or another up to {count}"
            yield Fault((*path, of_tranche[0]), "which-tranche", message, hint)
        return
    if not of_tranche:
        message = "'tranche' says which one is changed, and none is"
        hint = "a shift moves all of them; a capacity is of all"
        yield Fault((*path, "tranche"), "tranche-alone", message, hint)
    if scenario.tranche > count:
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
    inherited = {fault.message for fault in written_out_faults(path, request, before)}
    for fault in written_out_faults(path, request, after):
        if fault.message not in inherited:
            key = next((step for step in fault.path[::-1] if step in scenario.changes), None)
            at = (*path, key or scenario.changes[0])
            yield Fault(at, fault.code, fault.message, fault.hint)


def _within_a_century(path: Path, scenario: Scenario) -> Found:
    """Check that a scenario has no more months than a schedule may have."""
    windows = [tranche.window for tranche in scenario.tranches]
    if windows and len(whole := Window.around(windows)) > LONGEST_WINDOW:
        each_at = tuple((*path, "tranches", at, "window") for at in range(len(windows)))
        at = max(range(len(windows)), key=lambda at: windows[at].last)
        message = f"the scenario runs from {whole.first.long()} to {whole.last.long()}"
        hint = f"a scenario has at most {LONGEST_WINDOW:,} months"
        yield Fault(each_at[at], "too-far-apart", message, hint, each_at)


def _pools(scenario: Scenario) -> dict[str | None, list[tuple[int, Tranche]]]:
    """Return the counted tranches (with their numbers) of each item; shares are left out."""
    pools: dict[str | None, list[tuple[int, Tranche]]] = {}
    for number, tranche in enumerate(scenario.tranches):
        if tranche.counted and tranche.share is None:
            pools.setdefault(tranche.item, []).append((number, tranche))
    return pools


def _asked(request: Request, item: str | None) -> Fraction | None:
    """Return the quantity asked for, of an item or of the whole."""
    if item is None:
        return request.quantity
    return request.items[item].quantity if item in request.items else None


def _balances(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that there is one balance at most, of a total and of known quantities."""
    for item, tranches in _pools(scenario).items():
        total_at = (*path[:2], *(("items", item) if item else ()), "quantity")
        of_unknown = any(tranche.openness == "unknown" for _, tranche in tranches)
        balances = [number for number, tranche in tranches if tranche.openness == "balance"]
        for number in balances:
            where = (*path, "tranches", number, "quantity")
            if number != balances[0]:
                message = "there is more than one balance"
                hint = "what is left can only go to one tranche: give the others numbers"
                yield Fault(where, "two-balances", message, hint)
            if _asked(request, item) is None:
                message = "a balance needs a total, and the request has no quantity"
                hint = "give the request its `quantity`, or write a number here"
                rests_on = (total_at, total_at[:-1])
                yield Fault(where, "balance-without-total", message, hint, rests_on)
            if of_unknown:
                message = "what an unknown quantity leaves is unknown too"
                yield Fault(where, "balance-of-unknown", message, "write `unknown`")
    for number, tranche in enumerate(scenario.tranches):
        if tranche.openness == "balance" and not tranche.counted:
            where = (*path, "tranches", number, "quantity")
            message = "top-up sets do not count towards the request, so they cannot be its balance"
            yield Fault(where, "top-up-balance", message, "write a number or `unknown`")


def _within_request(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that the tranches can be added up, and make no more than was asked for."""
    if (at := _first_too_fine(scenario)) is not None:  # to add them up could take minutes
        digits = len(str(FINEST)) - 1
        message = f"up to here, the common denominator has more than {digits} digits"
        hint = "write rounder numbers: no sum of these could be read"
        yield Fault((*path, "tranches", at), "too-fine", message, hint)
        return
    shares = sum((t.share for t in scenario.tranches if t.share and t.counted), start=NONE)
    if shares > 1 and scenario.kind != "record":
        message = f"the shares make {shares} of every item; 1 is all there is"
        yield Fault((*path, "tranches"), "too-much", message)
    for item, planned in _pools(scenario).items():
        asked, total, last, has_balance = _asked(request, item), NONE, 0, False
        for number, tranche in planned:
            if request.opens is None or tranche.window.first >= request.opens:
                total += tranche.most
                last, has_balance = number, has_balance or tranche.openness == "balance"
        if asked is None or (scenario.kind == "record" and not has_balance):
            continue
        if (made := total + shares * asked) > asked:
            of = f" of {item}" if item else ""
            message = f"the tranches make {made}{of}; the request is for {asked}"
            hint = "only a `record` may have more than was asked for; ceilings count in full"
            rests_on = ((*path, "kind"), (*path[:2], "quantity"))
            yield Fault((*path, "tranches", last, "quantity"), "too-much", message, hint, rests_on)


def _first_too_fine(scenario: Scenario) -> int | None:
    """Return the position of the tranche with which sums get out of hand; None if all is well."""
    common: dict[str | None, int] = {}
    for at, tranche in enumerate(scenario.tranches):
        numbers = _numbers(tranche)
        parts = sum(tranche.weights or (), start=NONE).numerator or 1
        divided = numbers.get(("quantity",)) or tranche.share or Fraction(1)
        denominators = [divided.denominator * parts, *(n.denominator for n in numbers.values())]
        for denominator in denominators:
            common[tranche.item] = lcm(common.get(tranche.item, 1), denominator)
            if common[tranche.item] > FINEST:
                return at
    return None


def _numbers(tranche: Tranche) -> dict[Path, Fraction]:
    """Return every quantity that a tranche states, by its path within the tranche."""
    numbers: dict[Path, Fraction] = {}
    if tranche.quantity and tranche.quantity.amount is not None:
        numbers["quantity",] = tranche.quantity.amount
    for name, number in tranche.recipients.items():
        numbers["recipients", name] = number
    for month, number in (tranche.amounts or {}).items():
        numbers["amounts", str(month)] = number
    return numbers


def _known_under_limits(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that limits go with what is planned and known: nobody can tell what else waits.

    The share of an item without a quantity is not known either.
    """
    if scenario.capacity and scenario.kind == "record":
        message = "a record is what came: no capacity limits it"
        yield Fault((*path, "capacity"), "capacity-of-record", message)
    for limit in scenario.capacity:
        if limit.item not in request.things:
            continue  # `_limit_faults` says so
        of_item = [t for t in scenario.tranches if t.counted and t.item in (limit.item, None)]
        unknown_share = _asked(request, limit.item) is None and any(t.share for t in of_item)
        if unknown_share or any(tranche.openness == "unknown" for tranche in of_item):
            message = "a capacity cannot be applied where a quantity is not known"
            yield Fault((*path, "capacity"), "capacity-of-unknown", message)
            return


def _comes_to_an_end(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that what a capacity holds back all comes in the end, without placing anything.

    What begins in a month or later can only come from that month on. If the limits from there let
    less through than that, in all the months that a schedule may have, no placement helps.
    """
    for item, thing in request.things.items():
        limits = [limit for limit in scenario.capacity if limit.item == item]
        begins = _begins(request, scenario, item) if limits else {}
        if not begins or any(lets_nothing_through(each, thing.lot) for each in limits):
            continue
        first, last, waits = min(begins), max(begins), NONE
        longest = longest_from(first)
        for month in (first + at for at in range(longest)):
            waits += begins.get(month, NONE)
            mosts = (_in_lots(each.limit, thing.lot) for each in limits if month in each.months)
            waits -= min(waits, next(mosts, waits))  # all of it, where the month has no limit
            if not waits and month >= last:
                break
        else:
            message = f"at this capacity it would take {too_long(longest)}"
            hint = "write a higher limit, or one for fewer months"
            rests_on = ((*path, "tranches"), (*path, "capacity"))
            yield Fault((*path, "capacity"), "never-ends", message, hint, rests_on)


def lets_nothing_through(limit: Limit, lot: Fraction | None) -> bool:
    """Tell if it is a limit for all time to come, and less than one lot can come at it."""
    return limit.months.last is None and not _in_lots(limit.limit, lot)


def _in_lots(number: Fraction, lot: Fraction | None) -> Fraction:
    """Return as much of a number as comes in whole lots: all of it without a lot."""
    return number // lot * lot if lot else number


def _begins(request: Request, scenario: Scenario, item: str | None) -> dict[Month, Fraction]:
    """Return how much is to come of an item at most, by the month in which it may first come."""
    asked = request.things[item].quantity or NONE
    amounts: dict[Month, Fraction] = {}
    balances: list[Month] = []
    for tranche in scenario.tranches:
        first = tranche.window.first
        if not tranche.counted or (request.opens and first < request.opens):
            continue
        if tranche.share is not None:
            amounts[first] = amounts.get(first, NONE) + tranche.share * asked
        elif tranche.item == item and tranche.openness == "balance":
            balances.append(first)
        elif tranche.item == item:
            amounts[first] = amounts.get(first, NONE) + tranche.most
    for first in balances:
        left = max(asked - sum(amounts.values(), start=NONE), NONE)
        amounts[first] = amounts.get(first, NONE) + left
    return amounts


def _incomplete_faults(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that what is not complete before a month has a quantity, and need not be complete."""
    items_at = (*path[:2], "items")
    for name, month in scenario.not_complete_before.items():
        where = (*path, "not_complete_before", *([name] if name else []))
        thing = request.things.get(name or None)
        if thing is None and not name:
            hint = f"write {{item: {month}}} for one of: {', '.join(request.items)}"
            yield Fault(where, "no-item", "the month names no item", hint, (items_at,))
        elif thing is None and not request.items:
            message = "the request has no items"
            yield Fault(where, "not-itemised", message, f"write {month} alone", (items_at,))
        elif thing is None:
            yield unknown(where, "item", name, request.items, items_at)
        elif thing.quantity is None:
            message = "without a quantity nobody can tell when it is complete"
            hint = "give what is asked for a quantity, or take this out"
            yield Fault(where, "incomplete-of-unknown", message, hint, (path[:2],))
        elif _least_before(request, scenario, name or None, month) > all_but_one(thing):
            message = "the tranches bring all of it earlier, however they fall"
            hint = "write an earlier month, or change the tranches"
            yield Fault(where, "complete-before", message, hint, ((*path, "tranches"), path[:2]))


def _least_before(request: Request, scenario: Scenario, item: str | None, month: Month) -> Fraction:
    """Return the least that tranches bring before a month, as far as they state how it falls.

    A ceiling that falls later than the balance takes away from it what comes before.
    """
    thing = request.things[item]
    asked = rest = thing.quantity or NONE
    least = NONE
    ceilings: list[tuple[Fraction, Tranche]] = []
    balance: Fraction | None = None
    for tranche in scenario.tranches:
        is_early = request.opens is not None and tranche.window.first < request.opens
        if not tranche.counted or is_early or (tranche.share is None and tranche.item != item):
            continue
        part = _part_before(tranche, month)
        if tranche.openness == "balance":
            balance = part
        elif tranche.openness == "at_most":
            ceilings.append((part, tranche))
        else:
            amount = tranche.most if tranche.share is None else tranche.share * asked
            rest -= amount
            least += _in_lots(part * amount + (thing.lot or NONE) / 2, thing.lot)
    if balance is not None:
        taken = sum((max(balance - part, NONE) * each.most for part, each in ceilings), start=NONE)
        least += _in_lots(max(balance * rest - taken, NONE), thing.lot)
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


def _limit_faults(path: Path, request: Request, scenario: Scenario) -> Found:
    """Check that limits are of one thing each, and that no month has two."""
    for at, limit in enumerate(scenario.capacity):
        where = (*path, "capacity", at)
        if request.items and limit.item is None:
            hint = f"one of: {', '.join(request.items)}"
            yield Fault(where, "no-item", "the limit names no item", hint)
        elif limit.item is not None and limit.item not in request.items:
            items_at = (*path[:2], "items")
            fault = unknown((*where, "item"), "item", limit.item, request.items, items_at)
            no_items = "the request has no items: take it out"
            yield fault if request.items else fault._replace(hint=no_items)
        lot = request.things[limit.item].lot if limit.item in request.things else None
        if lets_nothing_through(limit, lot):
            message = "nothing would ever arrive at this limit"
            yield Fault((*where, "limit"), "limit-nought", message, "write a higher one")
        before = [each.months for each in scenario.capacity[:at] if each.item == limit.item]
        if any(months.overlaps(limit.months) for months in before):
            message = "two limits have months in common"
            yield Fault(where, "limits-overlap", message, "give each month one limit")


def _what_and_how_much(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that a tranche has a quantity, of the request's unit, of an item or of all items."""
    of_one = tranche.quantity or tranche.amounts or tranche.item
    if tranche.share is not None and of_one:
        message = "a share is of every item, so it has no item, quantity or amounts of its own"
        yield Fault((*path, "share"), "share-beside-quantity", message, "take either out")
    if tranche.share is None and tranche.quantity is None and tranche.amounts is None:
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
        items_at = (*path[:2], "items")
        yield unknown((*path, "item"), "item", tranche.item, request.items, items_at)


def _profile(path: Path, tranche: Tranche) -> Found:
    """Check that one key at most says how the quantity falls, and of every month."""
    keys = ("profile", "monthly", "weights", "amounts")
    given = [key for key in keys if getattr(tranche, key) is not None]
    for key in given[1:]:
        message = f"'{given[0]}' already says how the quantity falls"
        yield Fault((*path, key), "two-profiles", message, "keep one of the two")
    months, share, weights = len(tranche.window), tranche.monthly, tranche.weights
    window_at = ((*path, "window"),)
    if share is not None and share * months != 1:
        message = f"{share} in each of {months} months makes {share * months}, not 1"
        hint = f"write 1/{months}, or change the window"
        yield Fault((*path, "monthly"), "shares-not-one", message, hint, window_at)
    if weights is not None and len(weights) != months:
        has = f"{tranche.window.long()} has {months} months"
        message, hint = f"there are {len(weights)} weights, and {has}", "write one for each month"
        yield Fault((*path, "weights"), "weights-not-months", message, hint, window_at)
    elif weights is not None and not any(weights):
        yield Fault((*path, "weights"), "weights-nought", "every weight is nought")


def _amounts(path: Path, tranche: Tranche) -> Found:
    """Check that the amounts are of months of the window, and make the quantity."""
    if tranche.amounts is None:
        return
    where = (*path, "amounts")
    for month in tranche.amounts:
        if month not in tranche.window:
            message = f"{month} is not in {tranche.window.long()}"
            rests_on = ((*path, "window"),)
            yield Fault((*where, str(month)), "amount-outside", message, "", rests_on)
    made, stated = sum(tranche.amounts.values(), start=NONE), tranche.quantity
    if stated and stated.kind in ("unknown", "balance"):
        message = f"the amounts make {made}, so the quantity is not '{stated.kind}'"
        yield Fault(where, "amounts-of-open", message, "leave the quantity out")
    if stated and stated.amount is not None and stated.amount != made:
        yield wrong_sum(where, "the amounts", made, stated.amount, (where,))


def _recipients(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that the recipients are among the request's, and receive the quantity."""
    known, where, nominal = request.recipients, (*path, "recipients"), tranche.nominal
    for name in tranche.recipients:
        if known and name not in known:
            message = f"'{name}' is not among the request's recipients"
            hint, rests_on = did_you_mean(name, known, "they are: "), ((*path[:2], "recipients"),)
            yield Fault((*where, name), "unknown-recipient", message, hint, rests_on)
    made = sum(tranche.recipients.values(), start=NONE)
    if tranche.recipients and (nominal is None or nominal.amount is None):
        message = "only a quantity in numbers can be divided among recipients"
        hint = "write the quantity, or take the recipients out"
        yield Fault(where, "recipients-of-open", message, hint, ((*path, "quantity"),))
    elif tranche.recipients and nominal and nominal.amount is not None and nominal.amount != made:
        yield wrong_sum(where, "the recipients", made, nominal.amount, ((*path, "quantity"), where))


def _lots(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that every quantity that a tranche states is a whole number of lots."""
    thing = request.items.get(tranche.item) if tranche.item else request
    lot = thing.lot if thing else None
    for where, number in _numbers(tranche).items():
        if not is_whole(number, lot):
            yield not_whole((*path, *where), number, lot)
    if lot and handed_out(tranche.recipients.values(), lot) > MOST_HANDED_OUT:
        message = f"more than {MOST_HANDED_OUT:,} lots would have to be handed out one by one"
        hint = "give the request a larger `lot`, or the recipients rounder numbers"
        yield Fault((*path, "recipients"), "too-many-lots", message, hint)
    share = tranche.share
    for item in request.items.values() if share not in (None, 1) else ():
        part = (share or NONE) * (item.quantity or NONE)
        if not is_whole(part, item.lot):
            yield not_whole((*path, "share"), part, item.lot)


def _days(path: Path, request: Request, tranche: Tranche) -> Found:
    """Check that the opening is not within the window, and that a record's last day is."""
    opens, window, through = request.opens, tranche.window, tranche.through
    window_at = (*path, "window")
    if opens and window.first < opens <= window.last:
        message = f"the request opens in {opens.long()}, within {window.long()}"
        hint = "nobody knows how much of it counts: write two tranches"
        rests_on = (window_at, (*path[:2], "opens"))
        yield Fault(window_at, "straddles-opens", message, hint, rests_on)
    if through and request.scenarios[str(path[3])].kind != "record":
        message = "only a `record` ends with a day that it covers"
        yield Fault((*path, "through"), "through-alone", message, "", ((*path[:4], "kind"),))
    if through and (through.month != window.last or through.day is None):
        message = f"{through.long()} is not a day in {window.last.long()}"
        hint = "it is a day in the last month of the window"
        yield Fault((*path, "through"), "through-elsewhere", message, hint, (window_at,))
