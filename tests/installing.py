"""Builds what is published, and installs it into environments of its own, without a network."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE = (".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "build", "dist")
"""What is in a folder of the project and is none of its sources."""


def sources(folder: Path, umask: int = 0o022) -> Path:
    """A copy of the project with times and rights of its own."""
    before = os.umask(umask)
    try:
        ignored = shutil.ignore_patterns(*MADE)
        return Path(shutil.copytree(ROOT, folder, ignore=ignored, copy_function=_checked_out))
    finally:
        os.umask(before)


def _checked_out(source: str, target: str) -> None:
    """Copy a file as git would: of its rights only whether it can be run."""
    shutil.copyfile(source, target)
    if os.access(source, os.X_OK):
        Path(target).chmod(Path(target).stat().st_mode | 0o100)


def build(source: Path, folder: Path, *kinds: str, **environment: str) -> dict[str, bytes]:
    """Build ``--sdist`` or ``--wheel``, or both, the wheel from the sdist; the files by name."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *kinds]
    outer = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [*command, str(source)], env=outer | environment, capture_output=True, check=False
    )
    assert not done.returncode, done.stderr.decode()
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a new environment; return the folder of its scripts.

    What it depends on is borrowed from the environment of the tests, so that no network is needed.
    """
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    (packages(scripts) / "borrowed.pth").write_text(libraries, encoding="utf-8")
    return scripts


def packages(scripts: Path) -> Path:
    """Where the environment of these scripts has its packages."""
    ask: list[str | Path] = [
        scripts / "python",
        "-c",
        "import sysconfig; print(sysconfig.get_path('purelib'))",
    ]
    done = subprocess.run(ask, capture_output=True, encoding="utf-8", check=True, env=bare())
    return Path(done.stdout.strip())


def bare(**more: str) -> dict[str, str]:
    """The environment variables without those by which a checkout comes before the wheel."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONIOENCODING": "utf-8"} | more
