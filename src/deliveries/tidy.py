"""Scenarios as one long tidy table: a row for each scenario, item, recipient, organisation, month.

Convention: rows run along the months of what a recipient gets on one organisation, and no further;
there are no subtotals. An empty cell is what nobody planned or nobody knows, never nought.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliveries.case import find_request, find_scenario
from deliveries.errors import RangeError
from deliveries.months import LONGEST_WINDOW, Month, Window
from deliveries.schedule import each_item, strands
from deliveries.tables import Block, Numbers, Roll, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Case, Citation
    from deliveries.schedule import ItemSchedule, Part, Series

_ALONG = ("delivered", "to_date", "at_most", "at_least")


class Field(NamedTuple):
    """What a column of the tidy table is."""

    kind: Literal["string", "yearmonth", "number", "integer"]
    """Its type, as Data Package v2 calls it."""
    what: str
    always: bool = False
    """Whether no row leaves it empty."""


TIDY_FIELDS = {
    "request": Field("string", "The request's id in the case file.", always=True),
    "scenario": Field("string", "The scenario's id.", always=True),
    "kind": Field("string", "Whose word it is: a proposal, an offer, a record...", always=True),
    "item": Field("string", "The item's id; empty where the request has no items."),
    "unit": Field("string", "What the quantities are counted in.", always=True),
    "recipient": Field("string", "Who receives; empty where no source says."),
    "establishment": Field(
        "string",
        "The organisation that a set is made up for: existing or new. A top-up turns an existing "
        "set into a new one, and counts for itself. Empty where no source says.",
    ),
    "month": Field("yearmonth", "The month, such as 1951-07.", always=True),
    "delivered": Field("number", "What comes in the month, read centrally."),
    "to_date": Field("number", "What has come by its end, read centrally."),
    "at_most": Field("number", "The most that the sources allow to have come by its end."),
    "at_least": Field("number", "The least that the sources allow to have come by its end."),
    "delivered_numerator": Field("integer", "What comes in the month as a fraction, exactly."),
    "delivered_denominator": Field("integer", "The other half of the fraction."),
    "share_of_total": Field(
        "number",
        "What comes in the month as a share of all that the scenario brings of the item; of a "
        "top-up, of all top-ups.",
    ),
    "source": Field("string", "The documents and paragraphs behind the row."),
}
"""The columns of the tidy table. Their names and order are a promise."""
TIDY_COLUMNS = tuple(TIDY_FIELDS)
_NAMES = TIDY_COLUMNS[: TIDY_COLUMNS.index("month")]


class Selection(NamedTuple):
    """What is exported: some scenarios of a request."""

    case: Case
    request: str
    scenarios: tuple[str, ...]
    whole: bool


def choose(
    case: Case, names: Sequence[str] = (), *, request: str | None = None, whole: bool = False
) -> Selection:
    """Settle what is exported: all scenarios of the request if none is named.

    Raises `UnknownNameError` for a request or scenario that the case does not have.
    """
    request_id = find_request(case.requests, request)
    asked = case.requests[request_id]
    for name in names:
        find_scenario(asked, name)
    return Selection(case, request_id, tuple(dict.fromkeys(names or asked.scenarios)), whole)


def tidy_roll(selection: Selection) -> Roll:
    """One row a scenario, item, recipient, organisation and month; made as they are written.

    ``delivered`` is what the month brings, ``share_of_total`` its share of all that the scenario
    brings of the item (of a top-up: of all top-ups). Raises `LotError` and `CapacityError`.
    """
    parts = _parts(selection)
    return Roll(TIDY_COLUMNS, (_tidy_block(names, item, part) for names, item, part in parts))


def wide_roll(selection: Selection) -> Roll:
    """Four rows a strand, one a measure, and one column a month of all that is exported.

    Running totals are nought before a strand begins, and stay at its last after its end. Raises
    `LotError`, `CapacityError`, and `RangeError` for more than a century.
    """
    calendar, parts = _calendar(selection), _parts(selection)
    blocks = (_wide_block(names, item, part, calendar) for names, item, part in parts)
    return Roll((*_NAMES, "measure", *map(str, calendar), "source"), blocks)


def _parts(
    selection: Selection,
) -> Iterator[tuple[tuple[str, str, str], ItemSchedule, Part]]:
    """Every strand of every item, one at a time, with the names of request, scenario and kind."""
    case, request, scenarios, whole = selection
    for name in scenarios:
        names = request, name, case.requests[request].scenarios[name].kind
        for item in each_item(case, name, request=request, whole=whole):
            for part in strands(item):
                yield names, item, part


def _calendar(selection: Selection) -> Window:
    """All the months of what is exported."""
    calendar = Window.around({part.series.window for _, _, part in _parts(selection)})
    if len(calendar) > LONGEST_WINDOW:
        raise RangeError(
            f"these scenarios lie too far apart, from {calendar.first.long()} "
            f"to {calendar.last.long()}",
            f"a wide table has at most {LONGEST_WINDOW:,} months",
        )
    return calendar


def _named(names: tuple[str, str, str], item: ItemSchedule, part: Part) -> tuple[str | None, ...]:
    return (*names, item.id, item.thing.unit, part.recipient, part.establishment)


@lru_cache(maxsize=256)
def _source(citations: tuple[Citation, ...]) -> str:
    return "; ".join(map(str, citations))


def _tidy_block(names: tuple[str, str, str], item: ItemSchedule, part: Part) -> Block:
    series = part.series
    ways = (Way(series.grain),)
    return Block(
        _named(names, item, part),
        (
            _months(series.window.first.ordinal, series.window.last.ordinal),
            Numbers(series.delivered, ways),
            Numbers(series.to_date, ways),
            Numbers(series.at_most, ways),
            Numbers(series.at_least, ways),
            *_fractions(series, item, counted=part.counted),
        ),
        (_source(part.source),),
    )


def _wide_block(
    names: tuple[str, str, str], item: ItemSchedule, part: Part, calendar: Window
) -> Block:
    series = part.series.over(calendar)
    along = zip(*(getattr(series, name) for name in _ALONG), strict=True)
    ways = (Way(series.grain),)
    months = [Numbers(numbers, ways) for numbers in along]
    return Block(_named(names, item, part), (_ALONG, *months), (_source(part.source),))


@lru_cache(maxsize=64)
def _months(first: int, last: int) -> tuple[str, ...]:
    """The months of a window as text, by their ordinals; strands mostly share a window."""
    return tuple(map(str, map(Month, range(first, last + 1))))


def _fractions(series: Series, item: ItemSchedule, *, counted: bool) -> tuple[Numbers, ...]:
    """What each month brings as a fraction, and as a share of all that counts (or all top-ups).

    There is no share of a total that is not known, nor of what is before the opening.
    """
    grain, delivered = series.grain, series.delivered
    fraction = Way(grain, "numerator"), Way(grain, "denominator")
    total = item.total(counted=counted)
    if not total:
        return Numbers(delivered, fraction), Numbers((None,) * len(delivered), (Way(),))
    if item.opens is None:
        return (Numbers(delivered, (*fraction, Way(total))),)
    before = item.opens - series.window.first
    counting = [None if at < before else each for at, each in enumerate(delivered)]
    return Numbers(delivered, fraction), Numbers(counting, (Way(total),))
