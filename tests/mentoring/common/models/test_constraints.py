"""What the database itself refuses about the log of states."""

import pytest

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.models import Transition
from tests.constraints import change, refused_by
from tests.factories.accounts import make_user
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db


def test_only_a_user_is_named_as_one():
    lifecycle.move(make_application(), "declined", by=Actor.system(), now=NOW)
    with refused_by("transition_actor_user_only_for_users"):
        change(Transition.objects.get(), actor_user=make_user())
