"""Staff's workplace for the people of a cohort."""

from programmes.profiles.admin.enrolments import EnrolmentAdmin
from programmes.profiles.admin.profiles import ProfileAdmin

__all__ = ["EnrolmentAdmin", "ProfileAdmin"]
