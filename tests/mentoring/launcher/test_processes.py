import sys

import pytest

from mentoring.launcher.processes import ChildError, Processes

FAIL = [sys.executable, "-c", "print('the disk is full'); raise SystemExit(3)"]
SLEEP = ["sleep", "60"]


@pytest.fixture
def processes(monkeypatch):
    """Without the handlers of signals, which belong to pytest here."""
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with Processes() as processes:
        yield processes


def test_a_lost_child_is_named_with_its_last_words(processes, tmp_path):
    processes.start("The worker", SLEEP)
    processes.start("PostgreSQL", FAIL, log=tmp_path / "log")
    with pytest.raises(ChildError, match=r"(?s)PostgreSQL ended with exit code 3.*disk is full"):
        processes.watch()


def test_a_child_that_may_end_is_not_missed(processes):
    child = processes.start("demo", FAIL, needed=False)
    child.process.wait()
    processes.check()


def test_waiting_ends_when_the_awaited_is_lost(processes):
    child = processes.start("Valkey", SLEEP)
    child.process.kill()
    with pytest.raises(ChildError, match="Valkey ended with signal SIGKILL"):
        processes.wait_until(lambda: False, "Valkey")


def test_waiting_has_an_end(processes):
    with pytest.raises(ChildError, match="did not answer"):
        processes.wait_until(lambda: False, "Valkey", patience=0.1)


def test_a_failing_step_stops_the_start(processes):
    with pytest.raises(ChildError, match="Migrating ended with exit code 3"):
        processes.run("Migrating", FAIL)


def test_leaving_ends_all():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("signal.signal", lambda *_: None)
        with Processes() as processes:
            child = processes.start("Valkey", SLEEP)
    assert child.process.returncode == -15
