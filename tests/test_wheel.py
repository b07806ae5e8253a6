"""What is published: what it holds, the same bytes wherever it is built, and that it is enough."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.installing import bare, build, packages, sources

pytestmark = pytest.mark.slow


def in_wheel(published: Path) -> zipfile.ZipFile:
    (wheel,) = published.glob("*.whl")
    return zipfile.ZipFile(wheel)


def test_the_wheel_holds_the_case_file_and_the_types(published: Path) -> None:
    with in_wheel(published) as archive:
        names = set(archive.namelist())
        case_file = archive.read("deliveries/data/requests.yaml")
    assert {"deliveries/py.typed", "deliveries/formats/templates/page.html.j2"} <= names
    assert "deliveries/read/starter.yaml" in names
    assert case_file == (ROOT / "data" / "requests.yaml").read_bytes()


def test_the_wheel_holds_the_package_and_nothing_else(published: Path) -> None:
    with in_wheel(published) as archive:
        names = set(archive.namelist())
        described = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    package = ROOT / "src" / "deliveries"
    ours = [each for each in package.rglob("*") if each.is_file() and each.suffix != ".pyc"]
    kept = {f"deliveries/{each.relative_to(package).as_posix()}" for each in ours}
    assert names - described == kept | {"deliveries/data/requests.yaml"}
    assert {name.partition("/")[2] for name in described} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE",
    }  # fmt: skip


def test_a_wheel_from_the_sources_is_the_one_from_the_sdist(
    published: Path, tmp_path: Path
) -> None:
    (direct,) = build(ROOT, tmp_path, "--wheel").items()
    assert direct == (direct[0], (published / direct[0]).read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="has no rights of POSIX")
@pytest.mark.parametrize(
    ("umask", "environment"),
    [(0o022, {"LC_ALL": "C.UTF-8"}), (0o077, {"LC_ALL": "C", "TZ": "Asia/Tokyo"})],
)
def test_wherever_and_whenever_it_is_built_it_has_the_same_bytes(
    umask: int, environment: dict[str, str], published: Path, tmp_path: Path
) -> None:
    copy = sources(tmp_path / "an other folder", umask)
    built = build(copy, tmp_path / "out", **environment)
    assert built == {file.name: file.read_bytes() for file in published.iterdir()}


def test_a_time_of_building_is_kept_where_one_is_asked_for(tmp_path: Path) -> None:
    """``SOURCE_DATE_EPOCH`` is the standard's way to name one; then it is in the archives."""
    names = [tmp_path / "one", tmp_path / "two"]
    one, two = (build(ROOT, name, SOURCE_DATE_EPOCH="1700000000") for name in names)
    assert one == two
    (wheel,) = names[0].glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {2023}


def test_an_index_would_take_them(published: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "twine",
        "check",
        "--strict",
        *published.iterdir(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr


def test_the_sdist_has_all_that_its_tests_need(published: Path, tmp_path: Path) -> None:
    (sdist,) = published.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    files = [f"tests/test_{name}.py" for name in ("docs", "readme", "schedule", "startup")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
    there = bare(PYTHONPATH=f"{folder / 'src'}")
    done = subprocess.run(command, cwd=folder, env=there, capture_output=True, check=False)
    assert not done.returncode, done.stdout.decode()


def test_the_wheel_runs_from_the_root_of_the_disk(installed: Path, tmp_path: Path) -> None:
    def run(*arguments: str | Path) -> str:
        command = [installed / "deliveries", *arguments]
        root = Path("/").resolve()
        done = subprocess.run(command, cwd=root, env=bare(), capture_output=True, check=True)
        return done.stdout.decode()

    assert run("compare").startswith("By December 1951 Mao asks for all 60")
    assert run("check").startswith(str(packages(installed)))
    begun = tmp_path / "case.yaml"
    run("new", begun)
    run("check", begun, "--sources")
