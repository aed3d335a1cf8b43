"""What falls due with time before an interview."""

from mentoring.common import sweeps
from programmes.admissions.services import guardian_consent

sweeps.register("guardians", guardian_consent.warn)
