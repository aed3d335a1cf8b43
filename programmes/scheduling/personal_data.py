"""Office hours tell of staff at work, not of the people of a programme."""

from mentoring.common.personal_data import NotPersonal, declare
from programmes.scheduling.models import AvailabilityException, AvailabilityRule

declare(
    NotPersonal(AvailabilityRule, why="Working hours of staff; go with the account."),
    NotPersonal(AvailabilityException, why="Working hours of staff; go with the account."),
)
