"""What Celery does for privacy; the same as `manage.py retention`."""

from celery import shared_task

from mentoring.common import clock
from mentoring.privacy.services import retention as retention_service


@shared_task(ignore_result=True)
def retention() -> None:
    retention_service.run(clock.now())
