from programmes.applications.models.applications import Application
from programmes.applications.models.extra_answers import ExtraAnswer
from programmes.applications.models.openings import OpeningAlert

__all__ = ["Application", "ExtraAnswer", "OpeningAlert"]
