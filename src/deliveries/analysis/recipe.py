"""How a result was made of its case, as text: by this it is made again of the case beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from deliveries.analysis.comparison import (
    Comparison,
    Comparisons,
    Handout,
    compare_scenarios,
)
from deliveries.analysis.whatif import WhatIf
from deliveries.case import find_scenario
from deliveries.months import Date
from deliveries.schedule import Schedule, schedule_scenario

if TYPE_CHECKING:
    from deliveries.case import Case


class Asked(BaseModel):
    """What was asked for of one request."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    request: str
    scenarios: list[str] = Field(min_length=1)
    """In the order in which they were shown."""
    baseline: str | None = None
    """What the others are measured against; None for one schedule."""
    whole: bool = False
    as_of: str | None = None
    item: str | None = None


class Seen(BaseModel):
    """What of it was shown: what `deliveries.reports.View` has for tables, as text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    by: str = "month"
    first: str | None = None
    last: str | None = None
    decimals: bool = False
    detail: bool = False
    wide: bool = False


class Recipe(BaseModel):
    """What a result is, what was asked for, and what of it was shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    result: Literal["comparison", "comparisons", "handout", "schedule", "whatif"]
    asked: list[Asked] = Field(min_length=1)
    seen: Seen


def asked_of(about: Comparison | Schedule) -> Asked:
    """Return what was asked for to make a comparison or a schedule."""
    if isinstance(about, Schedule):
        return Asked(
            request=about.request_id,
            scenarios=[about.scenario_id],
            whole=about.whole,
            item=about.only,
        )
    schedulers = about.schedulers
    return Asked(
        request=about.request_id,
        scenarios=list(schedulers),
        baseline=about.baseline,
        whole=any(each.whole for each in schedulers.values()),
        as_of=str(about.past.date) if about.past else None,
        item=about.only,
    )


def make_again(
    recipe: Recipe, case: Case
) -> Comparison | Comparisons | Handout | Schedule | WhatIf:
    """Make a result of a case anew.

    Raises `UnknownNameError` for what the case does not have, and as `compare_scenarios` does.
    """
    if recipe.result == "comparisons":
        return Comparisons(tuple(_compared(each, case) for each in recipe.asked))
    asked = recipe.asked[0]
    if recipe.result == "schedule":
        return schedule_scenario(
            case, asked.scenarios[0], request=asked.request, whole=asked.whole, item=asked.item
        )
    compared = _compared(asked, case)
    if recipe.result == "handout":
        return Handout(compared)
    if recipe.result == "whatif":
        base, changed = asked.scenarios[0], asked.scenarios[-1]
        scenario = find_scenario(compared.request, changed)
        return WhatIf(base, changed, scenario, compared, {})
    return compared


def _compared(asked: Asked, case: Case) -> Comparison:
    return compare_scenarios(
        case,
        asked.scenarios,
        request=asked.request,
        baseline=asked.baseline,
        whole=asked.whole,
        counting=False,
        as_of=None if asked.as_of is None else Date.parse(asked.as_of),
        item=asked.item,
    )
