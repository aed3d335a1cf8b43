"""A plan is written whole or not at all."""

from pathlib import Path

import pytest

from matching.engine import output
from matching.engine.tables import FileError

ROWS = [("Ada", "Di", 3, "Both have “law” as topic (+3).")]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder in which nobody can write")
def test_where_nothing_can_be_written_that_is_said():
    with pytest.raises(FileError, match="the file cannot be written"):
        output.write(Path("/proc/plan.csv"), ROWS)


def test_a_plan_that_cannot_take_its_place_leaves_nothing_behind(monkeypatch, tmp_path):
    path = tmp_path / "plan.csv"
    monkeypatch.setattr(output, "check", lambda _path: path.mkdir())
    with pytest.raises(FileError, match="the file cannot be written"):
        output.write(path, ROWS)
    assert list(tmp_path.iterdir()) == [path]
