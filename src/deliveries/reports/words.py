"""The words that several reports share: names, units, quantities and citations in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.case import Citation, Item, Limit, Request, Scenario
    from deliveries.schedule import Schedule

Say = Callable[[Fraction | int], str]
"""Writes a number for a sentence."""


def capital(text: str) -> str:
    """Return the text with a capital at its beginning, for a heading."""
    return text[:1].upper() + text[1:]


def sheet_title(item: str | None, thing: Request | Item, what: str) -> str:
    """Write a title: ``Month by month (division sets)``, ``Rifles (pieces), measures``."""
    if item is None:
        return f"{capital(what)} ({units(thing)})"
    return f"{item_title(item, thing)}, {what}"


def item_title(item: str, thing: Request | Item) -> str:
    """Write ``Rifles (pieces)``; without the unit where the name says it."""
    name, counted = thing.title or item, units(thing)
    return capital(name if name.lower() == counted.lower() else f"{name} ({counted})")


def units(thing: Request | Item) -> str:
    """Return what is counted, in the plural if the case has one; no word is made of a unit.

    It is ``deliveries`` where there are several kinds.
    """
    return thing.plural or thing.unit or "deliveries"


def of_item(item: str | None, thing: Request | Item) -> str:
    """Write `` (Guns of various types)`` after a quantity; nothing where the unit says as much."""
    name = thing.title or item
    return f" ({name})" if item and name and name.lower() != units(thing).lower() else ""


def with_unit(thing: Request | Item, amount: Fraction, say: Say) -> str:
    """Write ``60 division sets``, ``1 division set``."""
    return f"{say(amount)} {thing.unit if amount == 1 else units(thing)}"


def baseline_first(comparison: Comparison) -> list[Entry]:
    """Return the scenarios of a comparison as they are spoken of and drawn."""
    return sorted(comparison.entries, key=lambda entry: entry.id != comparison.baseline)


def is_limited(schedule: Schedule) -> bool:
    """Tell if a capacity for all scenarios of the request limits it."""
    return any(limit in schedule.request.capacity for limit in schedule.scenario.capacity)


def limits_words(limits: Iterable[Limit], say: Say) -> str:
    """Write ``8 a month``, ``6 a month in July 1951 and 12 a month from August 1951 on``."""
    return listed(
        f"{say(limit.limit)} a month{f' {limit.window.long()}' if limit.window else ''}"
        for limit in limits
    )


def shared_limits(request: Request, say: Say) -> str:
    """Write the capacity for all: ``at most 8 a month``; of many limits that there is one."""
    if request.items or len(request.capacity) > 1:
        return "one capacity"
    return f"at most {limits_words(request.capacity, say)}"


def listed(words: Iterable[str]) -> str:
    """Write ``a``, ``a and b``, ``a, b and c``.

    >>> listed("abc")
    'a, b and c'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def band(least: Fraction | None, most: Fraction | None, say: Say) -> str:
    """Write a quantity as exactly as it is known: ``16``, ``at most 10``, ``4 to 10``..."""
    if least and most is None:
        return f"at least {say(least)}"
    if least is None or most is None:
        return "an unknown number"
    if least == most:
        return say(most)
    return f"{say(least)} to {say(most)}" if least else f"at most {say(most)}"


def cited(citations: Iterable[Citation]) -> str:
    """Write ``(tel-21039 §4, §5; tel-3777)`` with a space before it; nothing without citations."""
    documents = by_document(citations).values()
    return f" ({'; '.join(documents)})" if documents else ""


def by_document(citations: Iterable[Citation]) -> dict[str, str]:
    """Write each document once with all its paragraphs: ``tel-21039 §4, §5``, by its id."""
    paragraphs: dict[str, list[str]] = {}
    for citation in citations:
        cites = paragraphs.setdefault(citation.source, [])
        cites += [citation.paragraph] if citation.paragraph else []
    written = {}
    for name, cites in paragraphs.items():
        signs = ", ".join(f"§{each}" for each in sorted(set(cites), key=_in_order))
        written[name] = f"{name} {signs}" if signs else name
    return written


def _in_order(paragraph: str) -> tuple[int, str]:
    """Sort paragraphs as the document has them: §9 before §10."""
    number = "".join(takewhile(str.isdigit, paragraph))
    return int(number or 0), paragraph


def base_name(schedule: Schedule, scenario: Scenario) -> str | None:
    """Return what one of a schedule's lineage is based on, as within a sentence; None if nothing.

    That is the one before it.
    """
    if scenario.based_on is None:
        return None
    base = schedule.lineage[schedule.lineage.index(scenario) - 1]
    return base.short or base.title or scenario.based_on


def read_evenly(scenario: Scenario) -> bool:
    """Tell if how any counted tranche falls is our reading, not the source's word.

    A record's is never: its coarse figures stay as they are.
    """
    if scenario.kind == "record":
        return False
    return any(
        each.counted and each.openness != "unknown" and not each.stated
        for each in scenario.tranches
    )


def quantity_words(request: Request, say: Say) -> str:
    """Write ``60 division sets by December 1951``, as far as the request says."""
    words = with_unit(request, request.quantity, say) if request.quantity else ""
    by = f" by {request.needed_by.long()}" if request.needed_by else ""
    return (words + by).strip()
