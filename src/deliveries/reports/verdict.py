"""The verdict: how far apart the scenarios are, in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.analysis.comparison import last_known
from deliveries.analysis.measures import certainty, reached
from deliveries.months import Month
from deliveries.numbers import mixed, percent
from deliveries.reports.words import band, listed, name_of, pieces, read_evenly, units, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from deliveries.analysis.comparison import Compared, Comparison, Entry
    from deliveries.analysis.measures import Certainty
    from deliveries.reports.words import Say


def verdict(comparison: Comparison, say: Say = mixed) -> str:
    """Say what each scenario brings by the need, when it is complete, and whether it compares."""
    ordered = sorted(comparison.entries, key=lambda entry: entry.id != comparison.baseline)
    if comparison.request.items:
        parts = [_items_complete(comparison, ordered)]
    else:
        counted = [entry for entry in ordered if None in entry.items]
        if not counted:
            return "Nothing in these scenarios counts towards the request."
        parts = [_by_the_need(comparison, counted, say), *_completion(comparison, counted)]
    alike, _ = unlike(comparison)
    return f"{'; '.join(parts)}. {alike}".rstrip()


def _by_the_need(comparison: Comparison, entries: list[Entry], say: Say) -> str:
    """Write ``By December 1951 A brings 60 of 60 division sets, B 16 and C at most 10``."""
    request = comparison.request
    month = request.needed_by or last_known(comparison)
    clauses: list[str] = []
    base: Fraction | None = None
    for entry in entries:
        series = entry.items[None].series
        least, most = series.at(month, "at_least"), series.at(month, "at_most")
        amount = band(least, most, say)
        if clauses:
            if base and least == most and most is not None and request.quantity is None:
                amount += f" ({percent(most / base)})"
            clauses.append(f"{name_of(entry.schedule)} {amount}")
            continue
        what = request.unit if most == 1 else units(request)
        if request.quantity is not None:
            of = "of" if most is not None else "of the"
            what = f"{of} {with_unit(request, request.quantity, say)}"
        elif most is None:
            what = f"of {units(request)}"
        clauses.append(f"{name_of(entry.schedule)} brings {amount} {what}")
        base = least if least == most else None
    return f"By {month.long()} {listed(clauses)}"


def _completion(comparison: Comparison, entries: list[Entry]) -> Iterator[str]:
    """Yield ``read evenly they are complete 24 and 30 months later``, or each by its name."""
    base, *others = entries
    if not others or base.id != comparison.baseline or comparison.request.quantity is None:
        return
    known = [entry for entry in others if entry.items[None].series.total is not None]
    evenly = [
        read_evenly(base.schedule.scenario) or read_evenly(entry.schedule.scenario)
        for entry in known
    ]
    later = [entry.items[None].months("late_whole") or 0 for entry in known]
    one_way = all(months > 0 for months in later) or all(months < 0 for months in later)
    if one_way and len(known) == len(others) and len(set(evenly)) == 1:
        they = "they are" if len(later) > 1 else "it is"
        counts = listed(str(abs(months)) for months in later)
        said = f"{they} complete {counts} {_months_off(max(later, key=abs))}"
        yield f"read evenly {said}" if evenly[0] else said
    elif known:
        each_said = []
        for flag, entry in zip(evenly, known, strict=True):
            completed = entry.items[None].measures["complete"].value
            read = "read evenly " if flag and isinstance(completed, Month) else ""
            each_said.append(f"{read}{name_of(entry.schedule)} {_completed(entry.items[None])}")
        yield listed(each_said)


def _completed(compared: Compared) -> str:
    """Write ``is complete 24 months later``, against the baseline where that is complete."""
    completed, later = compared.measures["complete"].value, compared.months("late_whole")
    if not isinstance(completed, Month):  # never, or somewhere in the months of one figure
        series, wanted = compared.series, compared.need.quantity
        latest = reached(series, series.at_least, wanted) if wanted else None
        return f"is complete by {latest.long()} at the latest" if latest else "is never complete"
    if later is None:
        return f"is complete in {completed.long()}"
    if later == 0:
        return "is complete in the same month"
    return f"is complete {abs(later)} {_months_off(later)}"


def _months_off(later: int) -> str:
    """Write ``months later``, ``month earlier``."""
    return f"month{'s' if abs(later) != 1 else ''} {'later' if later > 0 else 'earlier'}"


def _items_complete(comparison: Comparison, entries: list[Entry]) -> str:
    """Write ``By February 1951 A brings in full 11 of 11 items and B 4``."""
    items = comparison.request.items
    wanted = [name for name, item in items.items() if item.quantity is not None]
    if not wanted:
        return "No item has a quantity to be measured against"
    of = f"{len(wanted)} item{'s' if len(wanted) != 1 else ''}"
    if len(wanted) < len(items):
        of = f"the {of} with a quantity"
    need = comparison.request.needed_by or comparison.window.last
    clauses: list[str] = []
    for entry in entries:
        full: list[Certainty | None] = []
        for name in wanted:
            if name in entry.items:
                series = entry.items[name].series
                least, most = series.at(need, "at_least"), series.at(need, "at_most")
                full.append(certainty(least, most, items[name].quantity))
        sure, possible = full.count("certain"), len(full) - full.count("impossible")
        amount = str(sure) if sure == possible else f"{sure} to {possible}"
        brings = amount if clauses else f"brings in full {amount} of {of}"
        clauses.append(f"{name_of(entry.schedule)} {brings}")
    return f"By {need.long()} {listed(clauses)}"


def unlike(comparison: Comparison) -> tuple[str, str]:
    """Say that what is compared is not alike: in short, and with the organisation it is for.

    Both are empty where no two organisations are named.
    """
    named: set[str | None] = set()
    kinds = []
    for entry in comparison.entries:
        stated = [t.establishment for t in entry.schedule.scenario.tranches if t.counted]
        for_whom = [
            f"the {each} organisation" if each else "one that is not stated"
            for each in dict.fromkeys(stated)
        ]
        if for_whom:
            kinds.append(f"{name_of(entry.schedule)} is for {listed(for_whom)}")
        named.update(stated)
    if len(named) < 2:
        return "", ""
    things = pieces(comparison.request)
    is_sure = len(named - {None}) > 1
    short = f"The {things} {'are not alike' if is_sure else 'may not be alike'}."
    label = "Not alike" if is_sure else "Perhaps not alike"
    others = f"The {things} of one organisation are not those of another."
    return short, f"{label}: {listed(kinds)}. {others}"
