"""Work that falls due with time and that no room below may register for itself."""

from mentoring.notifications import sweeps
from mentoring.worklist.services import tasks

sweeps.register("unneeded_tasks", tasks.settle_unneeded)
