"""Tandems and their meetings for tests."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from programmes.cohorts.models import Cohort
from programmes.partnerships.models import Answer, Meeting, Partnership
from programmes.partnerships.states import MeetingKind, PartnershipState, Reply
from programmes.profiles.states import Part
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_mentee, make_mentor


def make_partnership(
    cohort: Cohort | None = None, state: str = PartnershipState.PROPOSED, **fields: Any
) -> Partnership:
    """A tandem whose people have been asked; they said yes, unless it is proposed or declined.

    Where it is declined, the mentor said no.
    """
    for person in ("mentee", "mentor"):
        cohort = cohort or (fields[person].cohort if person in fields else None)
    cohort = cohort or make_cohort()
    people = {
        "mentee": fields.pop("mentee", None) or make_mentee(cohort),
        "mentor": fields.pop("mentor", None) or make_mentor(cohort),
        "co_mentor": fields.pop("co_mentor", None),
    }
    partnership = Partnership.objects.create(
        **{
            "cohort": cohort,
            "state": state,
            "rationale": "Beide reden gern über Städte.",
            "proposed_at": NOW,
            **people,
            **fields,
        }
    )
    said = (
        {"reply": Reply.YES, "answered_at": NOW + timedelta(days=1)}
        if state != PartnershipState.PROPOSED
        else {}
    )
    for part, person in people.items():
        if person:
            no = state == PartnershipState.DECLINED and part == Part.MENTOR
            Answer.objects.create(
                partnership=partnership,
                part=part,
                person=person,
                asked_at=NOW,
                **said | ({"reply": Reply.NO} if no else {}),
            )
    return partnership


def make_meeting(partnership: Partnership, **fields: Any) -> Meeting:
    """An hour on video of mentee and mentor, logged by the mentor."""
    return Meeting.objects.create(
        **{
            "partnership": partnership,
            "held_on": date(2026, 3, 12),
            "kind": MeetingKind.VIDEO,
            "minutes": 60,
            "took_part": [Part.MENTEE, Part.MENTOR],
            "note": "Wir haben über den Stadtrat gesprochen.",
            "logged_at": NOW + timedelta(days=10),
            "logged_by": partnership.mentor,
            "form_id": uuid4(),
            **fields,
        }
    )
