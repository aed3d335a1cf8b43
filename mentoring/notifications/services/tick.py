"""The round that is made each minute, with or without Celery."""

from datetime import datetime

from mentoring.common import sweeps
from mentoring.notifications.models import Heartbeat
from mentoring.notifications.services import purging, recovery


def look(now: datetime) -> dict[str, int]:
    """Do everything that is due but the sending, which the relay does; how much of each."""
    Heartbeat.beat(Heartbeat.TICK, now)
    counts = {"recovered": recovery.recover(now), **sweeps.run(now)}
    return {**counts, "purged": purging.purge(now)}
