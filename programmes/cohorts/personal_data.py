"""Programmes and cohorts tell of the organisation, not of the people it works for."""

from mentoring.common.personal_data import NotPersonal, declare
from programmes.cohorts.models import Cohort, Programme, RoleAssignment

declare(
    NotPersonal(Programme, why="The organisation's own name and address."),
    NotPersonal(Cohort, why="Its name is a year."),
    NotPersonal(RoleAssignment, why="What staff do; goes with the account."),
)
