"""A programme whose mentors are no politicians reads no word of politics, on page or in mail."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from mentoring.accounts.models import User
from programmes.cohorts.models import Programme, Topic
from programmes.profiles.models import Profile
from tests.architecture.permission_matrix import ROWS
from tests.architecture.test_permissions import ADDRESSES
from tests.architecture.world import ANONYMOUS, World, make_world
from tests.factories.cohorts import PLAIN
from tests.factories.letters import write_all

pytestmark = pytest.mark.django_db

POLITICAL = re.compile(
    r"""parlament|parliament|politik|politic|\bpartei(?!\w*nahme)|\bpart(?:y|ies)\b|wahlkreis
    |constituenc|abgeordnet|fraktion|landtag|bundestag|sitzungswoche|ausschuss|committee
    |\bmandate?s?\b|mitglied\ des|\b(?:SPD|CDU)\b""",
    re.IGNORECASE | re.VERBOSE,
)
READERS = {"de": "de,en;q=0.1", "de-informal": "de,en;q=0.1", "en": "en,de;q=0.1"}
PAGES = sorted(name for name in set(ADDRESSES) & set(ROWS) if "200" in ROWS[name].get)


def make_plain() -> None:
    """Take from all programmes what only a programme of politicians has in its settings."""
    Programme.objects.update(**PLAIN)
    Profile.objects.update(affiliation="")
    Topic.objects.update(title_de="Holz und Farbe", title_en="Wood and paint")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        found = make_world()
        make_plain()
        yield found
        transaction.set_rollback(True)


def found_in(answer: HttpResponse) -> set[str]:
    """Words of politics in a page; files for a spreadsheet program hold none of ours."""
    if answer.streaming or not answer.headers["Content-Type"].startswith("text/"):
        return set()
    return set(POLITICAL.findall(answer.content.decode()))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_speaks_of_politics(world, name, language):
    row = ROWS[name]
    for role in [ANONYMOUS] if ANONYMOUS in row.allowed else sorted(row.allowed):
        cache.clear()
        with transaction.atomic():
            User.objects.update(language=language)
            address = reverse(name, kwargs=row.args_in(world))
            browser = world.browser(role)
            answer = browser.get(address, headers={"accept-language": READERS[language]})
            transaction.set_rollback(True)
        assert found_in(answer) == set(), f"{name} for {role}"


@pytest.mark.parametrize("language", READERS)
def test_no_mail_speaks_of_politics(language, settings):
    for mail in write_all(language, programme=PLAIN):
        assert POLITICAL.findall(mail.subject + mail.text + mail.html) == [], mail.kind


def test_a_programme_of_politicians_is_found_out():
    """The words are looked for where they would stand."""
    told = "".join(mail.text for mail in write_all("en"))
    assert set(POLITICAL.findall(told)) >= {"politic"}
