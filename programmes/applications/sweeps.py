"""What falls due with time before a season."""

from mentoring.common import sweeps
from programmes.applications.services import openings

sweeps.register("openings", openings.announce)
