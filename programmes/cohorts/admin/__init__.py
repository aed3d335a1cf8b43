"""The staff's pages for programmes, cohorts and colleagues."""

from programmes.cohorts.admin.cohorts import CohortAdmin
from programmes.cohorts.admin.legal import LegalPageAdmin
from programmes.cohorts.admin.people import StaffAdmin
from programmes.cohorts.admin.programmes import ProgrammeAdmin

__all__ = ["CohortAdmin", "LegalPageAdmin", "ProgrammeAdmin", "StaffAdmin"]
