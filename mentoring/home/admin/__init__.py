"""What the roof adds to staff's pages of the rooms below."""

from mentoring.home.admin.team import TeamAdmin

__all__ = ["TeamAdmin"]
