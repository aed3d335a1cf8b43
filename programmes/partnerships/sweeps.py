"""What falls due with time while a proposal waits for answers."""

from mentoring.common import sweeps
from programmes.partnerships.services import reminders

sweeps.register("proposals: reminders", reminders.remind)
sweeps.register("proposals: staff", reminders.escalate)
