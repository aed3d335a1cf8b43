"""Lost links to a proposal's page go to the address itself."""

import pytest

from mentoring.notifications.models import Mail
from programmes.partnerships.services import lost_links
from programmes.partnerships.states import PartnershipState, Reply
from tests.factories.applications import NOW
from tests.factories.partnerships import make_partnership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "mails"),
    [
        (PartnershipState.PROPOSED, 1),
        (PartnershipState.ACTIVE, 1),
        (PartnershipState.DECLINED, 0),
        (PartnershipState.ENDED, 0),
    ],
)
def test_each_proposal_that_lives_has_a_link(state, mails):
    partnership = make_partnership(state=state)
    lost_links.mail_links(partnership.mentee.user.email.upper(), now=NOW)
    assert Mail.objects.filter(to=partnership.mentee.user.email).count() == mails
    assert Mail.objects.count() == mails


def test_who_said_no_and_who_is_nobody_gets_none():
    partnership = make_partnership()
    partnership.answers.update(reply=Reply.NO, answered_at=NOW)
    for address in (partnership.mentee.user.email, "nobody@example.org"):
        lost_links.mail_links(address, now=NOW)
    assert not Mail.objects.exists()
