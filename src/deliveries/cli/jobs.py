"""What each command does: a case read, a result made, an outlet filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from deliveries.analysis.comparison import compare_scenarios
from deliveries.cli.options import Format, wrong_usage
from deliveries.cli.output import write_stdout
from deliveries.errors import CaseError, UnreadableError
from deliveries.forms.options import divisions_forms, forms_of
from deliveries.months import Window
from deliveries.numbers import parse_exact
from deliveries.read import load_case, review_sources, shipped_case
from deliveries.reports.periods import View
from deliveries.schedule import schedule_scenario
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from pathlib import Path

    from deliveries.case import Case
    from deliveries.cli.output import Outlet
    from deliveries.errors import Problem
    from deliveries.forms.options import Forms, Options
    from deliveries.months import By

EVERYTHING = View()
"""All months, a row each."""


def see(by: By, first: str | None, last: str | None) -> View:
    """What part is shown: any window's first month for ``--from``, its last for ``--to``."""
    begin, end = read_window("--from", first), read_window("--to", last)
    return View(by, begin.first if begin else None, end.last if end else None)


def read_window(option: str, text: str | None) -> Window | None:
    """Read the window of an option; a fault of it is wrong usage."""
    if text is None:
        return None
    try:
        return Window.parse(text)
    except UnreadableError as reason:
        explained = f"{reason}: {reason.hint}" if reason.hint else str(reason)
        raise wrong_usage(explained, option) from None


def read_amount(option: str, text: str) -> Fraction:
    """Read the number of an option; a fault of it is wrong usage."""
    try:
        return parse_exact(text)
    except UnreadableError as reason:
        raise wrong_usage(f"{reason}: {reason.hint}", option) from None


def said(case: Case, outlet: Outlet, view: View = EVERYTHING) -> Options:
    """The options of a form, as they were typed."""
    options: Options = {"case": case, "by": view.by.value, "decimals": outlet.decimals}
    if view.first:
        options["first"] = view.first
    if view.last:
        options["last"] = view.last
    return options


def compare(
    case: Case,
    names: Sequence[str],
    view: View,
    outlet: Outlet,
    *,
    request: str | None,
    baseline: str | None,
    whole: bool,
) -> None:
    """``deliveries compare``."""
    comparison = compare_scenarios(case, names, request=request, baseline=baseline, whole=whole)
    deliver(outlet, forms_of(comparison, said(case, outlet, view)))


def show(
    case: Case, name: str, view: View, outlet: Outlet, *, request: str | None, whole: bool
) -> None:
    """``deliveries show``."""
    schedule = schedule_scenario(case, name, request=request, whole=whole)
    deliver(outlet, forms_of(schedule, said(case, outlet, view)))


def compare_divisions(
    case: Case,
    names: Sequence[str],
    view: View,
    outlet: Outlet,
    *,
    uplift: str | None,
    request: str | None,
    baseline: str | None,
    whole: bool,
) -> None:
    """``deliveries compare --divisions``: the other readings of a source are shown, too."""
    from deliveries.reports.divisions import other_readings

    comparison = compare_scenarios(case, names, request=request, baseline=baseline, whole=whole)
    readings = other_readings(case, comparison) if not names else {}
    shown = []
    for entry in sorted(comparison.entries, key=lambda entry: entry.id != comparison.baseline):
        shown.append(entry.schedule)
        shown += [
            schedule_scenario(case, name, request=request, whole=whole)
            for name in readings.get(entry.id, ())
        ]
    options = _by_divisions(said(case, outlet, view), uplift)
    deliver(outlet, divisions_forms(comparison, shown, options))


def show_divisions(
    case: Case,
    name: str,
    view: View,
    outlet: Outlet,
    *,
    uplift: str | None,
    request: str | None,
    whole: bool,
) -> None:
    """``deliveries show --divisions``."""
    schedule = schedule_scenario(case, name, request=request, whole=whole)
    deliver(outlet, forms_of(schedule, _by_divisions(said(case, outlet, view), uplift)))


def _by_divisions(options: Options, uplift: str | None) -> Options:
    if uplift is not None:
        options["uplift"] = read_amount("--uplift", uplift)
    return {**options, "divisions": True}


def show_per(
    case: Case, name: str, per: str, outlet: Outlet, *, request: str | None, whole: bool
) -> None:
    """``deliveries show --per``."""
    parts = read_amount("--per", per)
    if not parts:
        raise wrong_usage("nothing can be divided by nought", "--per")
    schedule = schedule_scenario(case, name, request=request, whole=whole)
    deliver(outlet, forms_of(schedule, {**said(case, outlet), "per": parts}))


def explain_month(
    case: Case,
    name: str,
    month: str,
    outlet: Outlet,
    options: dict[str, str | None],
    *,
    whole: bool,
) -> None:
    """``deliveries explain``; the options are ``request``, ``baseline`` and ``item``."""
    from deliveries.explain import explain

    request = options["request"]
    schedule = schedule_scenario(case, name, request=request, whole=whole)
    asked = schedule.request
    base = options["baseline"] or asked.baseline or next(iter(asked.scenarios))
    beside = None
    if base != name:
        beside = schedule_scenario(case, base, request=request, whole=whole)
    window = read_window("MONTH", month)
    if window is None or len(window) != 1:
        raise wrong_usage(f"'{month}' is not one month", "MONTH")
    explained = explain(schedule, window.first, item=options["item"], baseline=beside)
    deliver(outlet, forms_of(explained, said(case, outlet)))


def list_case(case: Case, outlet: Outlet, *, sources: bool) -> None:
    """``deliveries list``."""
    options = said(case, outlet)
    deliver(outlet, forms_of(case, {**options, "sources": True} if sources else options))


def check(case_file: Path | None, *, sources: bool) -> None:
    """``deliveries check``: silent about nothing, brief if all is well."""
    case = load_case(case_file)
    if sources and (wanting := review_sources(case_file)):
        raise CaseError(wanting)
    requests = case.requests.values()
    counts = (
        (len(case.requests), "request"),
        (sum(len(request.scenarios) for request in requests), "scenario"),
        (len(case.sources), "source"),
    )
    words = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
    line = f"{visible(str(case_file or shipped_case()))}: no problems in {words}\n"
    write_stdout(line.encode(errors="backslashreplace"))  # a file's name may be any bytes


def check_for_a_program(case_file: Path | None, *, sources: bool) -> None:
    """``deliveries check --format json``: exits 1 if there is a problem, as the other does."""
    from deliveries.formats.records import json_text
    from deliveries.reports.problems import problems_record

    file = case_file or shipped_case()
    problems = _problems(file, sources=sources)
    text = json_text(problems_record(str(file), problems))
    write_stdout(text.encode(errors="backslashreplace"))  # of a name's odd bytes JSON's own escapes
    if problems:
        raise typer.Exit(1)


def _problems(file: Path, *, sources: bool) -> Sequence[Problem]:
    try:
        load_case(file)
    except CaseError as error:
        return error.problems
    return review_sources(file) if sources else []


def deliver(outlet: Outlet, forms: Forms) -> None:
    """Make and write the form that is wanted, and import no other."""
    match outlet.form:
        case Format.table:
            outlet.report(forms.report())
        case Format.csv:
            from deliveries.formats.delimited import csv_text

            outlet.text(csv_text(forms.table()))
        case Format.json:
            from deliveries.formats.records import json_text

            outlet.text(json_text(forms.record()))
        case Format.md:
            outlet.markdown(forms.report())
