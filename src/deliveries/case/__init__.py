"""Holds a case: its models, what must hold between them, and ``based_on`` carried out."""

from deliveries.case.derived import extract
from deliveries.case.fields import Citation, Quantity
from deliveries.case.models import (
    Accepted,
    Assumption,
    Case,
    Item,
    Limit,
    Request,
    Scenario,
    Source,
    Sum,
    Tranche,
)
from deliveries.case.readings import Choice, alternatives, taken_values, with_reading
from deliveries.case.resolve import find_request, find_scenario, lineage

__all__ = [
    "Accepted",
    "Assumption",
    "Case",
    "Choice",
    "Citation",
    "Item",
    "Limit",
    "Quantity",
    "Request",
    "Scenario",
    "Source",
    "Sum",
    "Tranche",
    "alternatives",
    "extract",
    "find_request",
    "find_scenario",
    "lineage",
    "taken_values",
    "with_reading",
]
