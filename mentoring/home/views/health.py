"""What probes and monitoring ask: does it live, is it ready, is all well?

No sign-in, and nothing about persons: names of parts, numbers and ages.
"""

import dataclasses
from collections.abc import Iterable
from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from health_check.base import HealthCheck
from health_check.checks import Database
from health_check.exceptions import HealthCheckException, ServiceUnavailable, ServiceWarning

from mentoring.common import clock
from mentoring.common.policies import anyone, policy
from mentoring.notifications.models import Heartbeat, Mail

LATE = timedelta(minutes=5)
REDIS_SECONDS = 0.5


@dataclasses.dataclass
class Queue(HealthCheck):
    """Redis carries "look now" to the workers, and is the cache."""

    def run(self) -> None:
        client = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
        )
        try:
            client.ping()
        except redis.RedisError as error:
            raise ServiceUnavailable("no answer") from error
        finally:
            client.close()


@dataclasses.dataclass
class Outbox(HealthCheck):
    """Whether mails go out: none waits long after its time."""

    def run(self) -> None:
        late = Mail.objects.due(clock.now() - LATE).count()
        if late:
            raise ServiceWarning(f"{late} mails are late")


@dataclasses.dataclass
class Beat(HealthCheck):
    """Whether somebody looks for what is due."""

    def run(self) -> None:
        heartbeat = Heartbeat.objects.filter(name=Heartbeat.TICK).first()
        if heartbeat is None:
            raise ServiceUnavailable("no tick yet")
        age = clock.now() - heartbeat.at
        if age > LATE:
            raise ServiceUnavailable(f"last tick {int(age.total_seconds())} seconds ago")


@policy(anyone)
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nobody else, so that a dead database restarts no web server."""
    return JsonResponse({})


@policy(anyone)
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Requests can be served: for that the database suffices."""
    return _answer({"database": Database()})


@policy(anyone)
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """All is well, the work behind the scenes included."""
    return _answer({"database": Database(), "queue": Queue(), "outbox": Outbox(), "beat": Beat()})


def _answer(checks: dict[str, HealthCheck]) -> JsonResponse:
    found = {name: _result(check) for name, check in checks.items()}
    return JsonResponse(found, status=200 if _is_well(found.values()) else 503)


def _is_well(results: Iterable[str]) -> bool:
    return all(result == "OK" for result in results)


def _result(check: HealthCheck) -> str:
    try:
        check.run()
    except HealthCheckException as error:
        return str(error)
    except DatabaseError:
        return "Unavailable: no database"
    return "OK"
