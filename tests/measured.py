"""Runs Python in a process of its own, which may take only so much time and memory."""

import os
import subprocess
import sys
from pathlib import Path

MOST_MEMORY = 256 * 1024
"""The most memory that a run may take, in KB."""
LONGEST = 60
"""After how many seconds a run hangs, and is ended."""

# Linux counts to a child what its parent held, so a small process stands between it and the tests.
_BETWEEN = """
import os, signal, sys
weighed, longest, *command = sys.argv[1:]
child = os.spawnv(os.P_NOWAIT, command[0], command)
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.alarm(int(longest))
_, status, used = os.wait4(child, 0)
with open(weighed, "w") as file:
    print(os.waitstatus_to_exitcode(status), used.ru_maxrss, file=file)
"""


def measured(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments; fail if it takes `LONGEST` or `MOST_MEMORY`."""
    weighed = folder.parent / f"{folder.name}.weighed"
    between = [sys.executable, "-I", "-S", "-c", _BETWEEN, str(weighed), str(LONGEST)]
    ended = subprocess.run(
        [*between, sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, peak = map(int, weighed.read_text(encoding="ascii").split())
    assert code >= 0, f"{arguments} was ended by signal {-code}"
    assert peak < MOST_MEMORY, f"{arguments} took {peak // 1024} MB"
    assert code == 0, ended.stderr
    return ended
