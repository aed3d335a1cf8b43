"""The staff's pages for applications, interviews and the hours in which they take place."""

from programmes.applications.admin.applications import ApplicationAdmin
from programmes.applications.admin.campaigns import CampaignAdmin
from programmes.applications.admin.hours import InterviewerAdmin
from programmes.applications.admin.interviews import InterviewAdmin

__all__ = ["ApplicationAdmin", "CampaignAdmin", "InterviewAdmin", "InterviewerAdmin"]
