"""A row is written once; the database says whether it is new."""

import pytest
from django.db import IntegrityError, transaction

from mentoring.common.insertion import insert_once
from programmes.cohorts.models import Campaign
from tests.factories.cohorts import make_campaign, make_programme
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


def campaign(programme, **fields):
    return Campaign(programme=programme, code="plakat", title="Plakat", channel="poster", **fields)


def test_a_new_row_is_written_and_known_as_written():
    row = make_task(title="Zoë anrufen")
    assert not row._state.adding
    row.refresh_from_db()
    # What the database computes it has computed.
    assert row.search_text == " zoe anrufen"


def test_a_taken_value_writes_nothing_and_breaks_nothing():
    programme = make_programme()
    make_campaign(programme, code="plakat")
    with transaction.atomic():
        assert not insert_once(campaign(programme, pk=10**6))
        assert Campaign.objects.count() == 1


def test_any_other_fault_is_told():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_once(Campaign(pk=1, code="plakat", title="Plakat", channel="poster"))
