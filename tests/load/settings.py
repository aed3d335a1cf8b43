"""Production's settings with the static files of a benchmark."""

from mentoring.settings import *  # noqa: F403
from mentoring.settings import LOGGING, env

STATIC_ROOT = env("STATIC_ROOT")
# Each refusal that a benchmark asks for would be a warning.
LOGGING["loggers"] |= {"django.request": {"level": "ERROR"}}
