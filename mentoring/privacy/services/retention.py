"""What has been kept long enough goes, by the rules that the apps declare."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from mentoring.common import personal_data
from mentoring.common.personal_data import RetentionRule

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows of the rule `name` were dealt with, and how many could not be."""

    name: str
    done: int
    failed: int


def days_of(rule: RetentionRule) -> int:
    """The operator's number of days, or the rule's own."""
    chosen: dict[str, int] = settings.RETENTION_DAYS
    return chosen.get(rule.name, rule.days)


def run(now: datetime) -> list[Outcome]:
    """Apply every rule; a row that fails is told to the operator and does not stop the others."""
    return [_apply(rule, now) for rule in personal_data.retention_rules()]


def _apply(rule: RetentionRule, now: datetime) -> Outcome:
    due = list(rule.due(now, days_of(rule)).values_list("pk", flat=True))
    done = sum(_act(rule, pk, now) for pk in due)
    return Outcome(rule.name, done, len(due) - done)


def _act(rule: RetentionRule, pk: object, now: datetime) -> bool:
    """Whether it worked. The row is read anew: another run, or its owner, may have been here."""
    try:
        with transaction.atomic():
            due = rule.due(now, days_of(rule)).filter(pk=pk)
            for row in due.select_for_update(of=("self",)):
                rule.act(row, now)
    except Exception as error:
        # Neither traceback nor text: a database's complaint quotes the row.
        logger.error("Retention rule %s failed: %s", rule.name, type(error).__name__)
        return False
    return True
