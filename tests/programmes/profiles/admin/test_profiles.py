"""Staff's pages about the people of a cohort."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.worklist.models import Task
from programmes.profiles.admin.profile_page import checks_of
from programmes.profiles.models import Profile, Screening
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.states import ProfileState, WishKind
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.privacy import give_answers
from tests.factories.profiles import (
    make_co_mentor,
    make_delegate,
    make_mentee,
    make_mentor,
    make_screening,
)

pytestmark = pytest.mark.django_db
REASON = {"reason": "Wahlkampf"}


def url(name, *args):
    return reverse(f"admin:profiles_profile_{name}", args=args)


def shown(desk, query=""):
    return {row.pk for row in desk.get(f"{url('changelist')}?{query}").context["cl"].result_list}


def test_the_page_tells_everything_but_a_mentees_wish_about_affiliations(desk, cohort):
    mentor = make_mentor(cohort, introduction="Guten Tag", needs_from_us="Material")
    make_screening(mentor)
    office = make_delegate(mentor)
    mentee = make_mentee(cohort)
    give_answers(mentee.subject)
    mentor.named_wishes.create(other=mentee, kind=WishKind.PREFERRED, rank=1)
    page = desk.get(url("change", mentor.pk)).content.decode()
    for words in ("Guten Tag", "Material", office.name, str(mentee), "SPD"):
        assert words in page
    theirs = desk.get(url("change", mentee.pk)).content.decode()
    assert "SPD" not in theirs
    assert url("screening", mentee.pk) not in theirs


def test_who_lacks_a_certificate_is_marked(desk, cohort):
    page = desk.get(url("change", make_mentor(cohort).pk)).content.decode()
    assert "never matched with minors" in page


def test_a_certificate_is_noted_with_dates_only_and_by_oneself(desk, cohort, manager):
    mentor = make_mentor(cohort)
    today = timezone.localdate()
    said = {"certificate_issued_on": today - timedelta(days=30), "certificate_seen_on": today}
    desk.post(url("screening", mentor.pk), said | {"certificate_seen_by": "1", "profile": "1"})
    noted = Screening.objects.get()
    assert (noted.profile, noted.certificate_seen_by) == (mentor, manager)
    assert b'type="file"' not in desk.get(url("screening", mentor.pk)).content


@pytest.mark.parametrize(
    "said",
    [
        {"certificate_issued_on": "2026-01-15"},
        {"certificate_issued_on": "2026-01-15", "certificate_seen_on": "2026-01-14"},
        {"talk_held_on": "2099-01-01"},
        {"talk_held_on": "gestern"},
    ],
)
def test_dates_that_cannot_be_are_refused(desk, cohort, said):
    mentor = make_mentor(cohort)
    assert desk.post(url("screening", mentor.pk), said).status_code == 422
    assert not Screening.objects.exists()


def test_editing_saves_and_asks_staff_anew(desk, cohort):
    mentor = make_mentor(cohort)
    form = desk.get(url("edit", mentor.pk)).context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    said |= {"capacity": "3", "needs_from_us": "Ein Training", "times": ["2-evening"]}
    said["topics"] = [topic.pk for topic in cohort.topics.all()]
    said["needs"] = []
    answer = desk.post(url("edit", mentor.pk), said)
    assert answer.status_code == 302, answer.context["form"].errors
    mentor.refresh_from_db()
    assert mentor.capacity == 3
    assert mentor.good_times.get().weekday == 2
    assert Task.objects.get(kind=NEEDS_FROM_US).details == "Ein Training"


def test_mistakes_in_an_edit_are_told(desk, cohort):
    mentor = make_mentor(cohort)
    answer = desk.post(url("edit", mentor.pk), {"given_name": "", "capacity": "99"})
    assert answer.status_code == 422
    assert {"given_name", "capacity"} <= set(answer.context["form"].errors)
    # The head of the page names the person as they are called.
    assert str(mentor) in answer.content.decode()


def test_pause_resume_and_leave(desk, cohort):
    mentor = make_mentor(cohort)
    for name, state in (("pause", "paused"), ("resume", "active"), ("leave", "left")):
        desk.post(url(name, mentor.pk), REASON)
        mentor.refresh_from_db()
        assert mentor.state == state
    assert "Wahlkampf" in desk.get(url("change", mentor.pk)).content.decode()
    # Once more: said, not broken.
    assert desk.post(url("leave", mentor.pk), REASON).status_code == 422


def test_a_standing_co_mentor_is_chosen_among_those_with_room(desk, cohort):
    mentor, full, free = make_mentor(cohort), make_co_mentor(cohort), make_co_mentor(cohort)
    Profile.objects.filter(pk=make_mentor(cohort).pk).update(standing_co_mentor=full)
    stranger = make_co_mentor()
    for other, status in ((full, 422), (stranger, 422), (free, 302)):
        answer = desk.post(url("standing", mentor.pk), {"co_mentor": other.pk})
        assert answer.status_code == status
    mentor.refresh_from_db()
    assert mentor.standing_co_mentor == free


def test_the_list_is_narrowed_by_what_staff_look_for(desk, cohort):
    full, free = make_mentor(cohort, affiliation="CDU", region="BY"), make_mentor(cohort)
    make_partnership(cohort, mentor=full)
    mentee = Profile.objects.get(part="mentee")
    make_screening(free, issued_on=timezone.localdate())
    paused = make_co_mentor(cohort, state=ProfileState.PAUSED)
    helpers = set(Profile.objects.filter(part="co_mentor").values_list("pk", flat=True))
    assert shown(desk, "part=mentor") == {full.pk, free.pk}
    assert shown(desk, "affiliation=CDU") == {full.pk}
    assert shown(desk, "region=BY") == {full.pk}
    assert shown(desk, "state=paused") == {paused.pk}
    assert shown(desk, "part=mentor&free=yes") == {free.pk}
    assert shown(desk, "part=mentor&free=no") == {full.pk}
    assert shown(desk, "certificate=missing") == {full.pk} | helpers
    assert shown(desk, f"q={mentee.family_name}") == {mentee.pk}
    assert shown(desk, f"cohort={cohort.pk}") == set(Profile.objects.values_list("pk", flat=True))
    assert shown(desk, "affiliation=nonsense") == set()


def test_the_people_of_others_are_not_in_it(desk):
    stranger = make_mentor(make_cohort())
    assert stranger.pk not in shown(desk)
    assert desk.get(url("change", stranger.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_thirty(
    desk, cohort, number, django_assert_max_num_queries
):
    for _ in range(number):
        make_screening(make_mentor(cohort))
    desk.get(url("changelist"))
    with django_assert_max_num_queries(11):
        assert len(shown(desk)) == number


def test_a_lapsed_certificate_is_told_as_past(cohort):
    today = timezone.localdate()
    lapsed = make_screening(make_mentor(cohort), issued_on=today - timedelta(days=365 * 6))
    fresh = make_screening(make_mentor(cohort), issued_on=today)
    assert checks_of(lapsed, today)[-1][0] == "Führungszeugnis galt bis"
    assert checks_of(fresh, today)[-1][0] == "Führungszeugnis gilt bis"
