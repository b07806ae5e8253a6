"""Reads YAML as an editor does, by the rules of YAML 1.2, and checks it by our JSON Schema."""

import re
from collections.abc import Callable
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from deliveries.case.schema import case_schema

VALIDATOR = Draft202012Validator(case_schema())


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2: no dates, no ``19:51``, no ``yes`` for true; ``010`` is ten. Keys are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML fills it class by class


def _mapping(loader: EditorLoader, node: yaml.MappingNode) -> dict[str, Any]:
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


_SCALARS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    (r"~|null|Null|NULL|", lambda _: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)


def plain(text: str) -> Any:
    """What an editor takes unquoted text for."""
    return next((read(text) for kind, read in _SCALARS if re.fullmatch(kind, text)), text)


EditorLoader.add_implicit_resolver("plain", re.compile(""), None)
EditorLoader.add_constructor("plain", lambda _, node: plain(node.value))
EditorLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def as_editor_reads(text: str) -> Any:
    """The value of a YAML document."""
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506  # it is a safe loader


def complaints(text: str) -> list[str]:
    """Where an editor would mark the text."""
    return [error.json_path for error in VALIDATOR.iter_errors(as_editor_reads(text))]
