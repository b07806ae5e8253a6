"""The wheel carries what it needs: built, installed into a fresh environment and run from /."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_case_file_and_the_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        case_file = archive.read("deliveries/data/requests.yaml")
    assert {"deliveries/py.typed", "deliveries/render/templates/page.html.j2"} <= set(names)
    assert not [name for name in names if name.startswith(("tests", "bench"))]
    assert "deliveries/casefile/starter.yaml" in names
    assert case_file == (ROOT / "data" / "requests.yaml").read_bytes()


def test_the_wheel_runs_from_the_root_of_the_disk(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)  # or a checkout comes before the wheel
    venv.create(tmp_path / "env", with_pip=False)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    own = subprocess.run(
        [scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    # What it depends on comes from this environment, so that the test needs no network.
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    Path(own, "borrowed.pth").write_text(libraries, encoding="utf-8")
    root = Path("/").resolve()
    command = scripts / "deliveries"
    done = subprocess.run([command, "compare"], cwd=root, capture_output=True, check=True)
    assert done.stdout.decode("utf-8").startswith("By December 1951 Mao's plan brings 60 of 60")
    where = subprocess.run([command, "check"], cwd=root, capture_output=True, text=True, check=True)
    assert where.stdout.startswith(own)
    begun = tmp_path / "case.yaml"
    subprocess.run([command, "new", begun], cwd=root, capture_output=True, check=True)
    subprocess.run(
        [command, "check", begun, "--sources"], cwd=root, capture_output=True, check=True
    )
