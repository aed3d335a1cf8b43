"""A worker as a process of its own, for tests that kill it."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
django.setup()

from mentoring.common import clock  # noqa: E402
from mentoring.notifications.services import relay  # noqa: E402
from tests.factories import mails  # noqa: E402, F401 - registers the kinds

relay.deliver(now=clock.now())
