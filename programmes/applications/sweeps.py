"""What falls due with time around a window for applications."""

from mentoring.common import sweeps
from programmes.applications.services import closing, openings

sweeps.register("openings", openings.announce)
sweeps.register("windows", closing.close_past)
sweeps.register("running_drafts", closing.tell_drafts)
