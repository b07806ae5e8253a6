"""What all tests share."""

import inspect
import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from deliveries.case import Case, Scenario
from deliveries.read import load_case, parse_case
from tests.browser import launched, why_no_browser
from tests.installing import build, install

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
settings.register_profile("deliveries", deadline=None, derandomize=True)  # no clock, no luck
settings.register_profile("thorough", deadline=None, max_examples=4000, print_blob=True)
settings.load_profile("deliveries")


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own terminal out of what is tested."""
    names = ("FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "TERM", "PYTHONIOENCODING", "COLUMNS")
    for name in names:
        monkeypatch.delenv(name, raising=False)

    def no_terminal(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", no_terminal)


@pytest.fixture(scope="session")
def shipped() -> Case:
    """The case that ships."""
    return load_case()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests that open a page."""
    if reason := why_no_browser():
        pytest.skip(reason)
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("published")
    build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def installed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment with the wheel, in a folder with an awkward name."""
    (wheel,) = published.glob("*.whl")
    return install(wheel, tmp_path_factory.mktemp("mein Ordner 日本") / "env")


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """The case whose request stands in the test's docstring, indented or not."""
    return parse_case(around(request.function.__doc__))


@pytest.fixture
def own_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of the whole case that stands in the test's docstring."""
    path = tmp_path / "case.yaml"
    path.write_text(inspect.cleandoc(request.function.__doc__), encoding="utf-8")
    return path


def around(request: str) -> str:
    """A whole case file around the keys of one request."""
    body = textwrap.indent(textwrap.dedent(request), "    ")
    return f"""
title: A test
requests:
  test:
    title: A test
    recipient: Here
    supplier: There
{body}
"""


@pytest.fixture
def in_case() -> Callable[[str], Case]:
    """Make a case from the keys of one request."""
    return lambda request: parse_case(around(request))


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether transcripts are written anew."""
    return bool(request.config.getoption("--rewrite"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="Write down what the commands in transcripts write."
    )


def with_scenarios(case: Case, request: str, scenarios: dict[str, Scenario]) -> Case:
    """The case with these scenarios added to a request, or in place of those of the same ids."""
    asked = case.requests[request]
    changed = asked.model_copy(update={"scenarios": {**asked.scenarios, **scenarios}})
    return case.model_copy(update={"requests": {**case.requests, request: changed}})
