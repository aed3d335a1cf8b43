"""Celery carries only "look now": a lost or doubled task changes nothing."""

from celery import shared_task

from mentoring.common import clock
from mentoring.notifications.models import Mail
from mentoring.notifications.services import due, waking
from mentoring.notifications.services import relay as relay_service


@shared_task(expires=55)
def tick() -> None:
    due.look(clock.now())
    if Mail.objects.due(clock.now()).exists():
        waking.wake()


@shared_task(expires=55)
def relay() -> None:
    relay_service.deliver(now=clock.now())
