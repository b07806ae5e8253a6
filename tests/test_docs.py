"""The references are what the code says now."""

import importlib.util
import re
from types import ModuleType

from deliveries.case.reference import MODELS, field_docs, model_doc
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
    assert (ROOT / "docs" / "exports.md").read_text(encoding="utf-8") == docs().exports()


def test_the_picture_says_what_would_be_drawn_now() -> None:
    """Its words, as another version of what draws it may place them otherwise."""
    kept = (ROOT / "docs" / "sixty-divisions.svg").read_text(encoding="utf-8")
    assert re.findall(">([^<]+)<", kept) == re.findall(">([^<]+)<", docs().drawing())
    assert "(docs/sixty-divisions.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_is_documented() -> None:
    for model in MODELS:
        assert model_doc(model)
        assert list(field_docs(model)) == list(model.model_fields)
        assert all(field_docs(model).values())
