"""Holds a case: its models, what must hold between them, and ``based_on`` carried out."""

from deliveries.case.derived import extract as extract
from deliveries.case.fields import Citation as Citation
from deliveries.case.fields import Quantity as Quantity
from deliveries.case.models import Case as Case
from deliveries.case.models import Item as Item
from deliveries.case.models import Limit as Limit
from deliveries.case.models import Request as Request
from deliveries.case.models import Scenario as Scenario
from deliveries.case.models import Source as Source
from deliveries.case.models import Sum as Sum
from deliveries.case.models import Tranche as Tranche
from deliveries.case.readings import Choice as Choice
from deliveries.case.readings import alternatives as alternatives
from deliveries.case.readings import taken_values as taken_values
from deliveries.case.readings import with_reading as with_reading
from deliveries.case.resolve import find_request as find_request
from deliveries.case.resolve import find_scenario as find_scenario
from deliveries.case.resolve import lineage as lineage
