"""Every transcript is played: the same files and commands must write the same, to the letter.

``pytest --rewrite`` writes down what the commands write now. Read the difference before keeping it.
"""

from pathlib import Path

import pytest

from tests.terminal import read_transcript, replay

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript(path: Path, tmp_path: Path, *, rewrite: bool) -> None:
    for name, content in read_transcript(path.read_text(encoding="utf-8")).files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    for wrote, wanted in replay(path, tmp_path, rewrite=rewrite):
        assert wrote == wanted
