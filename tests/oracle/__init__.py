"""What a case comes to, worked out slowly and plainly from its raw values.

It is written from the design alone and shares nothing with the package: a month is a number of
months, a quantity a `Fraction`, a series a mapping of months, and None is what is not known.
"""

from tests.oracle.capacity import smallest_capacity
from tests.oracle.items import Item, add_items_up, divided, divided_path, work_out
from tests.oracle.measures import behind, break_even, first_with, gaps, measures, over, sets
from tests.oracle.plain import (
    START,
    BrokenLotError,
    Known,
    NeverEndsError,
    Raw,
    Tranche,
    month,
    resolve,
    window,
)
from tests.oracle.schedule import Line, Series, central, spread

__all__ = [
    "START",
    "BrokenLotError",
    "Item",
    "Known",
    "Line",
    "NeverEndsError",
    "Raw",
    "Series",
    "Tranche",
    "add_items_up",
    "behind",
    "break_even",
    "central",
    "divided",
    "divided_path",
    "first_with",
    "gaps",
    "measures",
    "month",
    "over",
    "resolve",
    "sets",
    "smallest_capacity",
    "spread",
    "window",
    "work_out",
]
