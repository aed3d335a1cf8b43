"""What an export tells of a tandem: what its people share, once one has said yes."""

import pytest

from mentoring.common.actors import Actor
from mentoring.privacy.services import export
from programmes.partnerships.states import PartnershipState
from tests.factories.applications import NOW
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_co_mentor

pytestmark = pytest.mark.django_db


def test_notes_are_exported_to_who_has_said_yes_only():
    tandem = make_partnership(state=PartnershipState.ACTIVE)
    tandem.co_mentor = make_co_mentor(tandem.cohort)
    tandem.save()
    asked = {"part": "co_mentor", "person": tandem.co_mentor, "asked_at": NOW}
    tandem.answers.create(**asked)
    make_meeting(tandem, note="Über die Prüfung gesprochen")
    told = {
        part: "Prüfung" in str(export.export(person.subject, by=Actor.system(), now=NOW))
        for part, person in tandem.people.items()
    }
    assert told == {"mentee": True, "mentor": True, "co_mentor": False}
