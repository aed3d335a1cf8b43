"""Whether a mail of a partnership still holds when it is about to go."""

import pytest

from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason
from mentoring.notifications.verdicts import SEND, Cancel
from programmes.partnerships import notification_kinds as judges
from programmes.partnerships.states import PartnershipState, Reply
from tests.factories.applications import NOW
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_delegate

pytestmark = pytest.mark.django_db
of_office = judges.of_office(judges.is_unanswered)


def mail(about, **fields):
    return Mail(about=about, **fields)


def test_a_question_holds_until_it_is_answered():
    tandem = make_partnership()
    asked = {"subject_id": tandem.mentor.subject_id}
    assert judges.is_unanswered(mail(tandem, **asked), NOW) == SEND
    tandem.answers.filter(part="mentor").update(reply=Reply.YES, answered_at=NOW)
    answered = Cancel(CancelReason.ANSWERED)
    assert judges.is_unanswered(mail(tandem, **asked), NOW) == answered


@pytest.mark.parametrize("judge", [judges.is_unanswered, of_office])
def test_a_question_about_nothing_is_over(judge):
    assert judge(mail(None), NOW) == Cancel(CancelReason.OVER)


def test_an_office_is_asked_as_long_as_it_works_for_the_mentor():
    tandem = make_partnership()
    delegate = make_delegate(tandem.mentor)
    asked = mail(tandem, subject_id=tandem.mentor.subject_id, to=delegate.email)
    assert of_office(asked, NOW) == SEND
    type(delegate).objects.update(revoked_at=NOW)
    assert of_office(asked, NOW) == Cancel(CancelReason.OVER)


@pytest.mark.parametrize(
    ("state", "welcome", "sorry"),
    [
        (PartnershipState.PROPOSED, False, False),
        (PartnershipState.ACTIVE, True, False),
        (PartnershipState.DECLINED, False, True),
    ],
)
def test_a_welcome_and_a_regret_hold_while_they_are_true(state, welcome, sorry):
    tandem = make_partnership(state=state)
    changed = Cancel(CancelReason.CHANGED)
    assert judges.has_begun(mail(tandem), NOW) == (SEND if welcome else changed)
    assert judges.is_over(mail(tandem), NOW) == (SEND if sorry else changed)
