"""How far the demo is filled, for the bar that pages show meanwhile."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

KEY = "demo.progress"
SECONDS = 60


@dataclass(frozen=True)
class Progress:
    done: int
    total: int


def report(done: int, total: int) -> None:
    """Tell all processes; forgotten by itself should the filling die."""
    if done < total:
        cache.set(KEY, Progress(done, total), timeout=SECONDS)
    else:
        cache.delete(KEY)


def demo(request: HttpRequest) -> dict[str, Progress | None]:
    """Context processor: the progress while the demo is being filled, in development only."""
    return {"demo_progress": cache.get(KEY) if settings.DEBUG else None}
