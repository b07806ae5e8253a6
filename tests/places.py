"""Commands that write, and processes as a shell would start them in odd places."""

import ctypes
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "deliveries"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
WRITERS = {
    "compare": (["compare"], "out.csv"),
    "show": (["show", "general-staff"], "out.json"),
    "explain": (["explain", "general-staff", "1951-10"], "out.md"),
    "whatif": (["whatif", "general-staff", "--shift", "2"], "out.txt"),
    "whatif --save": (["whatif", "general-staff", "--shift", "2", "--save", "x"], "out.yaml"),
    "list": (["list"], "out.csv"),
    "plot": (["plot"], "out.svg"),
    "plot in signs": (["plot"], "out.txt"),
    "export": (["export"], "out.csv"),
    "export a workbook": (["export"], "out.xlsx"),
    "handout": (["handout"], "out.html"),
    "need": (["need", "general-staff"], "out.db"),
    "when": (["when", "general-staff", "30"], "out.xlsx"),
    "schema": (["new", "--schema"], "out.json"),
}
"""What writes a file, each with a name that its ending allows."""
_BOUNDING_SET_DROP, _PASSES_BY = 24, (1, 2)  # of prctl(2); two of capabilities(7)


def big_case(folder: Path, items: int, window: str, scenarios: int = 1) -> Path:
    """A case of so many items, in a list beside it."""
    rows = [f"item-{at},gun,{7 * at + 5},{'' if at % 10 else 1}" for at in range(items)]
    lines = "\n".join(["item,unit,quantity,lot", *rows])
    (folder / "list.csv").write_text(lines, encoding="utf-8")
    plans = "".join(
        f"      plan-{at}: {{kind: plan, tranches: [{{share: 1, window: {window}}}]}}\n"
        for at in range(scenarios)
    )
    text = (
        "title: T\nrequests:\n  r:\n    title: T\n    recipient: A\n    supplier: B\n"
        f"    items: list.csv\n    scenarios:\n{plans}"
    )
    (folder / "big.yaml").write_text(text, encoding="utf-8")
    return folder / "big.yaml"


def complaints(errors: bytes) -> list[bytes]:
    """The lines on stderr, in whatever encoding, that do not say what was written."""
    lines = errors.replace(b"\0", b"").splitlines()
    return [line for line in lines if not re.match(rb"(\xff\xfe)?(wrote|next:) ", line)]


def as_anybody() -> None:
    """In a child, before it runs: even root is refused what a file's mode refuses."""
    if os.getuid() == 0:
        for capability in _PASSES_BY:
            ctypes.CDLL(None).prctl(_BOUNDING_SET_DROP, capability, 0, 0, 0)


def refuses(folder: Path) -> bool:
    """Whether a child of ours is refused what a mode refuses: not on every system."""
    (folder / "probe").mkdir()
    (folder / "probe").chmod(0o555)
    command = [sys.executable, "-c", "open('probe/x', 'w')"]
    done = subprocess.run(
        command, cwd=folder, stderr=subprocess.DEVNULL, check=False, preexec_fn=as_anybody
    )
    (folder / "probe").chmod(0o755)
    (folder / "probe" / "x").unlink(missing_ok=True)
    (folder / "probe").rmdir()
    return done.returncode != 0


def usual_signals() -> None:
    """In a child, before it runs: signals as a shell in front has them."""
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sent, signal.SIG_DFL)


def shell(line: str, folder: Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run a line in which ``$D`` is the program."""
    script = f'D="{sys.executable} -m deliveries"; {line}'
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # options are subprocess's own
        ["bash", "-c", script], cwd=folder, capture_output=True, check=False, timeout=120, **options
    )


def names_in(folder: Path) -> list[str]:
    """Everything in a folder and below."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))
