"""The staff's pages for applications, interviews and the hours in which they take place."""

from programmes.admissions.admin.applications import ApplicationAdmin
from programmes.admissions.admin.interviews import InterviewAdmin
from programmes.admissions.admin.office_hours import InterviewerAdmin

__all__ = ["ApplicationAdmin", "InterviewAdmin", "InterviewerAdmin"]
