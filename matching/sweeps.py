"""What falls due with time in the matching."""

from matching.services.runs import runs
from mentoring.common import sweeps

sweeps.register("matching_runs", runs.look_after)
