"""Runs the command line within the test's own process, and reads transcripts of it.

A transcript is a text file. ``--- name`` begins a file, ``---`` alone ends the last one. ``$ ``
begins a command; what it wrote follows, stderr with ``! `` before each line, then ``[1]`` if it did
not exit with 0. Lines before the first file or command say what the transcript is about.
"""

import io
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from deliveries.cli.main import main


@dataclass(frozen=True)
class Result:
    """What a command did."""

    stdout: str
    stderr: str
    code: int

    def transcript(self) -> list[str]:
        """Return the lines that follow the command in a transcript."""
        code = [f"[{self.code}]"] if self.code else []
        errors = [f"! {line}".rstrip() for line in self.stderr.splitlines()]
        return [*self.stdout.splitlines(), *errors, *code]


@dataclass
class Transcript:
    """Files, then commands with what they should write."""

    files: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[str, list[str]]] = field(default_factory=list)


def run(*arguments: str, encoding: str = "utf-8", folder: Path | None = None) -> Result:
    """Run ``deliveries`` with these arguments."""
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
    code = 0
    interrupt = signal.getsignal(signal.SIGINT)
    with (
        chdir(folder or Path.cwd()),
        patch.object(sys, "argv", ["deliveries", *arguments]),
        redirect_stdout(stdout),
        redirect_stderr(stderr),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            signal.signal(signal.SIGINT, interrupt)  # pytest's own, which the program takes over
    return Result(_written(stdout, encoding), _written(stderr, encoding), code)


def _written(stream: io.TextIOWrapper, encoding: str) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def read_transcript(text: str) -> Transcript:
    """Read the files and steps of a transcript."""
    found = Transcript()
    name = ""
    for line in text.splitlines():
        if line.startswith("--- ") or line == "---":
            name = line[4:]
            if name:
                found.files[name] = ""
        elif name:
            found.files[name] += f"{line}\n"
        elif line.startswith("$ "):
            found.steps.append((line[2:], []))
        elif found.steps:
            found.steps[-1][1].append(line)
    for _, wanted in found.steps:
        while wanted and not wanted[-1]:
            wanted.pop()
    return found


def play(
    steps: list[tuple[str, list[str]]], folder: Path, how: Callable[..., Result] = run
) -> Iterator[tuple[str, list[str]]]:
    """Run each command in the folder; yield it with what it wrote. ``| head -9`` is understood."""
    for command, _ in steps:
        command_line, _, cut = command.partition(" | head -")
        program, *arguments = shlex.split(command_line)
        if program == "cat":
            lines = (folder / arguments[0]).read_text(encoding="utf-8").splitlines()
        else:
            assert program == "deliveries", f"a transcript cannot run {program}"
            lines = how(*arguments, folder=folder).transcript()
        if cut:
            del lines[int(cut) :]
        while lines and not lines[-1]:
            lines.pop()
        yield command, lines


def replay(
    path: Path, folder: Path, *, rewrite: bool, how: Callable[..., Result] = run
) -> Iterator[tuple[list[str], list[str]]]:
    """Play the commands of a transcript; yield what each wrote beside what it should write.

    To ``rewrite`` is to write down what they wrote, which is then what they should write.
    """
    text = path.read_text(encoding="utf-8")
    steps = read_transcript(text).steps
    assert steps
    played = list(play(steps, folder, how))
    if rewrite:
        head = text[: text.index("\n$ ") + 1] if "\n$ " in text else ""
        body = "\n\n".join("\n".join([f"$ {command}", *lines]) for command, lines in played)
        path.write_text(f"{head}{body}\n", encoding="utf-8")
        steps = played
    for (_, wrote), (_, wanted) in zip(played, steps, strict=True):
        yield wrote, wanted
