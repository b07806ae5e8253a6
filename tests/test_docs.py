"""The reference of the case file is what the models' docstrings say now."""

import importlib.util
from types import ModuleType

from deliveries.case import Case, Item, Limit, Request, Scenario, Source, Tranche
from tests.conftest import ROOT


def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "case-file.md").read_text(encoding="utf-8") == docs().reference()


def test_every_key_is_documented() -> None:
    make = docs()
    for model in (Case, Source, Request, Item, Scenario, Tranche, Limit):
        assert all(make.field_docs(model)[name] for name in model.model_fields)
