"""Which reports, tables and records there are of a value, and what may be said of them.

Convention: an option means what that of the command line does; one that a value does not have is
refused, as silence would look like an answer. A value's kind is known by its name, and a report
imported when it is wanted: the command line comes through here, and start-up is a feature.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict

from deliveries.months import By, Month
from deliveries.reports.periods import View
from deliveries.reports.words import Say, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deliveries.analysis.answers import Needed, Reached
    from deliveries.analysis.comparison import Comparison
    from deliveries.analysis.whatif import WhatIf
    from deliveries.case import Case, Source
    from deliveries.errors import CaseError
    from deliveries.explain import Explanation
    from deliveries.reports.records import Record
    from deliveries.schedule import Schedule
    from deliveries.tables import Report, Sheet


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


_OF = {
    "divisions": ("Schedule", "Comparison"),
    "uplift": ("Schedule", "Comparison"),
    "per": ("Schedule",),
    "sources": ("Case",),
}
"""The options that only some kinds of value have."""


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
    """The forms of a value, or of a list of answers of one kind.

    Raises `TypeError` for a value that has none, or that does not have an option.
    """
    one = value[0] if isinstance(value, list) and value else value
    kind = type(one).__name__
    for option, kinds in _OF.items():
        if option in options and kind not in kinds:
            raise TypeError(f"a {kind} has no '{option}'")
    if kind not in _FORMS:
        raise TypeError(f"there is no report of a {kind}")
    return _FORMS[kind](value, _wish(options))


def _wish(options: Options) -> _Wish:
    case = options.get("case")
    view = View(By(options.get("by", "month")), options.get("first"), options.get("last"))
    say = numbers(decimals=options.get("decimals", False))
    return _Wish(options, case.sources if case else {}, view, say)


def _of_case(case: Case, wish: _Wish) -> Forms:
    from deliveries.reports import listing

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
        return _per(schedule, Fraction(wish.options["per"]), wish)
    if wish.by_divisions:
        from deliveries.reports.divisions import schedule_lead

        return _divisions([schedule], lambda: schedule_lead(schedule, wish.say), wish)

    def report() -> Report:
        from deliveries.reports.show import schedule_report

        return schedule_report(schedule, wish.sources, wish.view, wish.say)

    def table() -> Sheet:
        from deliveries.reports.tables import schedule_table

        return schedule_table(schedule, wish.view)

    def record() -> Record:
        from deliveries.reports.records import schedule_record

        return schedule_record(schedule, wish.view)

    return Forms(report, table, record)


def _per(schedule: Schedule, parts: Fraction, wish: _Wish) -> Forms:
    from deliveries.reports import per

    return Forms(
        lambda: per.per_report(schedule, wish.sources, parts, wish.say),
        lambda: per.per_table(schedule, parts),
        lambda: per.per_record(schedule, parts),
    )


def _of_comparison(comparison: Comparison, wish: _Wish) -> Forms:
    if wish.by_divisions:
        entries = sorted(comparison.entries, key=lambda each: each.id != comparison.baseline)
        return _compared_divisions(comparison, [each.schedule for each in entries], wish)

    def report() -> Report:
        from deliveries.reports.compare import comparison_report

        return comparison_report(comparison, wish.sources, wish.view, wish.say)

    def table() -> Sheet:
        from deliveries.reports.tables import comparison_table

        return comparison_table(comparison, wish.view)

    def record() -> Record:
        from deliveries.reports.records import comparison_record

        return comparison_record(comparison, wish.view)

    return Forms(report, table, record)


def divisions_forms(
    comparison: Comparison, schedules: Sequence[Schedule], options: Options
) -> Forms:
    """A comparison by divisions, with other schedules than those compared among them.

    The break-even is against the first.
    """
    return _compared_divisions(comparison, schedules, _wish(options))


def _compared_divisions(
    comparison: Comparison, schedules: Sequence[Schedule], wish: _Wish
) -> Forms:
    def lead() -> str:
        from deliveries.reports.verdict import verdict

        return verdict(comparison, wish.say)

    return _divisions(schedules, lead, wish)


def _divisions(schedules: Sequence[Schedule], lead: Callable[[], str], wish: _Wish) -> Forms:
    from deliveries.reports import divisions

    _, sources, view, say = wish
    uplift = Fraction(wish.options["uplift"]) if "uplift" in wish.options else None
    return Forms(
        lambda: divisions.divisions_report(schedules, lead(), sources, view, say, uplift),
        lambda: divisions.divisions_table(schedules, view, uplift),
        lambda: divisions.divisions_record(schedules, view, uplift),
    )


def _of_explanation(explanation: Explanation, wish: _Wish) -> Forms:
    from deliveries.reports import explain

    return Forms(
        lambda: explain.explanation_report(explanation, wish.sources, wish.say),
        lambda: explain.explanation_table(explanation),
        lambda: explain.explanation_record(explanation),
    )


def _of_what_if(what: WhatIf, wish: _Wish) -> Forms:
    from deliveries.reports import tables, whatif

    return Forms(
        lambda: whatif.whatif_report(what, wish.sources, wish.view, wish.say),
        lambda: tables.comparison_table(what.comparison, wish.view),
        lambda: whatif.whatif_record(what, wish.view),
    )


def _of_needed(answer: Needed | list[Needed], wish: _Wish) -> Forms:
    from deliveries.reports import whatif

    answers = answer if isinstance(answer, list) else [answer]
    return Forms(
        lambda: whatif.needed_report(answers, wish.say),
        lambda: whatif.needed_table(answers),
        lambda: whatif.needed_record(answers),
    )


def _of_reached(answer: Reached | list[Reached], wish: _Wish) -> Forms:
    from deliveries.reports import whatif

    answers = answer if isinstance(answer, list) else [answer]
    return Forms(
        lambda: whatif.when_report(answers, wish.say),
        lambda: whatif.when_table(answers),
        lambda: whatif.when_record(answers),
    )


def _of_problems(error: CaseError, _: _Wish) -> Forms:
    from deliveries.reports import problems

    file = error.problems[0].file if error.problems else ""
    return Forms(
        lambda: problems.problems_report(error.problems),
        lambda: problems.problems_table(error.problems),
        lambda: problems.problems_record(file, error.problems),
    )


_FORMS: dict[str, Callable[[Any, _Wish], Forms]] = {
    "Case": _of_case,
    "Schedule": _of_schedule,
    "Comparison": _of_comparison,
    "Explanation": _of_explanation,
    "WhatIf": _of_what_if,
    "Needed": _of_needed,
    "Reached": _of_reached,
    "CaseError": _of_problems,
}
"""What makes the forms of each kind of value."""
