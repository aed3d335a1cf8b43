from programmes.cohorts.models.cohorts import Cohort
from programmes.cohorts.models.options import SupportNeed, Topic
from programmes.cohorts.models.programmes import Programme
from programmes.cohorts.models.roles import RoleAssignment

__all__ = ["Cohort", "Programme", "RoleAssignment", "SupportNeed", "Topic"]
