"""The first page of a workbook: the verdict, how to read the other pages, what is assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.reports.notes import (
    assumed_lines,
    capacity_lines,
    notes,
    reading_lines,
    top_up_lines,
    unlike_lines,
)
from deliveries.reports.verdict import verdict
from deliveries.reports.words import capital, of_item, short_name, with_unit
from deliveries.tables import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.reports.words import Say
    from deliveries.schedule import Figure, Schedule


def read_me(comparison: Comparison, schedules: Sequence[Schedule], say: Say) -> Iterator[Notes]:
    """The verdict under the request's name, then the notes that all pages need."""
    yield Notes(comparison.request.title, (verdict(comparison, say),))
    reading = (
        *_pages(comparison),
        *reading_lines(comparison, marked=False),
        *_figure_lines(schedules, say),
        *unlike_lines(comparison),
        *capacity_lines(schedules, say),
        *top_up_lines(schedules, say),
    )
    yield Notes("How to read it", reading)
    yield from notes("Assumed", assumed_lines(comparison.request, schedules))


def _pages(comparison: Comparison) -> Iterator[str]:
    base = next(entry for entry in comparison.entries if entry.id == comparison.baseline)
    name = short_name(base.id, base.schedule.scenario)
    yield (
        "Comparison: one row a month. 'To date' is the running total at its end; 'gap' is that "
        f"less what {name} has by then."
    )
    yield (
        "The band, on the page of each scenario: 'at_most' is the most and 'at_least' the least "
        "that the sources allow by then; 'to_date' is the central reading. The rows of lines "
        "that are not counted are top-ups."
    )
    yield "Months are text. Decimals are rounded where they are shown; 'exact' has the fraction."
    yield "An empty cell: nothing is planned, or nobody knows. It is never nought."
    if comparison.request.opens:
        yield f"Before {comparison.request.opens.long()}: shown, never counted."


def _figure_lines(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """What a record knows only coarsely, and which cells that leaves empty."""
    for schedule in schedules:
        if schedule.scenario.kind != "record":
            continue
        name = capital(short_name(schedule.scenario_id, schedule.scenario))
        for item in schedule.items.values():
            for figure in item.series.figures if item.series else ():
                amount = with_unit(item.thing, Fraction(figure.grains, item.grain), say)
                yield f"{name}: {_figure(figure, amount + of_item(item.id, item.thing))}"


def _figure(figure: Figure, amount: str) -> str:
    if figure.open_ended:
        return (
            f"at least {amount} in {figure.window.long()}, as the record ends within it; the "
            "running total is empty from then on."
        )
    return (
        f"{amount} in {figure.window.long()} together; the record does not say how they fell, so "
        "that these months are empty."
    )
