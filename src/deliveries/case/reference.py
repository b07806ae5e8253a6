"""What the models say of themselves: the docstring of each, and the one under each of its fields.

Convention: they are read from the source when somebody asks. A model that kept them would cost
every command its share of the reading.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from pathlib import Path

from deliveries.case.case import Case
from deliveries.case.models import Item, Limit, Model, Request, Scenario, Source, Tranche

MODELS: tuple[type[Model], ...] = (Case, Source, Request, Item, Scenario, Tranche, Limit)
"""Every model, outermost first."""


def model_doc(model: type[Model]) -> str:
    """The docstring of a model."""
    return ast.get_docstring(_definition(model)) or ""


def field_docs(model: type[Model]) -> dict[str, str]:
    """The docstring under each field, on one line; empty where there is none."""
    docs = dict.fromkeys(model.model_fields, "")
    for pair in pairwise(_definition(model).body):
        match pair:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                docs[name] = " ".join(text.split())
    return docs


def _definition(model: type[Model]) -> ast.ClassDef:
    """The class statement of a model."""
    (found,) = (
        node
        for node in _module(Path(inspect.getfile(model))).body
        if isinstance(node, ast.ClassDef) and node.name == model.__name__
    )
    return found


@cache
def _module(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
