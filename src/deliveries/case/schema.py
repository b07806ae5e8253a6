"""The JSON Schema of a case file, for editors: which keys there are, and what may stand there.

Convention: it accepts whatever the loader accepts, as an editor reads it (see `fields`), and
refuses as much of the rest as shows in one place. What must hold between parts is the loader's.
The docstrings are read from the source when somebody asks: to keep them would slow every command.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from pydantic.json_schema import GenerateJsonSchema

from deliveries.case import models
from deliveries.case.models import Case, Model, keys_of

if TYPE_CHECKING:
    from pydantic_core import CoreSchema
    from pydantic_core.core_schema import DictSchema, NullableSchema, WithDefaultSchema

    from deliveries.case.fields import Written

MODELS: tuple[type[Model], ...] = (
    Case, models.Source, models.Request, models.Item, models.Sum, models.Scenario, models.Accepted,
    models.Tranche, models.Limit, models.Assumption, models.Ledger, models.Columns,
    models.NumberStyle,
)  # fmt: skip
"""Every model, outermost first."""
TITLE = "A case file of deliveries"
"""The title of the schema, by which a file of it can be told."""
_OR_A_FILE: Written = {
    "type": ["object", "string"],
    "pattern": r"\.[cC][sS][vV]\s*$",
    "patternErrorMessage": "Write the items here, or name a file that ends in .csv.",
    "examples": ["equipment.csv"],
}
"""What the items of a request may be besides a mapping: a file of their own."""


def case_schema() -> Written:
    """Return the schema, in JSON Schema 2020-12."""
    generated = Case.model_json_schema(schema_generator=_Generator)
    parts: dict[str, Written] = {**generated.pop("$defs"), "Case": generated}
    described: dict[str, Written] = {}
    for model in MODELS:
        part, docs = parts[model.__name__], field_docs(model)
        keys = {
            name: {"description": docs[name], **key} for name, key in part["properties"].items()
        }
        if "assumed" in keys:
            keys["assumed"]["propertyNames"] = {"enum": list(keys)}
        head = {"type": "object", "description": model_doc(model), "properties": keys}
        rules = {rule: part[rule] for rule in part if rule not in {*head, "title"}}
        described[model.__name__] = {**head, **rules}
    described["Request"]["properties"]["items"] |= _OR_A_FILE
    whole = described.pop("Case")
    dialect = _Generator.schema_dialect
    return {"$schema": dialect, "title": TITLE, **whole, "$defs": described}


def model_doc(model: type[Model]) -> str:
    """Return the docstring of a model."""
    return ast.get_docstring(_definition(model)) or ""


def field_docs(model: type[Model]) -> dict[str, str]:
    """Return the docstring under each key, on one line; empty where there is none."""
    docs = dict.fromkeys(keys_of(model), "")
    for pair in pairwise(_definition(model).body):
        match pair:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                docs[name.rstrip("_")] = " ".join(text.split())
    return docs


@cache
def _definition(model: type[Model]) -> ast.ClassDef:
    """Return the class statement of a model."""
    return cast("ast.ClassDef", ast.parse(inspect.getsource(model)).body[0])


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, for people who write: no null, no default, no title of a key."""

    def nullable_schema(self, schema: NullableSchema | WithDefaultSchema) -> Written:
        """Leave null and the default out: a key without a value is refused, or left out."""
        return self.generate_inner(schema["schema"])

    default_schema = nullable_schema

    def dict_schema(self, schema: DictSchema) -> Written:
        """Describe a mapping: what holds for its names goes with what its values are."""
        names = self.generate_inner(schema["keys_schema"])
        values = self.generate_inner(schema["values_schema"])
        written: Written = {"type": "object", "additionalProperties": values}
        of_names = ("pattern", "patternErrorMessage")
        if rules := {rule: names[rule] for rule in of_names if rule in names}:
            written["propertyNames"] = rules
        self.update_with_validations(written, schema, self.ValidationsMapping.object)
        return written

    def field_title_should_be_set(self, schema: CoreSchema | Any) -> bool:  # noqa: ARG002  # pydantic asks
        """Set none: the name of a key says as much as a title made from it would."""
        return False

    def sort(self, value: Written, parent_key: str | None = None) -> Written:  # noqa: ARG002  # pydantic asks
        """Keep the order of the models."""
        return value
