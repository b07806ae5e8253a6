"""The verdict: what each scenario asks for, offers or brought, in a few sentences.

Convention: its verbs say whose word a number is. No even reading is in it: what the sources leave
open is a range, or a month "at the latest".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deliveries.analysis.measures import NOT_REACHED, Measured, certainty
from deliveries.case.models import NO_PROMISES
from deliveries.months import Month
from deliveries.numbers import mixed, percent
from deliveries.reports.words import (
    band,
    baseline_first,
    capital,
    is_limited,
    listed,
    shared_limits,
    units,
    with_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from deliveries.analysis.comparison import Compared, Comparison, Entry
    from deliveries.case import Item, Request
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule

VERBS = {
    "proposal": "asks for",
    "calculation": "calculates",
    "offer": "offers",
    "reply": "allows",
    "agreement": "agrees to",
    "plan": "plans",
    "record": "brought",
    "counterfactual": "would bring",
}
"""What is said of the quantities of a scenario, by its kind."""
MOST_NAMED = 3
"""The most items of which the verdict says how much each is; of more it counts the full ones."""


def verdict(comparison: Comparison, say: Say = mixed, *, history: bool = True) -> str:
    """Say what each scenario has by the need, when all of it is there, and whether they compare.

    Where ``history`` is wanted, who accepted what is said, and that a case has no record.
    """
    entries = baseline_first(comparison)
    request = comparison.request
    if request.items:
        sentences = [by_the_need(comparison, entries, say)]
    else:
        entries = [entry for entry in entries if None in entry.items]
        if not entries:
            return "Nothing in these scenarios counts towards the request."
        sentences = [by_the_need(comparison, entries, say), *_completion(comparison, entries, say)]
    alike, _ = unlike(comparison)
    sentences += [alike] if alike else []
    if history:
        sentences += _history(comparison, entries)
    return " ".join(sentences)


def by_the_need(comparison: Comparison, entries: list[Entry], say: Say) -> str:
    """Write ``By December 1951 A asks for all 60 division sets and B offers 16``, in this order.

    Where they are of a day, or under a capacity for all, that is said first.
    """
    request, month = comparison.request, comparison.month
    amounts = (_of_items if request.items else _in_units)(request, entries, month, say)
    clauses = []
    for subject, entry, amount in zip(_subjects(entries), entries, amounts, strict=True):
        clauses.append(f"{subject} {verb_of(entry.schedule)} {amount}")
    said = f"by {month.long()} {listed(clauses)}."
    terms = []
    if comparison.past:
        terms.append(f"as of {comparison.past.date.as_of()}")
    if any(is_limited(entry.schedule) for entry in entries):
        terms.append(f"with {shared_limits(request, say)} for all")
    return capital(f"{' and '.join(terms)}, {said}" if terms else said)


def verb_of(schedule: Schedule) -> str:
    """Return what it does with its quantities: under a capacity for all they are nobody's word."""
    return VERBS["counterfactual" if is_limited(schedule) else schedule.scenario.kind]


def _subjects(entries: list[Entry]) -> list[str]:
    """Return the subject of each scenario's verb, with its name behind it where two are equal."""
    found = []
    for entry in entries:
        scenario = entry.schedule.scenario
        is_done = scenario.kind in NO_PROMISES or is_limited(entry.schedule)
        found.append(entry.schedule.name if is_done or not scenario.actor else scenario.actor)
    times = Counter(found)
    for at, entry in enumerate(entries):
        if times[found[at]] > 1:
            name = entry.schedule.name
            found[at] += f" ({entry.id if name == found[at] else name})"
    return found


def _in_units(request: Request, entries: list[Entry], month: Month, say: Say) -> Iterator[str]:
    """Yield ``all 60 division sets``, ``16``: what each has, the first with the unit."""
    base: Fraction | None = None
    whole = " of that"  # is said once
    for entry in entries:
        series = entry.items[None].series
        least, most = series.at(month, "at_least"), series.at(month, "at_most")
        amount = band(least, most, say)
        if least == most == request.quantity and most is not None and most > 1:
            amount = f"all {amount}"
        if entry is entries[0]:
            what = request.unit if most == 1 else units(request)
            if request.quantity is not None and least is not None and least > request.quantity:
                what = f"{units(request)} against {say(request.quantity)} asked for"
            elif request.quantity is not None and not amount.startswith("all "):
                of = "of" if most is not None else "of the"
                what = f"{of} {with_unit(request, request.quantity, say)}"
            elif most is None and not least:
                what = f"of {units(request)}"
            amount = f"{amount} {what}"
            base = least if least == most else None
        elif base and least == most and most is not None and request.quantity is None:
            amount += f" ({percent(most / base)}{whole})"
            whole = ""
        yield amount


def _completion(comparison: Comparison, entries: list[Entry], say: Say) -> Iterator[str]:
    """Yield when all that is asked for is there: of what is planned, then of each record."""
    quantity = comparison.request.quantity
    if quantity is None:
        return
    everything = f"all {say(quantity)}" if quantity > 1 else "all of it"
    planned = [entry for entry in entries if entry.schedule.scenario.kind != "record"]
    whens = [_when_complete(entry.items[None]) for entry in planned]
    sure = {when for when in whens if when.startswith(("by", "between"))}
    with_name = [f"with {entry.schedule.name}" for entry in planned]
    if sure and sure.issuperset(whens):
        yield f"{capital(everything)} would be there {listed(sure if len(sure) == 1 else whens)}."
    elif whens:
        there = [
            f"{when} {name}" for when, name in zip(whens, with_name, strict=True) if when in sure
        ]
        said = [f"would be there {listed(there)}"] if there else []
        for how in ("perhaps not", "not"):
            names = [name for when, name in zip(whens, with_name, strict=True) if when == how]
            said += [f"would {how} be there {listed(names)}"] if names else []
        yield f"{capital(everything)} {listed(said)}."
    for entry in entries:
        if entry.schedule.scenario.kind != "record":
            continue
        compared, name = entry.items[None], capital(entry.schedule.name)
        latest, ends = compared.measures["complete"].at_most, compared.item.ends
        if isinstance(latest, Month):
            yield f"{name} had {everything} {_when_complete(compared)}."
        elif ends and (most := compared.series.at(ends, "at_most")) is not None and most < quantity:
            yield f"{name} did not have {everything} by {ends.long()}."


def _when_complete(compared: Compared) -> str:
    never_at_once = compared.item.incomplete_before is not None
    return when_complete(compared.measures["complete"], has_first=never_at_once)


def when_complete(found: Measured, *, has_first: bool = False) -> str:
    """Write ``by December 1951``, ``by December 1953 at the latest``, ``perhaps not``.

    Where the source ``has_first``, a month before which it is not, both are said: ``between``.
    """
    value, least, most = found
    if value == NOT_REACHED:
        return "not"
    if not isinstance(most, Month):
        return "perhaps not"
    if not isinstance(least, Month) or least == most:
        return f"by {most.long()}"
    if has_first:
        first = least.long() if least.year != most.year else least.long().split(" ")[0]
        return f"between {first} and {most.long()}"
    return f"by {most.long()} at the latest"


def _history(comparison: Comparison, entries: list[Entry]) -> Iterator[str]:
    """Yield who accepted what and when, and that the case has no record where it has none."""
    said = []
    for entry in entries:
        if accepted := entry.schedule.scenario.accepted:
            on = ""
            if accepted.dated:
                on = f" {'on' if accepted.dated.day else 'in'} {accepted.dated.long()}"
                on = f" {accepted.dated.long()}" if accepted.dated.before else on
            said.append(f"{capital(accepted.by)} accepted {entry.schedule.name}{on}")
    whole = comparison.past.case if comparison.past else comparison.case
    known = whole.requests[comparison.request_id].scenarios.values()
    if not any(each.kind == "record" for each in known):
        none = "the case has no record of what came"
        said.append(none if said else capital(none))
    if said:
        yield f"{'; '.join(said)}."


def _of_items(request: Request, entries: list[Entry], month: Month, say: Say) -> Iterator[str]:
    """Yield ``1,652 guns and 900 rounds``: what each has; of many items how many in full."""
    items = request.items
    things = {name: request.thing(name) for name in _headline(request)}
    wanted = [name for name, item in items.items() if item.quantity is not None]
    units_of = [thing.unit for thing in things.values()]
    of = f"{len(wanted)} item{'s' if len(wanted) != 1 else ''}"
    if len(wanted) < len(items):
        of = f"the {of} with a quantity"
    for entry in entries:
        there = {
            name: (compared.series.at(month, "at_least"), compared.series.at(month, "at_most"))
            for name, compared in entry.items.items()
        }
        full = [certainty(*there[n], items[n].quantity) for n in wanted if n in there]
        sure, possible = full.count("certain"), len(full) - full.count("impossible")
        amount = f"{sure if sure == possible else f'{sure} to {possible}'} of {of} in full"
        if sure == len(wanted) > 1:
            amount = f"all {of} in full"
        if len(things) <= MOST_NAMED:
            amounts = []
            for name, thing in things.items():
                if name in there:
                    which = f" ({thing.title or name})" if units_of.count(thing.unit) > 1 else ""
                    amounts.append(_amount(thing, *there[name], say) + which)
            amount = listed(amounts) if amounts else "nothing"
        elif not wanted:
            count = len(entry.schedule.own_items)
            amount = f"{count} items, of which none has a quantity to be measured against"
        yield amount


def _amount(thing: Request | Item, least: Fraction | None, most: Fraction | None, say: Say) -> str:
    """Write ``1,652 guns``, ``at most 10 guns``, ``an unknown number of guns``."""
    unit = thing.unit if most == 1 else units(thing)
    return f"{band(least, most, say)} {unit if least or most is not None else f'of {unit}'}"


def _headline(request: Request) -> list[str]:
    """Return what the verdict speaks of: the widest sums, and the items that are in none."""
    held = {name: set(each.items) for name, each in request.sums.items()}
    sums = [name for name, of in held.items() if not any(of < other for other in held.values())]
    summed = set[str]().union(*held.values())
    return [*sums, *(name for name in request.items if name not in summed)]


def unlike(comparison: Comparison) -> tuple[str, str]:
    """Say that what is compared is not alike: in short, and with the organisation it is for.

    Both are empty where no two organisations are named.
    """
    named: set[str | None] = set()
    kinds: dict[str, list[str]] = {}
    for entry in comparison.entries:
        stated = [t.establishment for t in entry.schedule.scenario.tranches if t.counted]
        for_whom = [
            f"the {each} organisation" if each else "one that is not stated"
            for each in dict.fromkeys(stated)
        ]
        if for_whom:
            kinds.setdefault(listed(for_whom), []).append(entry.schedule.name)
        named.update(stated)
    if len(named) < 2:
        return "", ""
    is_sure = len(named - {None}) > 1
    short = f"The sets {'are not alike' if is_sure else 'may not be alike'}."
    label = "Not alike" if is_sure else "Perhaps not alike"
    others = "The sets of one organisation are not those of another."
    said = "; ".join(
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} for {whom}"
        for whom, names in kinds.items()
    )
    return short, f"{label}: {said}. {others}"
