"""The staff's pages for what the public sees: campaign codes, and the preview of the form."""

from programmes.applications.admin.campaigns import CampaignAdmin

__all__ = ["CampaignAdmin"]
