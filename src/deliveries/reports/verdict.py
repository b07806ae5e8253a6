"""The verdict: how far apart the scenarios are, in a sentence or two."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.quantities import mixed
from deliveries.reports.words import band, counted, listed, pieces, read_evenly, short_name, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.comparison import Comparison, Entry
    from deliveries.metrics import Measures
    from deliveries.reports.words import Say

WHOLE = Fraction(1)


def verdict(comparison: Comparison, say: Say = mixed) -> str:
    """Say what each scenario brings by the need, when it is complete, and whether it compares."""
    if comparison.request.items:
        parts = [_items_complete(comparison)]
    else:
        parts = [_by_the_need(comparison, say), *_completion(comparison)]
    return " ".join([f"{'; '.join(parts)}.", *_unlike(comparison)])


def _name(entry: Entry) -> str:
    return short_name(entry.id, entry.schedule.scenario)


def _measures(comparison: Comparison) -> Iterator[tuple[Entry, Measures]]:
    """Each entry with its measures, the baseline first; for a request without items."""
    ordered = sorted(comparison.entries, key=lambda entry: entry.id != comparison.baseline)
    return ((entry, entry.items[None].measures) for entry in ordered if None in entry.items)


def _by_the_need(comparison: Comparison, say: Say) -> str:
    """``By December 1951 A brings 60 of 60 division sets, B 16 and C at most 10``."""
    request, clauses = comparison.request, list[str]()
    need = request.needed_by
    for entry, measures in _measures(comparison):
        least, most = measures.least_by_need, measures.most_by_need
        if need is None:
            least = most = measures.total
        amount = band(least, most, say)
        if clauses:
            clauses.append(f"{_name(entry)} {amount}")
        elif request.quantity is not None:
            of = counted(request, request.quantity, say)
            clauses.append(f"{_name(entry)} brings {amount} of {of}")
        else:
            clauses.append(f"{_name(entry)} brings {amount} {units(request)}")
    return f"By {(need or comparison.window.last).long()} {listed(clauses)}"


def _completion(comparison: Comparison) -> Iterator[str]:
    """``read evenly they are complete 24 and 30 months later``, or each by its name."""
    others = [
        (entry, measures)
        for entry, measures in _measures(comparison)
        if entry.id != comparison.baseline and measures.total is not None
    ]
    if not others or comparison.request.quantity is None:
        return
    evenly = any(read_evenly(entry.schedule.scenario.tranches) for entry, _ in others)
    later = [measures.months_behind_baseline.get(WHOLE) or 0 for _, measures in others]
    if all(months > 0 for months in later) or all(months < 0 for months in later):
        they = "they are" if len(later) > 1 else "it is"
        counts = listed(str(abs(months)) for months in later)
        said = f"{they} complete {counts} {_months_off(later[-1])}"
    else:
        said = listed(f"{_name(entry)} {_completed(measures)}" for entry, measures in others)
    yield f"read evenly {said}" if evenly else said


def _completed(measures: Measures) -> str:
    """``is complete 24 months later``, against the baseline where that is complete."""
    later = measures.months_behind_baseline.get(WHOLE)
    if measures.completed is None:
        return "is never complete"
    if later is None:
        return f"is complete in {measures.completed.long()}"
    if later == 0:
        return "is complete in the same month"
    return f"is complete {abs(later)} {_months_off(later)}"


def _months_off(later: int) -> str:
    """``months later``, ``month earlier``."""
    return f"month{'s' if abs(later) != 1 else ''} {'later' if later > 0 else 'earlier'}"


def _items_complete(comparison: Comparison) -> str:
    """``By February 1951 A brings 11 of 11 items in full and B 4``."""
    items, clauses = comparison.request.items, list[str]()
    for entry in comparison.entries:
        measures = [compared.measures for compared in entry.items.values()]
        full = sum(1 for each in measures if each.shortfall_at_need == 0)
        if comparison.request.needed_by is None:
            full = sum(1 for each in measures if each.completed)
        first = f" brings {full} of {len(items)} items in full"
        clauses.append(f"{_name(entry)}{f' {full}' if clauses else first}")
    return f"By {(comparison.request.needed_by or comparison.window.last).long()} {listed(clauses)}"


def organisations(entry: Entry) -> list[str]:
    """The organisations that the counted tranches are made up for; empty where none is stated."""
    stated = (t.establishment for t in entry.schedule.scenario.tranches if t.counted)
    return list(dict.fromkeys(each or "" for each in stated))


def alike(comparison: Comparison) -> bool:
    """Whether all that is compared is known to be for one organisation, or none is ever named."""
    named = {each for entry in comparison.entries for each in organisations(entry)}
    return len(named) <= 1


def _unlike(comparison: Comparison) -> Iterator[str]:
    if not alike(comparison):
        things = "sets" if comparison.request.items else pieces(comparison.request)
        yield f"The {things} are not alike."
