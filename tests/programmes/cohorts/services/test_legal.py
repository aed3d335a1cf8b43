"""Legal pages: a change is a new version."""

import pytest
from django.db import IntegrityError, transaction

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.cohorts.models import LegalPage
from programmes.cohorts.services import legal
from programmes.cohorts.states import LegalKind
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_legal_page, make_programme

pytestmark = pytest.mark.django_db
KIND = LegalKind.PRIVACY


def publish(programme, text, by=None):
    who = Actor.of(by or make_staff("manager", programme))
    return legal.publish(programme, KIND, body_de=text, body_en="", by=who, now=NOW)


def test_each_change_is_a_version_and_the_old_one_stays():
    programme = make_programme()
    manager = make_staff("manager", programme)
    first, second = (publish(programme, text, manager) for text in ("Eins", "Zwei"))

    first.refresh_from_db()
    assert (first.version, first.body_de) == (1, "Eins")
    assert (second.version, second.published_by, second.published_at) == (2, manager, NOW)
    assert legal.newest(programme, KIND) == second
    assert list(LegalPage.objects.current(programme)) == [second]


def test_the_same_text_is_no_new_version():
    programme = make_programme()
    publish(programme, "Eins")
    with pytest.raises(DomainError):
        publish(programme, "Eins")
    publish(programme, "Zwei")
    assert publish(programme, "Eins").version == 3


def test_programmes_and_kinds_count_for_themselves():
    programme = make_programme()
    publish(programme, "Eins")
    assert publish(make_programme(), "Eins").version == 1
    assert make_legal_page(programme, LegalKind.IMPRINT).version == 1


def test_the_database_knows_each_version_once():
    programme = make_programme()
    make_legal_page(programme, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_legal_page(programme, version=1)


@pytest.mark.parametrize("kind", LegalKind.values)
def test_a_new_programme_begins_with_our_text(kind):
    programme = make_programme(name="Weitwinkel", contact_email="hallo@example.org")
    texts = legal.draft(programme, kind)

    for text in texts.values():
        assert "hallo@example.org" in text
        assert "[" in text
        assert "{" not in text


def test_afterwards_the_last_version_is_where_one_begins():
    page = make_legal_page()
    texts = legal.draft(page.programme, page.kind)
    assert texts == {"body_de": page.body_de, "body_en": page.body_en}
