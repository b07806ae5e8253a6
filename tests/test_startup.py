"""Start-up is a feature: a command loads only the libraries that it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from deliveries.cli.main import main
sys.argv = ["deliveries", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The top-level modules in memory when the command is done."""
    return {name.partition(".")[0] for name in loaded_modules(*arguments)}


def loaded_modules(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_help_loads_neither_data_nor_yaml_libraries() -> None:
    unwanted = {"pandas", "numpy", "yaml", "xlsxwriter", "altair", "jinja2", "fractions"}
    assert not loaded("--help") & unwanted


@pytest.mark.parametrize("command", ["compare", "plot", "export", "check"])
def test_only_what_is_asked_for_is_loaded(command: str) -> None:
    names = {
        name for name in loaded_modules(command) if name.startswith("deliveries.cli.commands.")
    }
    assert names == {f"deliveries.cli.commands.{command}"}


def test_help_loads_pydantic_only_if_typer_does() -> None:
    script = "import sys, typer; app = typer.Typer(); app.command()(lambda: None)\n"
    script += "app(['--help'], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    bare = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    if "pydantic" not in bare.stderr.split():
        assert "pydantic" not in loaded("--help")


@pytest.mark.parametrize(
    "command",
    [
        "",
        "compare",
        "plot",
        "show general-staff",
        "list",
        "check",
        "export",
        "list --format md",
        "need general-staff",
        "when general-staff 30",
        "whatif general-staff --shift 1",
        "sweep general-staff --shift 0..1",
    ],
)
def test_no_command_in_the_terminal_loads_data_libraries(command: str) -> None:
    modules = loaded(*command.split())
    assert "pydantic" in modules
    assert not modules & {"pandas", "numpy", "xlsxwriter", "altair", "vl_convert", "jinja2"}


def test_to_begin_loads_no_data_libraries(tmp_path: Path) -> None:
    for arguments in (["new", "--schema"], ["new", str(tmp_path / "case.yaml")]):
        modules = loaded(*arguments)
        assert "pydantic" in modules
        assert not modules & {"pandas", "numpy", "rich", "jsonschema"}


def test_only_the_schema_reads_the_models_docstrings() -> None:
    assert "deliveries.case.schema" in loaded_modules("new", "--schema")
    assert "deliveries.case.schema" not in loaded_modules("check")


def test_importing_the_package_loads_nothing() -> None:
    script = "import sys, deliveries; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & {"pydantic", "pandas", "yaml", "typer", "rich"}


@pytest.mark.slow
def test_a_picture_needs_no_altair(tmp_path: Path) -> None:
    modules = loaded("plot", "-o", str(tmp_path / "chart.svg"))
    assert "vl_convert" in modules
    assert not modules & {"pandas", "numpy", "altair", "typer_slim"}
    assert not loaded("plot", "-o", str(tmp_path / "chart.json")) & {"altair", "vl_convert"}
