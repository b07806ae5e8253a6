"""The entry point, and the one place where errors become words and exit codes.

0 fine; 1 a faulty or unreadable case, an unmet check or a failed write; 2 wrong usage, unknown
scenarios and requests included; 130 interrupted. A reader that goes away is not an error.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from deliveries.cli.ending import end_when_interrupted


def main() -> None:
    """Run the command line and exit; ``--debug`` works anywhere among the arguments."""
    end_when_interrupted()  # before anything large is imported
    _occupy_streams()
    gc.disable()  # a command is over before there is anything to collect
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes 10 ms
    debug = "--debug" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    if arguments[:1] == ["help"]:  # as other programs have it
        arguments = [*arguments[1:2], "--help"]
    code = 0
    try:
        from deliveries.cli import completing
        from deliveries.cli.app import program

        asked = bool(os.environ.get(completing.ASKED))
        if asked:
            completing.prepare()
        run = program([] if asked else arguments)
        code = run(args=arguments, prog_name="deliveries", standalone_mode=False) or 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
    except SystemExit as end:  # Typer's: with 1 where a reader has gone away
        if isinstance(end.__context__, BrokenPipeError):
            _let_go_of_output()
        else:
            code = end.code if isinstance(end.code, int) else 0
    except Exception as error:
        from typer.exceptions import TyperException

        if debug and not isinstance(error, TyperException):
            raise
        code = _explain(error)
    sys.exit(code)


def _occupy_streams() -> None:
    """Let nothing that is opened later pass for a stream (0, 1, 2) that the caller has closed."""
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free: this one
    if sys.stderr is None:
        from pathlib import Path

        sys.stderr = Path(os.devnull).open("w", encoding="utf-8", errors="replace")  # noqa: SIM115  # to the end


def _let_go_of_output() -> None:
    """Point stdout to nowhere, or Python complains while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _explain(error: Exception) -> int:
    """Say what went wrong on stderr; return the exit code."""
    from typer.exceptions import TyperException

    from deliveries.errors import CaseError, DeliveriesError, WriteError
    from deliveries.text import visible

    code = 1
    if isinstance(error, TyperException):
        error.message = visible(error.message)
        error.show()  # type: ignore[attr-defined]  # each that it raises has it
        return error.exit_code
    if isinstance(error, CaseError):
        text = str(error)
    elif isinstance(error, DeliveriesError):
        text = "\n".join(filter(None, [f"deliveries: {error}", error.hint]))
        code = 1 if isinstance(error, WriteError) else 2
    elif isinstance(error, OSError) and error.filename is None:
        text = f"deliveries: cannot write: {error.strerror or error}"
        _let_go_of_output()  # or Python tries again while it ends
    else:
        text = (
            f"deliveries: a fault of the program: {type(error).__name__}: {error}\n"
            "run it again with --debug to see where, and please report it"
        )
    with suppress(OSError):  # nobody can be told
        sys.stderr.write("\n".join(map(visible, f"{text}\n".split("\n"))))
    return code
