"""Deciding about many at once: seen before, each on their own, with a result for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from mentoring.common import clock
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.admissions.admin.decision_options import OPTIONS
from programmes.admissions.services import decisions
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.profiles.models import Profile
from tests.factories.accounts import make_user
from tests.factories.applications import make_application

A, I = ApplicationState, InterviewState  # noqa: E741
ENGLISH = {"accept-language": "en"}


def url(slug, *applications):
    ids = "&".join(f"id={each.pk}" for each in applications)
    return f"{reverse(f'admin:applications_application_bulk_{slug}')}?{ids}"


def data(*applications, **more):
    seen = {f"seen-{each.pk}": each.state for each in applications}
    return {"id": [each.pk for each in applications], "reason": "Kein Platz.", **seen, **more}


@pytest.fixture
def held(make_talk):
    return [make_talk(hours=-n, state=I.HELD).application for n in (1, 3, 5)]


@pytest.fixture
def post(as_manager):
    def do(slug, *applications, **more):
        return as_manager.post(url(slug), data(*applications, **more), headers=ENGLISH)

    return do


def states(*applications):
    for each in applications:
        each.refresh_from_db()
    return [each.state for each in applications]


def test_the_list_leads_to_a_page_that_names_everybody(as_manager, address, held):
    answer = as_manager.post(
        address("application_changelist"),
        {"action": "decide_decline", "_selected_action": [each.pk for each in held]},
    )
    assert answer.status_code == 302
    page = as_manager.get(answer.headers["Location"])
    assert {person.application for person in page.context["people"]} == set(held)
    assert states(*held) == [A.INTERVIEW] * 3
    assert not Mail.objects.exists()


def test_each_mail_can_be_read_before_in_its_readers_language(as_manager, held):
    type(held[0]).objects.filter(pk=held[0].pk).update(language="en")
    page = as_manager.get(url("decline", *held))
    texts = {p.application.pk: p.mail.text for p in page.context["people"]}
    assert "Thank you for your application" in texts[held[0].pk]
    assert "deine Bewerbung" in texts[held[1].pk]
    # The keys in the links are their readers' alone.
    assert "/application/" in texts[held[1].pk]
    token = texts[held[1].pk].split("/application/")[1].split("/")[0]
    assert token not in page.content.decode()


def test_the_preview_is_what_goes_out(as_manager, post, held, time_machine):
    # Links carry the second in which they were written.
    time_machine.move_to(clock.now(), tick=False)
    page = as_manager.get(url("decline", *held))
    shown = {person.application.pk: person.mail.text for person in page.context["people"]}
    post("decline", *held)
    for application in held:
        assert Mail.objects.about(application).get().text == shown[application.pk]


def test_declining_many(post, held, manager):
    page = post("decline", *held)
    assert states(*held) == [A.DECLINED] * 3
    assert [person.done for person in page.context["people"]] == [True] * 3
    rows = Transition.objects.filter(target=A.DECLINED)
    assert {(row.note, row.actor_user) for row in rows} == {("Kein Platz.", manager)}
    assert Mail.objects.count() == 3


def test_accepting_and_waiting_lists_too(post, held):
    post("waitlist", *held[:2])
    assert states(*held) == [A.WAITLISTED, A.WAITLISTED, A.INTERVIEW]
    post("accept", *held)
    assert states(*held) == [A.ACCEPTED] * 3
    assert Profile.objects.count() == 3


def test_who_cannot_be_decided_about_is_named_with_the_reason(as_manager, make_talk, held, cohort):
    booked, done = make_talk(hours=5).application, make_application(cohort, A.WITHDRAWN)
    page = as_manager.get(url("decline", held[0], booked, done), headers=ENGLISH)
    told = {p.application.pk: str(p.refusal) for p in page.context["people"]}
    assert told[held[0].pk] == ""
    assert "still an interview booked" in told[booked.pk]
    assert "Not possible in this state" in told[done.pk]
    assert page.context["possible"] == 1


def test_what_fails_for_one_stops_nobody_else(post, held):
    make_user(held[1].email, is_staff=True)
    page = post("accept", *held)
    assert states(*held) == [A.ACCEPTED, A.INTERVIEW, A.ACCEPTED]
    told = {p.application.pk: str(p.refusal) for p in page.context["people"]}
    assert "belongs to a colleague" in told[held[1].pk]
    assert "belongs to a colleague" in page.content.decode()


def test_who_was_decided_about_meanwhile_is_left_alone(post, held, manager, now):
    sent = data(*held)
    decisions.put_on_waiting_list(held[0], by=_by(manager), now=now, reason="Warten")
    page = post("decline", *held, **sent)
    assert states(*held) == [A.WAITLISTED, A.DECLINED, A.DECLINED]
    assert "Changed by somebody else" in page.content.decode()


def test_without_a_reason_nothing_happens(post, held):
    page = post("decline", *held, reason=" ")
    assert page.status_code == 422
    assert "Please give a reason" in page.content.decode()
    assert states(*held) == [A.INTERVIEW] * 3


def test_twice_is_once(post, held):
    sent = data(*held)
    post("decline", *held, **sent)
    post("decline", *held, **sent)
    assert Mail.objects.count() == Transition.objects.count() == 3


def test_strangers_and_nonsense(as_manager, post, held):
    foreign = make_application()
    page = as_manager.get(url("decline", foreign, held[0]))
    assert [person.application for person in page.context["people"]] == [held[0]]
    post("decline", foreign)
    assert states(foreign) == [A.SUBMITTED]
    assert as_manager.get(url("decline") + "id=nonsense").status_code == 400


@pytest.mark.parametrize("slug", [option.slug for option in OPTIONS])
def test_interviewers_do_not_decide(as_interviewer, address, held, slug):
    assert as_interviewer.get(url(slug, *held)).status_code == 403
    assert as_interviewer.post(url(slug), data(*held)).status_code == 403
    page = as_interviewer.get(address("application_changelist"))
    assert not page.context["cl"].model_admin.get_actions(page.wsgi_request)


def test_names_come_out_inert(as_manager, make_talk):
    name = '"><img src=x onerror=alert(1)>'
    person = make_talk(state=I.HELD, given_name=name).application
    html = as_manager.get(url("decline", person)).content.decode()
    assert escape(name) in html
    assert "<img src=x" not in html


def test_the_page_asks_about_as_much_for_many_as_for_one(as_manager, held):
    def queries(*applications):
        with CaptureQueriesContext(connection) as asked:
            as_manager.get(url("decline", *applications))
        return len(asked)

    queries(held[0])
    # Each mail asks once which legal pages its programme has.
    assert queries(*held) <= queries(held[0]) + 2


def _by(user):
    return decisions.Actor.of(user)


def test_the_words_can_be_changed_for_all_and_are_filled_in_for_each(post, held):
    language = held[0].language
    words = {f"subject_{language}": "Zu {programme}", f"text_{language}": "Diesmal leider nicht."}
    preview = post("decline", *held, preview="1", **words)
    assert {person.mail.subject for person in preview.context["people"]} == {
        f"Zu {held[0].cohort.programme}"
    }
    assert states(*held) == [A.INTERVIEW] * 3

    post("decline", *held, **words)

    mails = Mail.objects.filter(kind="application_declined")
    assert {mail.subject for mail in mails} == {f"Zu {held[0].cohort.programme}"}
    assert all("Diesmal leider nicht." in mail.text for mail in mails)


def test_a_placeholder_that_is_none_stops_all_of_them(post, held):
    language = held[0].language
    answer = post("decline", *held, **{f"text_{language}": "Hallo {vorname}"})
    assert answer.status_code == 422
    assert f"text_{language}" in answer.context["form"].errors
    assert states(*held) == [A.INTERVIEW] * 3
