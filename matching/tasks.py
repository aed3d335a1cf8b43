"""Celery carries the number of a run; a lost or doubled task changes nothing."""

from uuid import UUID

from celery import shared_task

from matching.services.runs import runs
from mentoring.common import clock


@shared_task
def execute_run(run_id: str) -> None:
    runs.execute(UUID(run_id), now=clock.now())
