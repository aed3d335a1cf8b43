"""The staff's pages for what the public sees: campaign codes, and the preview of the form."""

from mentoring.common import exports
from programmes.applications.admin.campaigns import CampaignAdmin
from programmes.applications.presenters.own_questions import of_applicants
from programmes.profiles.models import Profile

__all__ = ["CampaignAdmin"]

# Who takes a list of mentees along finds there what they have answered as applicants.
exports.add_columns(Profile, of_applicants)
