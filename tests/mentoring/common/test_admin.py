"""What every list of the staff area keeps to."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.test import RequestFactory

from mentoring.accounts.states import Role
from mentoring.common.admin import PolicyAdmin
from programmes.cohorts.models import Campaign, Cohort, Topic
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_campaign, make_cohort, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    def ask(user):
        request = RequestFactory().get("/admin/")
        request.user = user
        return request

    return ask


def test_a_form_offers_only_what_one_may_see(request_of):
    own, _foreign = make_programme(), make_programme()
    page = admin.site.get_model_admin(Campaign)
    request = request_of(make_staff(Role.MANAGER, own))
    field = page.formfield_for_foreignkey(Campaign._meta.get_field("programme"), request)
    assert set(field.queryset) == {own}


def test_what_has_no_scope_is_offered_as_it_is(request_of):
    cohort = make_cohort()
    page = admin.site.get_model_admin(Cohort)
    request = request_of(make_staff(Role.MANAGER, cohort.programme))
    field = page.formfield_for_foreignkey(Topic._meta.get_field("cohort"), request)
    assert set(field.queryset) == {cohort}


def test_the_log_knows_what_was_deleted_and_by_whom_but_no_name(request_of):
    campaign = make_campaign(title="Plakat von Amina")
    manager = make_staff(Role.MANAGER, campaign.programme)
    page = admin.site.get_model_admin(Campaign)
    page.log_deletions(request_of(manager), Campaign.objects.all())
    entry = LogEntry.objects.get()
    assert (entry.user, entry.action_flag, entry.object_id) == (
        manager,
        DELETION,
        str(campaign.pk),
    )
    assert "Amina" not in entry.object_repr + entry.change_message


def test_a_list_may_be_narrowed_by_a_field_with_a_filter_of_its_own(request_of):
    class Narrowed(PolicyAdmin):
        list_filter = (("programme", admin.RelatedOnlyFieldListFilter), "channel")

    page = Narrowed(Campaign, admin.site)
    request = request_of(make_staff())
    assert page.lookup_allowed("programme__id__exact", "1", request)
    assert page.lookup_allowed("channel__exact", "poster", request)
    assert not page.lookup_allowed("code__startswith", "p", request)


def test_a_choice_that_a_page_has_narrowed_itself_stays_so(request_of):
    programme = make_programme()
    page = PolicyAdmin(Campaign, admin.site)
    field = Campaign._meta.get_field("programme")
    request = request_of(make_staff(Role.MANAGER, programme))
    assert set(page.formfield_for_foreignkey(field, request).queryset) == {programme}
    nobody = type(programme).objects.none()
    assert not page.formfield_for_foreignkey(field, request, queryset=nobody).queryset
