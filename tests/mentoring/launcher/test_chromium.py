import pytest

from mentoring.launcher import chromium


@pytest.fixture
def no_chromium(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_left_out_tests_are_named_and_fail_where_they_must_run(
    no_chromium, monkeypatch, capsys, ci, code
):
    monkeypatch.setenv("CI", ci)
    assert chromium.ensure() == code
    assert "BROWSER TESTS ARE LEFT OUT" in capsys.readouterr().err


def test_a_named_chromium_wins(no_chromium, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")
    assert chromium.find() == "/opt/chromium"
    assert chromium.ensure() == 0
