"""What the outbox knows about persons."""

from mentoring.common.personal_data import NotPersonal, PersonalData, declare
from mentoring.notifications.models import Heartbeat, Mail, SendingRate

declare(
    PersonalData(
        Mail,
        rows=lambda subject_id: Mail.objects.filter(subject_id=subject_id),
        fields=("kind", "to", "recipient_name", "subject", "text", "created_at", "state"),
    ),
    NotPersonal(Heartbeat, why="When the machinery last ran."),
    NotPersonal(SendingRate, why="How many mails may be sent now."),
)
