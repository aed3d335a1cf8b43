import io
import json

import pytest
from django.core.management import CommandError, call_command

from matching.engine import solve
from matching.management.commands import match_files
from tests.matching.engine.test_files import CASE


def match(tmp_path, *more, criteria=CASE / "criteria.toml"):
    out = io.StringIO()
    call_command(
        "match_files",
        f"--mentors={CASE / 'mentors.csv'}",
        f"--mentees={CASE / 'mentees.csv'}",
        f"--criteria={criteria}",
        f"--output={tmp_path / 'plan.csv'}",
        *more,
        stdout=out,
    )
    return out.getvalue()


def test_figures_are_printed_and_the_plan_is_written(tmp_path):
    figures = json.loads(match(tmp_path, "--objective=total", "--json"))
    assert (figures["pairs"], figures["total"], figures["bound"], figures["gap"]) == (
        35,
        750,
        750,
        0,
    )
    assert len((tmp_path / "plan.csv").read_text().splitlines()) == 1 + 35 + 15 + 15


def test_people_read_a_sentence(tmp_path):
    assert match(tmp_path).startswith("35 pairs, total 750, worst 12, proven optimal; 15 mentees")


def test_people_read_how_far_the_fairness_goes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        solve.solve, "__kwdefaults__", solve.solve.__kwdefaults__ | {"dense_pairs": 0}
    )
    match(tmp_path, "--leximin")
    assert "Too large for leximin" in capsys.readouterr().err


def test_an_error_leaves_no_file(tmp_path):
    criteria = tmp_path / "criteria.toml"
    criteria.write_text((CASE / "criteria.toml").read_text().replace('"profession"', '"profesion"'))
    with pytest.raises(
        CommandError, match=r"line 1: there is no column “profesion”\. Did you mean"
    ):
        match(tmp_path, criteria=criteria)
    assert list(tmp_path.glob("plan*")) == []


def test_a_terminal_sees_progress(tmp_path, monkeypatch):
    monkeypatch.setattr(match_files.sys, "stderr", Terminal())
    bar = io.StringIO()
    call_command(
        match_files.Command(stderr=bar),
        mentors=CASE / "mentors.csv",
        mentees=CASE / "mentees.csv",
        criteria=CASE / "criteria.toml",
        output=tmp_path / "plan.csv",
        stdout=io.StringIO(),
    )
    assert "assignment" in bar.getvalue()
    assert "gap 0.0000%" in bar.getvalue()


class Terminal(io.StringIO):
    def isatty(self):
        return True
