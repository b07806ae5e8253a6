"""The verdict: how far apart the scenarios are, in a sentence or two."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.measures import certainty
from deliveries.numbers import mixed, percent
from deliveries.reports.words import band, listed, pieces, read_evenly, short_name, units, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.analysis.measures import Certainty, Measures
    from deliveries.case import Request
    from deliveries.months import Month
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
    month = request.needed_by or last_known(comparison)
    base: Fraction | None = None
    for entry, _ in _measures(comparison):
        series = entry.items[None].series
        least, most = (series.at(month, each) for each in (series.at_least, series.at_most))
        if clauses:
            share = "" if request.quantity else share_of(base, least, most)
            clauses.append(f"{_name(entry)} {band(least, most, say)}{share}")
        else:
            clauses.append(f"{_name(entry)} brings {_amount(request, least, most, say)}")
            base = least if least == most else None
    return f"By {month.long()} {listed(clauses)}"


def last_known(comparison: Comparison) -> Month:
    """The last month at whose end it is known what each scenario has brought; else the last."""
    series = [each.series for entry in comparison.entries for each in entry.items.values()]
    for month in reversed(list(comparison.window)):
        if all(each.at(month, each.to_date) is not None for each in series):
            return month
    return comparison.window.last


def share_of(base: Fraction | None, least: Fraction | None, most: Fraction | None) -> str:
    """`` (73%)`` of what the baseline has; nothing where either is open."""
    return f" ({percent(most / base)})" if base and most is not None and least == most else ""


def _amount(request: Request, least: Fraction | None, most: Fraction | None, say: Say) -> str:
    """``16 of 60 division sets``, ``at most 1 truck``, ``an unknown number of trucks``."""
    amount = band(least, most, say)
    if request.quantity is not None:
        of = with_unit(request, request.quantity, say)
        return f"{amount} of {of}" if most is not None else f"{amount} of the {of}"
    if most is None:
        return f"{amount} of {units(request)}"
    return f"{amount} {request.unit if most == 1 else units(request)}"


def _completion(comparison: Comparison) -> Iterator[str]:
    """``read evenly they are complete 24 and 30 months later``, or each by its name."""
    (base, _), *others = _measures(comparison)
    if not others or base.id != comparison.baseline or comparison.request.quantity is None:
        return
    known = [(entry, measures) for entry, measures in others if measures.total is not None]
    evenly = [_evenly(base) or _evenly(entry) for entry, _ in known]
    later = [measures.months_behind_baseline.get(WHOLE) or 0 for _, measures in known]
    one_way = all(months > 0 for months in later) or all(months < 0 for months in later)
    if one_way and len(known) == len(others) and len(set(evenly)) == 1:
        they = "they are" if len(later) > 1 else "it is"
        counts = listed(str(abs(months)) for months in later)
        said = f"{they} complete {counts} {_months_off(max(later, key=abs))}"
        yield f"read evenly {said}" if evenly[0] else said
    elif known:
        yield listed(
            f"{'read evenly ' * (flag and measures.completed is not None)}"
            f"{_name(entry)} {_completed(measures)}"
            for flag, (entry, measures) in zip(evenly, known, strict=True)
        )


def _evenly(entry: Entry) -> bool:
    return read_evenly(entry.schedule.scenario)


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
    """``By February 1951 A brings in full 11 of 11 items and B 4``."""
    items, clauses = comparison.request.items, list[str]()
    wanted = [name for name, item in items.items() if item.quantity is not None]
    if not wanted:
        return "No item has a quantity to be measured against"
    of = f"{len(wanted)} item{'s' if len(wanted) != 1 else ''}"
    if len(wanted) < len(items):
        of = f"the {of} with a quantity"
    for entry in sorted(comparison.entries, key=lambda entry: entry.id != comparison.baseline):
        present = [name for name in wanted if name in entry.items]
        full = [_in_full(entry.items[name].measures, items[name].quantity) for name in present]
        sure, possible = full.count("certain"), len(full) - full.count("impossible")
        amount = str(sure) if sure == possible else f"{sure} to {possible}"
        brings = amount if clauses else f"brings in full {amount} of {of}"
        clauses.append(f"{_name(entry)} {brings}")
    return f"By {(comparison.request.needed_by or comparison.window.last).long()} {listed(clauses)}"


def _in_full(measures: Measures, wanted: Fraction | None) -> Certainty | None:
    """Whether an item is there in full by the need, or at all where there is no need."""
    if measures.most_by_need is not None or measures.delivered_by_need is not None:
        return measures.all_by_need
    return certainty(measures.least_total, measures.most_total, wanted)


def organisations(entry: Entry) -> list[str]:
    """The organisations that counted tranches are made up for; empty text for one not stated."""
    stated = (t.establishment for t in entry.schedule.scenario.tranches if t.counted)
    return list(dict.fromkeys(each or "" for each in stated))


def unlike(comparison: Comparison) -> str:
    """``are not alike``, ``may not be alike``; nothing where no two organisations are named."""
    named = {each for entry in comparison.entries for each in organisations(entry)}
    if len(named - {""}) > 1:
        return "are not alike"
    return "may not be alike" if len(named) > 1 else ""


def things_compared(comparison: Comparison) -> str:
    """``sets``, or ``deliveries`` where there are several kinds of thing."""
    return "deliveries" if comparison.request.items else pieces(comparison.request)


def _unlike(comparison: Comparison) -> Iterator[str]:
    if how := unlike(comparison):
        yield f"The {things_compared(comparison)} {how}."
