"""Programmes and cohorts tell of the organisation, not of the people it works for."""

from mentoring.common.personal_data import NotPersonal, declare
from programmes.cohorts.models import Campaign, Cohort, LegalPage, Programme, RoleAssignment

declare(
    NotPersonal(Programme, why="The organisation's own name and address."),
    NotPersonal(Cohort, why="Its name is a year."),
    NotPersonal(Campaign, why="Posters and partners of the organisation."),
    NotPersonal(LegalPage, why="What the organisation published, and which colleague did."),
    NotPersonal(RoleAssignment, why="What staff do; goes with the account."),
)
