from programmes.partnerships.models.meetings import Meeting
from programmes.partnerships.models.partnerships import Answer, Partnership

__all__ = ["Answer", "Meeting", "Partnership"]
