"""Children of the launcher: started, watched and ended, with no orphan in any case."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Any, Self

PATIENCE = 10.0
_SET_PARENT_DEATH_SIGNAL = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Interrupted(BaseException):
    """Somebody asked us to stop."""


class ChildError(Exception):
    """A child is gone without which the rest is of no use."""


@dataclass
class Child:
    """One process and how it likes to be asked to end."""

    name: str
    process: subprocess.Popen[bytes]
    end_signal: signal.Signals
    needed: bool
    log: Path | None

    def end(self) -> None:
        """Ask, wait, insist."""
        if self.process.poll() is None:
            self.process.send_signal(self.end_signal)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._kill()
        self.process.wait()

    def _kill(self) -> None:
        if os.getpgid(self.process.pid) == self.process.pid:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()

    def check(self) -> None:
        """Complain when a needed child has ended.

        Raises:
            ChildError: it has, or another one has failed; the message ends with its log.
        """
        code = self.process.poll()
        if code is None or (code == 0 and not self.needed):
            return
        hint = f"\n{_tail(self.log)}" if self.log else ""
        raise ChildError(f"{self.name} ended with {_reason(code)}.{hint}")


class Processes:
    """All children; leaving the context ends them, the last one first."""

    def __init__(self) -> None:
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # nohup and a shell's background jobs ignore some of these, and mean it: only TERM
            # and INT are always answered.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for child in reversed(self._children):
            child.end()

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        log: Path | None = None,
        user: str | None = None,
        end_signal: signal.Signals = signal.SIGTERM,
        foreground: bool = False,
        needed: bool = True,
    ) -> Child:
        """Start a child. Only one in the foreground reads the terminal and gets its Ctrl-C.

        `env` is all of its environment, ours where it is None; `log` gets what it says; it runs as
        `user`, by name. One that is not `needed` may end well before we do.
        """
        output = _private(log) if log else None
        process = subprocess.Popen(
            command,
            env=env,
            stdin=None if foreground else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=not foreground,
            preexec_fn=_ends_with_parent(end_signal),  # noqa: PLW1509 - no threads here
            **_as_user(user),
        )
        if output:
            output.close()
        child = Child(name, process, end_signal, needed, log)
        self._children.append(child)
        return child

    def run(self, name: str, command: Sequence[str | Path], **options: Any) -> None:
        """Start a child and wait for its good end.

        Raises:
            ChildError: it failed.
        """
        child = self.start(name, command, needed=False, **options)
        child.process.wait()
        child.check()

    def wait_until(self, ready: Callable[[], bool], name: str, patience: float = 60) -> None:
        """Wait for an answer, but not for a dead child; `patience` is in seconds.

        Raises:
            ChildError: a needed child has ended, or patience has.
        """
        deadline = time.monotonic() + patience
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise ChildError(f"{name} did not answer within {patience:.0f} seconds.")
            time.sleep(0.05)

    def check(self) -> None:
        """Complain about the first needed child that has ended.

        Raises:
            ChildError: there is one.
        """
        for child in self._children:
            ended = child.process.poll() is not None  # asked of all, or the dead stay as zombies
            if ended and child.needed:
                child.check()

    def watch(self) -> None:
        """Stay until a needed child ends or somebody asks us to stop.

        Raises:
            ChildError: a needed child has ended.
            Interrupted: somebody asked.
        """
        while True:
            self.check()
            time.sleep(0.2)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted(signal.Signals(number).name)


def _ends_with_parent(end_signal: signal.Signals) -> Callable[[], None] | None:
    """Have the kernel end the child should we be killed; elsewhere than on Linux, go without."""
    if _libc is None:
        return None
    prctl = _libc.prctl
    return lambda: prctl(_SET_PARENT_DEATH_SIGNAL, end_signal)


def _private(log: Path) -> IO[bytes]:
    log.touch(mode=0o600)
    return log.open("wb")


def _as_user(name: str | None) -> dict[str, Any]:
    """Options for a child that runs as another user, from where that user may be."""
    if name is None:
        return {}
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": [], "cwd": "/"}


def _reason(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
