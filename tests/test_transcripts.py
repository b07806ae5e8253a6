"""Every transcript is played: the same files and commands must write the same, to the letter.

``pytest --rewrite`` writes down what the commands write now. Read the difference before keeping it.
"""

from pathlib import Path

import pytest

from tests.terminal import play, read_transcript

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    transcript = read_transcript(text)
    assert transcript.steps
    for name, content in transcript.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    played = list(play(transcript.steps, tmp_path))
    if request.config.getoption("--rewrite"):
        head = text[: text.index("\n$ ") + 1] if "\n$ " in text else ""
        body = "\n\n".join("\n".join([f"$ {command}", *lines]) for command, lines in played)
        path.write_text(f"{head}{body}\n", encoding="utf-8")
        return
    assert played == transcript.steps
