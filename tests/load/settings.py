"""Production's settings with the static files of a benchmark."""

from mentoring.settings import *  # noqa: F403
from mentoring.settings import env

STATIC_ROOT = env("STATIC_ROOT")
