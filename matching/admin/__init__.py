"""The staff's pages for matching runs and the plans that come of them."""

from matching.admin.criteria import CohortCriteriaAdmin
from matching.admin.plans import PlanAdmin
from matching.admin.runs import RunAdmin

__all__ = ["CohortCriteriaAdmin", "PlanAdmin", "RunAdmin"]
