"""Holds a case: its models, what must hold between them, and ``based_on`` carried out."""

from deliveries.case.fields import Citation, Quantity
from deliveries.case.models import Case, Item, Limit, Request, Scenario, Source, Tranche
from deliveries.case.resolve import extract, find_request, find_scenario, lineage

__all__ = [
    "Case",
    "Citation",
    "Item",
    "Limit",
    "Quantity",
    "Request",
    "Scenario",
    "Source",
    "Tranche",
    "extract",
    "find_request",
    "find_scenario",
    "lineage",
]
