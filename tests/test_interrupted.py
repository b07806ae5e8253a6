"""Requests to end, at any moment, and many at once: the old is there, or the new, and no pieces."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from deliveries.cli.ending import held
from tests.places import COMMAND, POSIX, big_case, complaints, names_in, usual_signals
from tests.terminal import run

pytestmark = [POSIX, pytest.mark.slow]
LONG = {
    "a file": ["export", "-f", "big.yaml", "-o", "out.csv"],
    "a folder": ["export", "-f", "big.yaml", "-o", "out/"],
    "stdout": ["export", "-f", "big.yaml"],
    "a picture": ["plot", "-o", "out.svg"],
    "a page": ["handout", "-o", "out.html"],
    "a table": ["compare", "-o", "out.csv"],
    "a new case": ["new", "case.yaml"],
    "a check": ["check", "big.yaml"],
}
STEPS = 4
ENDED = [(what, signal.SIGINT) for what in LONG] + [
    (what, sent)
    for what in ("a file", "a folder", "a new case")
    for sent in (signal.SIGTERM, signal.SIGHUP)
]


@pytest.mark.parametrize(("what", "sent"), ENDED)
def test_a_request_to_end_leaves_no_pieces(tmp_path: Path, what: str, sent: signal.Signals) -> None:
    """Sent at moments from after the start of the interpreter until the command is done."""
    big_case(tmp_path, 400, "1951..1960")
    for name in ("out.csv", "out.svg", "out.html"):
        (tmp_path / name).write_bytes(b"old")
    wholes = whole(tmp_path, LONG[what])
    for step in range(STEPS):
        for name in ("case.yaml", "deliveries.schema.json"):
            (tmp_path / name).unlink(missing_ok=True)
        code, errors = stopped(tmp_path, LONG[what], sent, 0.05 + 0.2 * step)
        if b"KeyboardInterrupt" not in errors:  # Python's own start can say so, before any of ours
            assert (code in (0, -sent, 128 + sent), complaints(errors)) == (True, [])
        assert not [name for name in names_in(tmp_path) if ".part" in name]
        assert written(tmp_path) in wholes


def whole(folder: Path, command: list[str]) -> list[dict[str, bytes]]:
    """What there may be: what was there before, and what the command leaves in the end."""
    before = written(folder)
    subprocess.run([*COMMAND, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = written(folder)
    for name in set(after) - set(before):
        (folder / name).unlink()
    if (folder / "out").exists():
        (folder / "out").rmdir()
    for name, content in before.items():
        (folder / name).write_bytes(content)
    return [before, after]


def written(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def stopped(folder: Path, command: list[str], sent: int, after: float) -> tuple[int, bytes]:
    with subprocess.Popen(
        [*COMMAND, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        start_new_session=True, preexec_fn=usual_signals,
    ) as process:  # fmt: skip
        time.sleep(after)
        process.send_signal(sent)
        _, errors = process.communicate(timeout=60)
    return process.returncode, errors


IMPORTING = """
import os, signal, sys
class Presser:
    def find_spec(self, name, *_):
        if name == "deliveries.{module}":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Presser())
sys.argv = ["deliveries", "export"]
from deliveries.cli.main import main
main()
"""


@pytest.mark.parametrize("module", ["cli.app", "cli.commands.export", "cli.output", "case.models"])
def test_an_interrupt_while_we_import_is_silent(module: str) -> None:
    script = IMPORTING.format(module=module)
    done = subprocess.run([COMMAND[0], "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


SWALLOWED = """
import os, signal, sys
from pathlib import Path
from deliveries.cli.output import write_file
from deliveries.cli.ending import end_when_interrupted
end_when_interrupted()
def chunks():
    yield b"new"
    try:
        os.kill(os.getpid(), signal.{sent})
        while True: pass
    except BaseException:
        os.kill(os.getpid(), signal.{sent})  # a second one does not stop the tidying up
        {after}
write_file(Path("out.csv"), chunks())
"""


@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(("after", "left"), [("raise", b"old"), ("pass", b"new")])
def test_a_request_is_obeyed_once_all_is_tidy(
    tmp_path: Path, sent: str, after: str, left: bytes
) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")
    script = SWALLOWED.format(sent=sent, after=after)
    done = subprocess.run(
        [COMMAND[0], "-c", script], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (128 + getattr(signal, sent), b"")
    assert written(tmp_path) == {"out.csv": left}


def test_what_is_half_of_something_waits_for_the_other_half() -> None:
    done = []

    def two_halves() -> None:
        with held():
            with held():
                signal.raise_signal(signal.SIGTERM)
            done.append("the other half")
        done.append("never")

    with pytest.raises(SystemExit) as ended:
        two_halves()
    assert (ended.value.code, done) == (143, ["the other half"])


@pytest.mark.parametrize("output", ["out.csv", "out/"])
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path, output: str) -> None:
    big_case(tmp_path, 2000, "1900..1999")
    assert run("export", "-o", output, folder=tmp_path).code == 0
    before = written(tmp_path)
    command = [*COMMAND, "export", "-f", "big.yaml", "-o", output]
    with subprocess.Popen(command, cwd=tmp_path) as process:
        while not [*tmp_path.rglob(".deliveries-*.part")]:
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(0.2)
        process.kill()
    after = {name: content for name, content in written(tmp_path).items() if ".part" not in name}
    assert after == before
    assert run("export", "general-staff", "-o", output, folder=tmp_path).code == 0


def test_many_at_once_into_one_file(tmp_path: Path) -> None:
    at_once(tmp_path, [["compare", "--by", by, "-o", "out.csv"] for by in ("month", "year")] * 5)
    assert names_in(tmp_path) == ["out.csv"]
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert text in (
        run("compare", "--by", by, "--format", "csv").stdout for by in ("month", "year")
    )


SCENARIOS = ("mao-one-sixth", "general-staff", "stalin-reply", "three-months-earlier")


def test_many_at_once_into_one_folder_leave_whole_files(tmp_path: Path) -> None:
    at_once(tmp_path, [["export", name, "-o", "out/"] for name in SCENARIOS * 5])
    files = ("README.md", "case.yaml", "datapackage.json", "schedule.csv")
    assert names_in(tmp_path) == ["out", *(f"out/{name}" for name in files)]
    wrote: dict[str, list[bytes]] = {name: [] for name in files}
    for scenario in SCENARIOS:
        assert run("export", scenario, "-o", f"{scenario}/", folder=tmp_path).code == 0
        for name in files:
            wrote[name].append((tmp_path / scenario / name).read_bytes())
    assert all((tmp_path / "out" / name).read_bytes() in wrote[name] for name in files)


def at_once(folder: Path, commands: list[list[str]]) -> None:
    started = [
        subprocess.Popen([*COMMAND, *command], cwd=folder, stderr=subprocess.PIPE)
        for command in commands
    ]
    for process in started:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, complaints(errors)) == (0, [])
