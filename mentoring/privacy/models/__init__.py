from mentoring.privacy.models.access_log import AccessLog
from mentoring.privacy.models.answers import VoluntaryAnswer
from mentoring.privacy.models.consents import Consent, ConsentText
from mentoring.privacy.models.erasures import Erasure
from mentoring.privacy.models.subjects import Subject

__all__ = ["AccessLog", "Consent", "ConsentText", "Erasure", "Subject", "VoluntaryAnswer"]
