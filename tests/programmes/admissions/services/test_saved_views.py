"""Names for lists that somebody comes back to."""

import pytest

from programmes.admissions.models import SavedView
from programmes.admissions.services import saved_views
from tests.errors import refused
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db


def test_a_name_stands_for_one_view_of_its_owner():
    owner = make_staff()
    kept = saved_views.save(owner, name="Offen", query="state=submitted")
    other = saved_views.save(owner, name="Alle", query="")
    with refused("name_taken"):
        saved_views.save(owner, name="Offen", query="")
    with refused("name_taken"):
        saved_views.rename(other, name="Offen")
    saved_views.save(make_staff(), name="Offen", query="")
    saved_views.rename(kept, name="Neue")
    assert set(SavedView.objects.filter(owner=owner).values_list("name", flat=True)) == {
        "Neue",
        "Alle",
    }


def test_twenty_are_enough():
    owner = make_staff()
    views = [saved_views.save(owner, name=f"{n}", query="") for n in range(saved_views.MOST)]
    with refused("too_many"):
        saved_views.save(owner, name="noch eine", query="")
    saved_views.delete(views[0])
    saved_views.save(owner, name="noch eine", query="")
