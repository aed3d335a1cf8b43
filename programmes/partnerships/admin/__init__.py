"""The staff's pages for partnerships."""

from programmes.partnerships.admin.partnerships import PartnershipAdmin

__all__ = ["PartnershipAdmin"]
