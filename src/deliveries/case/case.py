"""The whole case, held together: built only if every check passes."""

from itertools import islice
from typing import ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from deliveries.case.checks import case_faults
from deliveries.case.fields import Id, Text
from deliveries.case.models import Model, Request, Source
from deliveries.errors import MOST_FAULTS
from deliveries.results import Result


class Case(Model, Result):
    """A case file: sources and requests."""

    result: ClassVar[str] = "case"

    title: Text
    """What the case is about."""
    note: Text | None = None
    """Anything a reader should know."""
    licence: Text | None = None
    """The licence that the file may be passed on under, such as `CC-BY-4.0`."""
    sources: dict[Id, Source] = Field(default_factory=dict)
    """The documents, by id."""
    requests: dict[Id, Request] = Field(min_length=1)
    """The requests, by id. The first is the one shown when none is named."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse a case whose parts do not fit, naming every misfit at once."""
        if faults := list(islice(case_faults(self.sources, self.requests), MOST_FAULTS)):
            listed = "; ".join(f"{'.'.join(map(str, f.path))}: {f.message}" for f in faults)
            raise PydanticCustomError("faults", "{listed}", {"listed": listed, "faults": faults})
        return self
