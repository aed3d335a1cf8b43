from matching.models.criteria import CohortCriteria
from matching.models.plans import Block, Pair, Plan, Step
from matching.models.runs import Run

__all__ = ["Block", "CohortCriteria", "Pair", "Plan", "Run", "Step"]
