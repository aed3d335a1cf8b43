"""Campaign codes in the staff area: suggested, printed, counted."""

import io
import struct
import zlib

import pytest
from django.conf import settings
from django.urls import reverse

from programmes.applications.admin.campaigns import LETTERS, short_link
from programmes.cohorts.models import Campaign
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application
from tests.factories.cohorts import make_campaign, make_cohort, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(client):
    programme = make_programme()
    client.force_login(make_staff("manager", programme))
    return programme


def form(programme, **changed):
    usual = {"programme": programme.pk, "title": "Plakat", "code": "plakat", "channel": "poster"}
    return usual | changed


def test_a_code_is_suggested_that_can_be_read_in_print(client, programme):
    html = client.get(reverse("admin:cohorts_campaign_add"))
    suggested = html.context["adminform"].form.initial["code"]
    assert set(suggested) <= set(LETTERS)
    client.post(reverse("admin:cohorts_campaign_add"), form(programme, code=suggested))
    assert Campaign.objects.get().code == suggested


@pytest.mark.parametrize("code", ["", "ab", "Plakat", "pla kat", "plakat/..", "ä" * 5, "x" * 25])
def test_other_codes_are_refused(client, programme, code):
    answer = client.post(reverse("admin:cohorts_campaign_add"), form(programme, code=code))
    assert answer.status_code == 200
    assert not Campaign.objects.exists()


def test_a_printed_code_stays(client, programme):
    campaign = make_campaign(programme)
    changed = form(make_programme(), code="other", title="Neu")
    client.post(reverse("admin:cohorts_campaign_change", args=[campaign.pk]), changed)
    before = campaign.code
    campaign.refresh_from_db()
    assert (campaign.code, campaign.programme, campaign.title) == (before, programme, "Neu")
    assert not campaign.is_active


def test_sent_and_begun_are_counted_and_lead_to_the_list(client, programme):
    campaign = make_campaign(programme)
    cohort = make_cohort(programme)
    for state in ("draft", "draft", "submitted", "declined", "accepted"):
        make_application(cohort, state, campaign=campaign)
    html = client.get(reverse("admin:cohorts_campaign_changelist")).content.decode()
    link = f"{reverse('admin:applications_application_changelist')}?campaign={campaign.pk}"
    assert f'href="{link}">3<' in html
    assert client.get(link).content.decode().count("amina") >= 3


def test_the_images_hold_the_short_link_of_the_configured_site(client, programme):
    campaign = make_campaign(programme, code="plakat")
    assert short_link(campaign) == f"{settings.SITE_URL}/go/plakat/"
    for kind in ("svg", "png"):
        page = reverse("admin:cohorts_campaign_image", args=[campaign.pk, kind])
        answer = client.get(page, {"download": ""}, headers={"host": "localhost"})
        assert 'attachment; filename="qr-plakat' in answer.headers["Content-Disposition"]
    page = reverse("admin:cohorts_campaign_image", args=[campaign.pk, "pdf"])
    assert client.get(page).status_code == 404


def test_the_png_is_large_enough_for_print_and_has_a_white_margin(client, programme):
    campaign = make_campaign(programme)
    page = reverse("admin:cohorts_campaign_image", args=[campaign.pk, "png"])
    png = io.BytesIO(client.get(page).content)
    png.seek(16)
    width, _height = struct.unpack(">II", png.read(8))
    assert width >= 1000
    data = png.getvalue()
    start = data.index(b"IDAT") + 4
    rows = zlib.decompressobj().decompress(data[start:])
    # One bit a pixel: the first rows are white from edge to edge.
    first = rows[1 : 1 + width // 8]
    assert set(first) == {255}


def test_lists_ask_as_often_for_thirty_as_for_one(client, programme, django_assert_max_num_queries):
    page = reverse("admin:cohorts_campaign_changelist")
    make_campaign(programme)
    client.get(page)
    with django_assert_max_num_queries(20) as first:
        client.get(page)
    for _number in range(29):
        make_campaign(programme)
    with django_assert_max_num_queries(len(first)):
        client.get(page)


def test_stored_payloads_are_inert(client, programme):
    nasty = '"><img src=x onerror=alert(1)>'
    campaign = make_campaign(programme, title=nasty, partner=nasty)
    for page in (
        reverse("admin:cohorts_campaign_changelist"),
        reverse("admin:cohorts_campaign_change", args=[campaign.pk]),
    ):
        assert "<img src=x" not in client.get(page).content.decode()
