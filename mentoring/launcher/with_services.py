"""Any command, with throw-away servers under it: tests, checks, benchmarks."""

import signal
from collections.abc import Sequence

from mentoring.launcher import folder, services
from mentoring.launcher.processes import Interrupted, Processes


def with_services(command: Sequence[str]) -> int:
    """Run the command; return its exit code.

    Raises:
        FolderError: the folder for its data cannot be used.
        ChildError: a server ended, or did not answer within a minute.
        Interrupted: somebody asked us to stop.
    """
    with folder.throw_away(folder.own_folder()) as place, Processes() as processes:
        env = services.start(processes, place, durable=False)
        child = processes.start(command[0], command, env=env, foreground=True, needed=False)
        # The terminal sends Ctrl-C to the command too, which then ends in its own way.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        processes.wait_until(lambda: child.process.poll() is not None, command[0], float("inf"))
        return int(child.process.returncode)


def exit_code_of(interruption: Interrupted) -> int:
    """What a shell would say of a process that such a signal has ended."""
    return 128 + signal.Signals[str(interruption)]
