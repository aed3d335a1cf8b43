from programmes.applications.models.applications import Application
from programmes.applications.models.interviewers import Interviewer
from programmes.applications.models.interviews import Interview
from programmes.applications.models.sheets import InterviewSheet

__all__ = ["Application", "Interview", "InterviewSheet", "Interviewer"]
