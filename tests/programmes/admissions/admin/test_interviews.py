"""Interviews: the list, the page of the talk, and what can become of it."""

import pytest

from mentoring.accounts.states import Role
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.admissions.models import InterviewSheet
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import GuideChapter
from tests.factories.accounts import make_staff
from tests.factories.applications import make_interviewer

ENGLISH = {"accept-language": "en"}
SHEET = {
    "notes": "Sehr wach.",
    "motivation": "4",
    "motivation_reason": "Leitet eine Jugendgruppe.",
    "recommendation": Recommendation.ACCEPT,
}


def test_what_is_ahead_comes_first_and_the_nearest_on_top(as_interviewer, address, make_talk):
    later, past, sooner = make_talk(48), make_talk(-48, InterviewState.HELD), make_talk(2)
    older, called_off = make_talk(-96, InterviewState.HELD), make_talk(5, InterviewState.CANCELLED)
    rows = as_interviewer.get(address("interview_changelist")).context["cl"].result_list
    assert list(rows)[:2] == [sooner, later]
    assert set(rows) == {sooner, later, past, older, called_off}
    assert list(rows).index(past) < list(rows).index(older)


def test_a_row_leads_to_the_talk_and_colleagues_talks_are_not_there(
    as_interviewer, address, make_talk, cohort
):
    own, foreign = make_talk(2), make_talk(2, who=make_interviewer(cohort.programme))
    html = as_interviewer.get(address("interview_changelist")).content.decode()
    assert address("interview_change", own) in html
    assert str(foreign.application) not in html


class TestTheTalk:
    def test_guide_answers_and_sheet_on_one_page(self, as_interviewer, address, make_talk):
        talk = make_talk()
        page = as_interviewer.get(address("interview_change", talk), headers=ENGLISH)
        html = page.content.decode()
        assert "How did you come to apply?" in html
        assert "Find a foothold" in html or "Speaking" in html
        assert page.context["form"].initial["needs"] == list(talk.application.needs.all())

    def test_saving_with_gaps(self, as_interviewer, address, make_talk, interviewer):
        talk = make_talk(hours=1)
        foreign = make_talk(hours=2).application.cohort.supportneeds.get()
        answer = as_interviewer.post(
            address("interview_change", talk), {"notes": "Sehr wach.", "needs": [foreign.pk]}
        )
        assert answer.status_code == 302
        sheet = InterviewSheet.objects.get()
        assert (sheet.interview, sheet.notes, sheet.motivation) == (talk, "Sehr wach.", None)
        talk.refresh_from_db()
        assert talk.state == InterviewState.BOOKED

    def test_saving_and_marking_as_held(self, as_interviewer, address, make_talk, interviewer):
        talk = make_talk()
        as_interviewer.post(address("interview_change", talk), SHEET | {"held": "1"})
        talk.refresh_from_db()
        assert talk.state == InterviewState.HELD
        assert talk.sheet.recommendation == Recommendation.ACCEPT
        assert Transition.objects.get().actor_user == interviewer.user

    def test_at_the_end_the_sheet_is_complete(self, as_interviewer, address, make_talk):
        talk = make_talk()
        answer = as_interviewer.post(
            address("interview_change", talk), {"notes": "Wach.", "held": "1"}, headers=ENGLISH
        )
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {
            "motivation",
            "motivation_reason",
            "recommendation",
        }
        assert "Wach." in answer.content.decode()

    def test_before_the_start_it_is_saved_and_not_held(self, as_interviewer, address, make_talk):
        talk = make_talk(hours=1)
        answer = as_interviewer.post(
            address("interview_change", talk), SHEET | {"held": "1"}, follow=True, headers=ENGLISH
        )
        assert "not begun yet" in answer.content.decode()
        talk.refresh_from_db()
        assert talk.state == InterviewState.BOOKED
        assert talk.sheet.notes == "Sehr wach."

    def test_a_need_of_another_cohort_is_no_choice(self, as_interviewer, address, make_talk):
        answer = as_interviewer.post(address("interview_change", make_talk()), {"needs": ["99999"]})
        assert answer.status_code == 422

    def test_managers_read_and_do_not_write(self, as_manager, address, make_talk, now):
        talk = make_talk()
        InterviewSheet.objects.create(interview=talk, saved_at=now, notes="Sehr wach.")
        page = as_manager.get(address("interview_change", talk))
        assert not page.context["writes"]
        assert "Sehr wach." in page.content.decode()
        assert as_manager.post(address("interview_change", talk), SHEET).status_code == 403

    def test_after_the_decision_nobody_writes(self, as_interviewer, address, make_talk):
        talk = make_talk(state=InterviewState.HELD)
        type(talk.application).objects.update(state=ApplicationState.ACCEPTED)
        assert not as_interviewer.get(address("interview_change", talk)).context["writes"]
        answer = as_interviewer.post(address("interview_change", talk), SHEET)
        assert answer.status_code == 422
        assert not InterviewSheet.objects.exists()

    @pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.SAFEGUARDING, Role.AUDITOR])
    def test_colleagues_do_not_even_see_it(self, client, address, make_talk, cohort, role):
        talk = make_talk()
        client.force_login(make_staff(role, cohort.programme))
        for answer in (
            client.get(address("interview_change", talk)),
            client.post(address("interview_change", talk), SHEET),
        ):
            assert answer.status_code in {403, 404}
        assert not InterviewSheet.objects.exists()


class TestSavedAsOneTypes:
    """What the script asks for and gets; the page without it does the same with whole pages."""

    @pytest.fixture
    def talk(self, make_talk):
        return make_talk()

    @pytest.fixture
    def send(self, as_interviewer, address, talk):
        def send(**values):
            headers = ENGLISH | {"accept": "application/json"}
            return as_interviewer.post(address("interview_change", talk), values, headers=headers)

        return send

    def test_the_answer_is_the_version_and_a_sentence(self, send, talk):
        answer = send(notes="Sehr wach.", version="0")
        assert answer.status_code == 200
        assert answer.json()["version"] == 1
        assert answer.json()["words"].startswith("Saved at ")
        assert send(notes="Sehr wach!", version="1").json()["version"] == 2
        assert talk.sheet.notes == "Sehr wach!"

    def test_an_older_version_gets_both_texts(self, send, as_interviewer, address, talk):
        send(notes="Vom <b>Telefon</b>.", version="0")
        answer = send(notes="Vom Rechner.", version="0")
        assert answer.status_code == 409
        assert answer.json()["version"] == 1
        assert "Vom &lt;b&gt;Telefon&lt;/b&gt;." in answer.json()["box"]

        page = as_interviewer.post(
            address("interview_change", talk), {"notes": "Vom Rechner.", "version": "0"}
        )
        assert page.status_code == 409
        html = page.content.decode()
        assert "Vom &lt;b&gt;Telefon&lt;/b&gt;." in html
        assert ">\nVom Rechner.</textarea>" in html
        assert 'name="version" value="1"' in html
        assert talk.sheet.notes == "Vom <b>Telefon</b>."

    def test_both_put_together_are_saved_only_when_the_interviewer_says_so(
        self, send, as_interviewer, address, talk
    ):
        (need,) = talk.application.cohort.supportneeds.all()
        send(notes="Oben.\r\nMitte.", needs=[need.pk], motivation="4", version="0")
        mine = {"notes": "Unten.", "recommendation": "accept", "version": "0", "merge": "1"}
        page = as_interviewer.post(address("interview_change", talk), mine)
        assert page.status_code == 200
        form = page.context["form"]
        assert form["notes"].value() == "Oben.\nMitte.\n\nUnten."
        assert (form["motivation"].value(), form["recommendation"].value()) == (4, "accept")
        assert form["needs"].value() == [str(need.pk)]
        assert form["version"].value() == 1
        assert talk.sheet.notes == "Oben.\nMitte."

    def test_what_cannot_be_saved_is_said(self, send, talk):
        answer = send(notes="x" * 10_001, version="0")
        assert answer.status_code == 422
        assert "10000" in answer.json()["words"].replace(",", "")
        type(talk.application).objects.update(state=ApplicationState.ACCEPTED)
        answer = send(notes="Zu spät.", version="0")
        assert (answer.status_code, "closed" in answer.json()["words"]) == (422, True)

    @pytest.mark.parametrize("version", ["-1", "abc", "99999999999999"])
    def test_a_forged_version_saves_nothing(self, send, version):
        assert send(notes="x", version=version).status_code == 422
        assert not InterviewSheet.objects.exists()

    def test_managers_and_signed_out_people_save_nothing(self, client, manager, address, talk):
        headers = {"accept": "application/json"}
        path = address("interview_change", talk)
        assert client.post(path, {"notes": "x"}, headers=headers).status_code == 302
        client.force_login(manager)
        assert client.post(path, {"notes": "x"}, headers=headers).status_code == 403
        assert not InterviewSheet.objects.exists()


class TestTheGuide:
    def test_the_cohorts_own_stands_in_place_of_the_usual_one(
        self, as_interviewer, address, make_talk, cohort
    ):
        GuideChapter.objects.create(
            cohort=cohort, minutes=7, title_de="Anfang", questions_de="Wie geht es?\n\nUnd sonst?"
        )
        page = as_interviewer.get(address("interview_change", make_talk()), headers=ENGLISH)
        html = page.content.decode()
        assert "Anfang" in html
        assert "7 minutes" in html
        assert "Und sonst?" in html
        assert "How did you come to apply?" not in html
        assert address("interview_guide", cohort) not in html

    def test_a_manager_starts_from_the_usual_one_once(self, as_manager, address, make_talk, cohort):
        path = address("interview_guide", cohort)
        assert path in as_manager.get(address("interview_change", make_talk())).content.decode()
        for _ in range(2):
            assert as_manager.post(path).status_code == 302
        chapters = cohort.guide.all()
        assert [chapter.minutes for chapter in chapters] == [3, 8, 8, 6, 5]
        assert chapters[1].title_en == "What moves you"
        assert chapters[1].title_de != chapters[1].title_en
        assert len(chapters[0].questions) == 3

    def test_interviewers_change_no_guide(self, as_interviewer, address, make_talk, cohort):
        path = address("interview_guide", cohort)
        assert (
            path
            not in as_interviewer.get(address("interview_change", make_talk())).content.decode()
        )
        assert as_interviewer.post(path).status_code in {403, 404}
        assert not cohort.guide.exists()


class TestWhatBecomesOfIt:
    @pytest.mark.parametrize("who", ["manager", "interviewer"])
    def test_held_and_missed(self, request, address, make_talk, who):
        client = request.getfixturevalue(f"as_{who}")
        held, missed = make_talk(-1), make_talk(-2)
        client.post(address("interview_held", held))
        client.post(address("interview_missed", missed))
        for talk in (held, missed):
            talk.refresh_from_db()
        assert (held.state, missed.state) == (InterviewState.HELD, InterviewState.NO_SHOW)
        assert Mail.objects.get().kind == "no_show_offer"

    @pytest.mark.parametrize(
        ("name", "words"),
        [("interview_held", "not begun yet"), ("interview_missed", "Who is late is waited for")],
    )
    def test_not_before_it_began_and_never_by_opening_a_link(
        self, as_interviewer, address, make_talk, name, words
    ):
        ahead, begun = make_talk(1), make_talk(-1)
        answer = as_interviewer.post(address(name, ahead), headers=ENGLISH)
        assert words in answer.content.decode()
        assert as_interviewer.get(address(name, begun)).status_code == 200
        assert not Transition.objects.exists()

    @pytest.mark.parametrize("page", ["interview_change", "application_change"])
    @pytest.mark.parametrize(("minutes", "is_there"), [(-5, False), (-11, True)])
    def test_who_is_late_is_waited_for(  # noqa: PLR0917 - fixtures
        self, as_interviewer, address, make_talk, page, minutes, is_there
    ):
        """Then the button is there, on the sheet's page and on the application's."""
        talk = make_talk(minutes / 60)
        row = talk if page == "interview_change" else talk.application
        html = as_interviewer.get(address(page, row), headers=ENGLISH).content.decode()
        assert (address("interview_missed", talk) in html) is is_there
        assert ("you can note that nobody came" in html) is not is_there

    def test_the_question_says_which_mail_goes(self, as_interviewer, address, make_talk):
        talk = make_talk(-1)
        first = as_interviewer.get(address("interview_missed", talk), headers=ENGLISH)
        assert "offer of a new time goes out" in first.content.decode()
        earlier = make_talk(-50, InterviewState.NO_SHOW)
        type(earlier).objects.filter(pk=earlier.pk).update(application=talk.application)
        second = as_interviewer.get(address("interview_missed", talk), headers=ENGLISH)
        assert "no mail goes out" in second.content.decode()

    def test_cancelling_asks_for_a_reason_that_stays_internal(
        self, as_interviewer, address, make_talk
    ):
        talk = make_talk(5)
        where = address("interview_cancel", talk)
        assert as_interviewer.get(where).status_code == 200
        assert as_interviewer.post(where).status_code == 422

        as_interviewer.post(where, {"reason": "Bin krank."})

        talk.refresh_from_db()
        assert talk.state == InterviewState.CANCELLED
        assert Transition.objects.filter(note="Bin krank.").count() == 1
        mails = Mail.objects.filter(kind__startswith="interview_cancelled")
        assert mails.count() == 2
        assert not [mail for mail in mails if "krank" in mail.text + mail.html + mail.calendar]

    def test_a_held_interview_is_not_cancelled(self, as_manager, address, make_talk):
        talk = make_talk(state=InterviewState.HELD)
        answer = as_manager.post(address("interview_cancel", talk), {"reason": "Versehen."})
        assert answer.status_code == 422
        assert not Mail.objects.exists()

    def test_colleagues_keep_off(self, client, address, make_talk, cohort):
        """Also who interviews the same applicant, but another time."""
        talk = make_talk()
        colleague = make_interviewer(cohort.programme)
        second = make_talk(-50, InterviewState.NO_SHOW, who=colleague)
        type(second).objects.filter(pk=second.pk).update(application=talk.application)
        client.force_login(colleague.user)
        assert client.get(address("application_change", talk.application)).status_code == 200
        for name in ("interview_held", "interview_missed", "interview_cancel"):
            assert client.post(address(name, talk), {"reason": "x"}).status_code == 404
        talk.refresh_from_db()
        assert talk.state == InterviewState.BOOKED
