"""What falls due with time in the matching."""

from matching.services.runs import runs
from mentoring.notifications import sweeps

sweeps.register("matching_runs", runs.look_after)
