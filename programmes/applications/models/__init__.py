from programmes.applications.models.applications import Application
from programmes.applications.models.extra_answers import ExtraAnswer
from programmes.applications.models.interviewers import Interviewer
from programmes.applications.models.interviews import Interview
from programmes.applications.models.openings import OpeningAlert
from programmes.applications.models.saved_views import SavedView
from programmes.applications.models.sheets import InterviewSheet
from programmes.applications.models.wishes import OfferedTime, TimeWish

__all__ = [
    "Application",
    "ExtraAnswer",
    "Interview",
    "InterviewSheet",
    "Interviewer",
    "OfferedTime",
    "OpeningAlert",
    "SavedView",
    "TimeWish",
]
