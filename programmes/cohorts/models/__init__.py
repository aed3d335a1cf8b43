from programmes.cohorts.models.campaigns import Campaign
from programmes.cohorts.models.cohorts import Cohort
from programmes.cohorts.models.legal import LegalPage
from programmes.cohorts.models.options import SupportNeed, Topic
from programmes.cohorts.models.programmes import Programme
from programmes.cohorts.models.questions import ExtraQuestion, FrequentQuestion, GuideChapter
from programmes.cohorts.models.roles import RoleAssignment

__all__ = [
    "Campaign",
    "Cohort",
    "ExtraQuestion",
    "FrequentQuestion",
    "GuideChapter",
    "LegalPage",
    "Programme",
    "RoleAssignment",
    "SupportNeed",
    "Topic",
]
