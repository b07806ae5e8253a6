"""The JSON Schema of a case file, for editors: which keys there are, and what may stand there.

Convention: it accepts whatever the loader accepts, as an editor reads it (see `written`), and
refuses as much of the rest as shows in one place. What must hold between parts is the loader's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from deliveries.case.case import Case
from deliveries.case.reference import MODELS, field_docs, model_doc

if TYPE_CHECKING:
    from pydantic_core import CoreSchema
    from pydantic_core.core_schema import DictSchema, NullableSchema, WithDefaultSchema

    from deliveries.case.models import Model
    from deliveries.case.fields import Written

TITLE = "A case file of deliveries"
"""The title of the schema, by which a file of it can be told."""
_OF_NAMES = ("pattern", "patternErrorMessage")
_OR_A_FILE: Written = {
    "type": ["object", "string"],
    "pattern": r"\.[cC][sS][vV]\s*$",
    "patternErrorMessage": "Write the items here, or name a file that ends in .csv.",
    "examples": ["equipment.csv"],
}
"""What the items of a request may be besides a mapping: a file of their own."""


def case_schema() -> Written:
    """The schema, in JSON Schema 2020-12."""
    generated = Case.model_json_schema(schema_generator=_Generator)
    parts: dict[str, Written] = generated.pop("$defs")
    described = {model.__name__: _described(model, parts) for model in MODELS if model is not Case}
    described["Request"]["properties"]["items"] |= _OR_A_FILE
    return {
        "$schema": _Generator.schema_dialect,
        "title": TITLE,
        **_described(Case, {"Case": generated}),
        "$defs": described,
    }


def _described(model: type[Model], parts: dict[str, Written]) -> Written:
    """What was generated for a model, with what the docstrings say."""
    part = parts[model.__name__]
    docs, properties = field_docs(model), part["properties"]
    keys = {name: {"description": docs[name], **properties[name]} for name in properties}
    if "assumed" in keys:
        keys["assumed"]["propertyNames"] = {"enum": list(keys)}
    head = {"type": "object", "description": model_doc(model), "properties": keys}
    return {**head, **{rule: part[rule] for rule in part if rule not in {*head, "title"}}}


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, for people who write: no null, no default, no title of a key."""

    def nullable_schema(self, schema: NullableSchema) -> Written:
        """A key without a value is refused, so null is nowhere."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: WithDefaultSchema) -> Written:
        """An editor would write the default out, and a case file leaves it out."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: DictSchema) -> Written:
        """A mapping: what holds for its names goes with what its values are."""
        names = self.generate_inner(schema["keys_schema"])
        values = self.generate_inner(schema["values_schema"])
        written: Written = {"type": "object", "additionalProperties": values}
        if rules := {rule: names[rule] for rule in _OF_NAMES if rule in names}:
            written["propertyNames"] = rules
        self.update_with_validations(written, schema, self.ValidationsMapping.object)
        return written

    def field_title_should_be_set(self, schema: CoreSchema | Any) -> bool:  # noqa: ARG002  # pydantic asks
        """The name of a key says as much as a title made from it would."""
        return False

    def sort(self, value: Written, parent_key: str | None = None) -> Written:  # noqa: ARG002  # as above
        """Keep the order of the models."""
        return value
