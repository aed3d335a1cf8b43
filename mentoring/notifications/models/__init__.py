from mentoring.notifications.models.feeds import CalendarFeed
from mentoring.notifications.models.machinery import Heartbeat, MailRequest, SendingRate
from mentoring.notifications.models.mails import Mail
from mentoring.notifications.models.preferences import Preference
from mentoring.notifications.models.texts import MailText

__all__ = [
    "CalendarFeed",
    "Heartbeat",
    "Mail",
    "MailRequest",
    "MailText",
    "Preference",
    "SendingRate",
]
