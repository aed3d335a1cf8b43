from mentoring.notifications.models.machinery import Heartbeat, SendingRate
from mentoring.notifications.models.mails import Mail

__all__ = ["Heartbeat", "Mail", "SendingRate"]
