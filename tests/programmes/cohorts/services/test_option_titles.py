"""Topics and needs of many rows at once, in their order and in the reader's language."""

import pytest
from django.utils.translation import override

from programmes.applications.models import Application
from programmes.cohorts.models import Topic
from programmes.cohorts.services.option_titles import titles_of
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "titles"), [("de", ["Klima", "Bildung"]), ("en", ["Climate", "Bildung"])]
)
def test_titles_stand_in_their_order(language, titles):
    cohort = make_cohort()
    second = Topic.objects.create(cohort=cohort, title_de="Bildung", position=9)
    first = Topic.objects.create(cohort=cohort, title_de="Klima", title_en="Climate", position=8)
    make_application(cohort).topics.set([second, first])
    with override(language):
        named = titles_of(Application.topics.through, "application", "topic")
        rows = Application.objects.annotate(named=named)
    assert [row.named for row in rows] == [titles]


def test_without_any_there_is_an_empty_list():
    make_application().topics.clear()
    named = titles_of(Application.topics.through, "application", "topic")
    assert Application.objects.annotate(named=named).get().named == []
