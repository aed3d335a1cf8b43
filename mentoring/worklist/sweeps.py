"""Tasks that took care of themselves."""

from mentoring.common import sweeps
from mentoring.worklist.services import tasks

sweeps.register("unneeded_tasks", tasks.settle_unneeded)
