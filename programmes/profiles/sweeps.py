"""What falls due with time among mentors and co-mentors."""

from mentoring.common import sweeps
from programmes.profiles.services import enrolments, screening

sweeps.register("invitations", enrolments.remind)
sweeps.register("certificates", screening.watch)
