"""Work that falls due with time, such as reminders; run by each tick and by `run_due`.

Each app registers its own in its `sweeps.py`.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from mentoring.common.registry import Registry

# Does what is due at the given time and returns how much that was; doing it twice changes nothing.
Sweep = Callable[[datetime], int]

_sweeps: Registry[str, Sweep] = Registry()
logger = logging.getLogger(__name__)


def register(name: str, sweep: Sweep) -> None:
    """Have `sweep` called at each tick; whoever registers a name last has the say."""
    _sweeps.register(name, sweep)


def run(now: datetime) -> dict[str, int]:
    """How much each sweep did; one that breaks is logged and does not stop the others."""
    return {name: _guarded(name, sweep, now) for name, sweep in _sweeps.items()}


def _guarded(name: str, sweep: Sweep, now: datetime) -> int:
    try:
        return sweep(now)
    except Exception:
        logger.exception("The sweep %s broke", name)
        return 0
