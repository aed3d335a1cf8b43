from programmes.admissions.models.interviewers import Interviewer
from programmes.admissions.models.interviews import Interview
from programmes.admissions.models.saved_views import SavedView
from programmes.admissions.models.sheets import InterviewSheet
from programmes.admissions.models.time_requests import OfferedTime, TimeRequest

__all__ = [
    "Interview",
    "InterviewSheet",
    "Interviewer",
    "OfferedTime",
    "SavedView",
    "TimeRequest",
]
