"""How a chart is read: a line for each sign that it has, and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.words import capital, listed, short_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Tranche
    from deliveries.charts import Figure, Look, Panel
    from deliveries.reports.words import Say

WORDS: dict[Look, str] = {
    "stated": "as the source has it",
    "even": "read evenly: the source does not say in which month",
    "together": "one figure for several months",
    "pale": "before the request opens, not counted",
    "existing": "on the existing organisation",
    "new": "on the new organisation",
    "not stated": "organisation not stated",
}
"""What the looks of bars mean."""


def reading_notes(
    comparison: Comparison, figure: Figure, item: str | None, say: Say
) -> Iterator[str]:
    """The notes under a chart."""
    yield from _item(comparison, item)
    if figure.lines:
        yield "A total stands at the end of its month: no source gives a day."
    banded = [line for line in figure.lines if line.banded]
    if banded:
        evenly = not all(line.recorded for line in banded)
        yield f"Shaded: all that the sources allow{'; the line reads them evenly' * evenly}."
    if any(tranche.openness == "at_most" for tranche in _tranches(comparison)):
        yield "At most: where a source gives a ceiling, the ceiling itself is drawn."
    yield from _bars(figure, say)
    yield from _records(figure)
    yield from _unknown(comparison, item, panels=bool(figure.panels))
    if figure.opens and any(line.pale for line in figure.lines):
        yield f"Pale: what came before {figure.opens.month.long()}, which is not counted."


def _item(comparison: Comparison, item: str | None) -> Iterator[str]:
    """Which of several items this is."""
    items = comparison.request.items
    if item is not None and len(items) > 1:
        yield f"One of {len(items)} items: {items[item].title or item}."


def _tranches(comparison: Comparison) -> list[Tranche]:
    return [part for entry in comparison.entries for part in entry.schedule.scenario.tranches]


def key_of(panels: Sequence[Panel]) -> Iterator[tuple[Look, str]]:
    """What each look of a bar means, where there is more than the plainest."""
    looks = {block.look for panel in panels for block in panel.blocks}
    if looks - {"stated"}:
        yield from ((look, words) for look, words in WORDS.items() if look in looks)


def _bars(figure: Figure, say: Say) -> Iterator[str]:
    """What the numbers behind the bars are."""
    if figure.kind == "divisions":
        yield "Divisions at the end of each month, read centrally."
    for panel in figure.panels:
        for block in panel.blocks:
            if block.look == "together":
                yield (
                    f"{panel.name}: {say(block.amount)} in {block.window.long()} together; the "
                    "area of the bar is that, as the record does not say how it fell."
                )


def _records(figure: Figure) -> Iterator[str]:
    """What a record knows coarsely."""
    stretches = [stretch for line in figure.lines for stretch in line.stretches]
    together = dict.fromkeys(s.window.long() for s in stretches if not s.open_ended)
    if together:
        yield (
            f"A bar over several months: one figure for {listed(together)}; the record does not "
            "say how it fell."
        )
    open_ = [block.open_ended for panel in figure.panels for block in panel.blocks]
    if any(open_) or any(stretch.open_ended for stretch in stretches):
        yield "An arrow: or more, as the record ends within the month."


def _unknown(comparison: Comparison, item: str | None, *, panels: bool) -> Iterator[str]:
    """Whose quantities are not known: their lines end, their bars are not there."""
    names = [
        short_name(entry.id, entry.schedule.scenario)
        for entry in comparison.entries
        if item in entry.items and entry.items[item].series.unknown
    ]
    if names:
        signs = "not known, and marked with a ?" if panels else "not known, and no line is drawn"
        yield f"{capital(listed(names))}: in some months {signs}."
