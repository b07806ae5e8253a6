"""Which reports, tables and records there are of a value, and what may be said of them.

Convention: an option means what that of the command line does; one that a value does not have is
refused, as silence would look like an answer.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from deliveries.answers import Needed, Reached
from deliveries.case import Case
from deliveries.comparison import Comparison
from deliveries.errors import CaseError
from deliveries.explanation import Explanation
from deliveries.months import By, Month
from deliveries.reports import (
    compare,
    divisions,
    explain,
    listing,
    per,
    problems,
    records,
    show,
    tables,
    verdict,
    whatif,
)
from deliveries.reports.periods import View
from deliveries.reports.words import Say, numbers
from deliveries.schedule import Schedule
from deliveries.whatif import WhatIf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deliveries.case import Source
    from deliveries.reports.records import Record
    from deliveries.sheets import Report, Sheet


class Options(TypedDict, total=False):
    """What may be said of any form, as by the options of the command line."""

    case: Case
    """Where the documents' titles are."""
    by: Literal["month", "quarter", "half", "year"]
    """How long a row of the table is."""
    first: Month
    """The first month shown. It changes no measure."""
    last: Month
    """The last month shown. It changes no measure."""
    decimals: bool
    """Write 2.67, not 2⅔."""
    divisions: bool
    """Of a schedule or a comparison: divisions on the existing and the new organisation."""
    uplift: Fraction | int
    """As ``divisions``, if a new set holds so many existing ones."""
    per: Fraction | int
    """Of a schedule: what comes in all, and that divided by so many."""
    sources: bool
    """Of a case: what each source says."""


_OF: dict[str, tuple[type, ...]] = {
    "divisions": (Schedule, Comparison),
    "uplift": (Schedule, Comparison),
    "per": (Schedule,),
    "sources": (Case,),
}
"""The options that only some values have."""


class Forms(NamedTuple):
    """What a value can be written as; each is made when it is wanted."""

    report: Callable[[], Report]
    table: Callable[[], Sheet]
    record: Callable[[], Record]


class _Wish(NamedTuple):
    """The options, and what they mean."""

    options: Options
    sources: Mapping[str, Source]
    view: View
    say: Say

    @property
    def by_divisions(self) -> bool:
        return self.options.get("divisions", False) or "uplift" in self.options


def forms_of(value: object, options: Options) -> Forms:
    """The forms of a value.

    Raises `TypeError` for a value that has none, or that does not have an option.
    """
    kind = type(value).__name__
    for option, kinds in _OF.items():
        if option in options and not isinstance(value, kinds):
            raise TypeError(f"a {kind} has no '{option}'")
    wish = _wish(options)
    match value:
        case Case():
            return _of_case(value, wish)
        case Schedule():
            return _of_schedule(value, wish)
        case Comparison():
            return _of_comparison(value, wish)
        case WhatIf() | Explanation():
            return _of_alteration(value, wish)
        case Needed() | Reached():
            return _of_answer(value, wish)
        case CaseError():
            return _of_problems(value)
    raise TypeError(f"there is no report of a {kind}")


def _wish(options: Options) -> _Wish:
    case = options.get("case")
    view = View(By(options.get("by", "month")), options.get("first"), options.get("last"))
    say = numbers(decimals=options.get("decimals", False))
    return _Wish(options, case.sources if case else {}, view, say)


def _of_case(case: Case, wish: _Wish) -> Forms:
    if wish.options.get("sources"):
        return Forms(
            lambda: listing.sources_report(case),
            lambda: listing.sources_table(case),
            lambda: listing.sources_record(case),
        )
    return Forms(
        lambda: listing.case_report(case),
        lambda: listing.case_table(case),
        lambda: listing.case_record(case),
    )


def _of_schedule(schedule: Schedule, wish: _Wish) -> Forms:
    if "per" in wish.options:
        parts = Fraction(wish.options["per"])
        return Forms(
            lambda: per.per_report(schedule, wish.sources, parts, wish.say),
            lambda: per.per_table(schedule, parts),
            lambda: per.per_record(schedule, parts),
        )
    if wish.by_divisions:
        return _of_divisions([schedule], lambda: divisions.schedule_lead(schedule, wish.say), wish)
    return Forms(
        lambda: show.schedule_report(schedule, wish.sources, wish.view, wish.say),
        lambda: tables.schedule_table(schedule, wish.view),
        lambda: records.schedule_record(schedule, wish.view),
    )


def _of_comparison(comparison: Comparison, wish: _Wish) -> Forms:
    if wish.by_divisions:
        entries = sorted(comparison.entries, key=lambda each: each.id != comparison.baseline)
        schedules = [each.schedule for each in entries]
        return _of_divisions(schedules, lambda: verdict.verdict(comparison, wish.say), wish)
    return Forms(
        lambda: compare.comparison_report(comparison, wish.sources, wish.view, wish.say),
        lambda: tables.comparison_table(comparison, wish.view),
        lambda: records.comparison_record(comparison, wish.view),
    )


def _of_divisions(schedules: Sequence[Schedule], lead: Callable[[], str], wish: _Wish) -> Forms:
    """Divisions of some schedules; the break-even is against the first."""
    _, sources, view, say = wish
    uplift = Fraction(wish.options["uplift"]) if "uplift" in wish.options else None
    return Forms(
        lambda: divisions.divisions_report(schedules, lead(), sources, view, say, uplift),
        lambda: divisions.divisions_table(schedules, view, uplift),
        lambda: divisions.divisions_record(schedules, view, uplift),
    )


def _of_alteration(value: WhatIf | Explanation, wish: _Wish) -> Forms:
    if isinstance(value, Explanation):
        return Forms(
            lambda: explain.explanation_report(value, wish.sources, wish.say),
            lambda: explain.explanation_table(value),
            lambda: explain.explanation_record(value),
        )
    return Forms(
        lambda: whatif.whatif_report(value, wish.sources, wish.view, wish.say),
        lambda: tables.comparison_table(value.comparison, wish.view),
        lambda: whatif.whatif_record(value, wish.view),
    )


def _of_answer(answer: Needed | Reached, wish: _Wish) -> Forms:
    if isinstance(answer, Needed):
        return Forms(
            lambda: whatif.needed_report([answer], wish.say),
            lambda: whatif.needed_table([answer]),
            lambda: whatif.needed_record([answer]),
        )
    return Forms(
        lambda: whatif.when_report([answer], wish.say),
        lambda: whatif.when_table([answer]),
        lambda: whatif.when_record([answer]),
    )


def _of_problems(error: CaseError) -> Forms:
    file = error.problems[0].file if error.problems else ""
    return Forms(
        lambda: problems.problems_report(error.problems),
        lambda: problems.problems_table(error.problems),
        lambda: problems.problems_record(file, error.problems),
    )
