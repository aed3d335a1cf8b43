"""Celery carries only "look now": a lost or doubled task changes nothing."""

from celery import shared_task

from mentoring.common import clock
from mentoring.notifications.models import Mail
from mentoring.notifications.services import relay as relay_service
from mentoring.notifications.services import wake_worker
from mentoring.notifications.services.tick import look


@shared_task(expires=55)
def tick() -> None:
    look(clock.now())
    if Mail.objects.due(clock.now()).exists():
        wake_worker.wake()


@shared_task(expires=55)
def relay() -> None:
    relay_service.deliver(now=clock.now())
