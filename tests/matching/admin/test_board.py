"""The board's pages: what they show to whom, and what a step answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import Pair, Plan, Run
from matching.services.board import moves
from matching.services.runs import plans
from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.privacy.states import Purpose, Question
from tests.client import SignedInClient
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_cohort, make_programme
from tests.factories.matching import make_pair, make_plan
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def plan():
    cohort = make_cohort()
    plan = make_plan(cohort)
    make_pair(plan, mentee=make_mentee(cohort, given_name="Amina"), mentor=make_mentor(cohort))
    make_mentee(cohort, given_name="Omar")
    make_mentor(cohort, given_name="Petra", family_name="Graf")
    return plan


@pytest.fixture
def manager(plan):
    return make_staff(Role.MANAGER, plan.cohort.programme)


@pytest.fixture
def browser(manager):
    browser = SignedInClient(headers={"accept-language": "en"})
    browser.force_login(manager)
    return browser


def address(plan, page="change/"):
    return f"/admin/matching/plan/{plan.pk}/{page}"


def move(plan, version=0):
    pair = Pair.objects.get(plan=plan)
    free = plan.cohort.profiles.get(given_name="Petra")
    return {"do": f"move:{pair.mentee_id}:{free.pk}", "version": version}


def test_the_board_says_how_things_stand(browser, plan):
    page = browser.get(address(plan)).content.decode()
    assert "1 more mentee could have a mentor." in page
    assert "would be possible and free" in page
    assert page.index("Omar") < page.index("Amina")


def test_as_many_queries_for_many_as_for_few(browser, plan):
    counts = []
    for _turn in range(2):
        browser.get(address(plan))
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(plan))
        counts.append(len(asked))
        for _number in range(5):
            mentor = make_mentor(plan.cohort)
            make_pair(plan, mentee=make_mentee(plan.cohort), mentor=mentor)
    assert counts[0] == counts[1]


def test_the_list_narrows_by_ones_own_cohorts_only(browser, plan):
    foreign = make_plan(make_cohort(make_programme(), name="Fremd"))
    page = browser.get("/admin/matching/plan/").content.decode()
    assert foreign.cohort.name not in page
    assert plan.name in browser.get(f"/admin/matching/plan/?cohort={plan.cohort_id}").text


def test_a_step_answers_with_what_has_changed_only(browser, plan):
    found = browser.post(address(plan, "step/"), move(plan), headers=JSON).json()
    pair = Pair.objects.get(plan=plan)
    assert found["version"] == 1
    assert f"row-{pair.mentee_id}" in found["parts"]
    assert "Petra Graf" in found["parts"][f"row-{pair.mentee_id}"]
    assert {"board-figures", "board-history"} <= set(found["parts"])
    assert "Petra Graf" in found["parts"]["board-history"]


def test_without_script_a_step_leads_back_to_the_board(browser, plan):
    answer = browser.post(address(plan, "step/"), move(plan))
    assert (answer.status_code, answer.url) == (302, address(plan))
    assert Pair.objects.get(plan=plan).mentor.given_name == "Petra"


def test_who_comes_too_late_learns_of_it_and_can_go_on(browser, plan):
    colleague = make_staff(Role.MANAGER, plan.cohort.programme)
    type(colleague).objects.filter(pk=colleague.pk).update(name="Miriam Keller")
    colleague.refresh_from_db()
    omar = plan.cohort.profiles.get(given_name="Omar")
    first = Pair.objects.get(plan=plan)
    free = plan.cohort.profiles.get(given_name="Petra")
    how = {"version": 0, "by": Actor.of(colleague), "now": clock.now()}
    moves.move(plan, mentee=omar.pk, mentor=free.pk, **how)
    wish = {"do": f"move:{first.mentee_id}:{free.pk}", "version": 0}
    answer = browser.post(address(plan, "step/"), wish, headers=JSON)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Miriam Keller changed this plan" in page
    # Omar would make room now: the offer says so and sends the version of now.
    assert f'value="move:{first.mentee_id}:{free.pk}:{omar.pk}' in page
    assert 'name="version" value="1"' in page
    assert Pair.objects.get(mentee=first.mentee).mentor == first.mentor


def test_a_refusal_is_a_sentence(browser, plan):
    pair = Pair.objects.get(plan=plan)
    asked = {"do": f"block:{pair.mentee_id}:{pair.mentor_id}", "version": 0, "reason": " "}
    answer = browser.post(address(plan, "step/"), asked, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["code"] == "reason"


def test_texts_lose_what_the_database_cannot_keep(browser, plan):
    pair = Pair.objects.get(plan=plan)
    for version, do, field in ((0, "confirm", "rationale"), (1, "lock", "reason")):
        asked = {"do": f"{do}:{pair.mentee_id}", "version": version, field: "Both\0 sing."}
        answer = browser.post(address(plan, "step/"), asked, headers=JSON)
        assert answer.status_code == 200, answer.content
    pair.refresh_from_db()
    assert (pair.rationale, pair.lock_reason) == ("Both sing.", "Both sing.")
    named = {"name": "Plan\0 B", "version": 2}
    assert browser.post(address(plan, "settings/"), named).status_code == 302
    assert Plan.objects.get().name == "Plan B"


@pytest.mark.parametrize("do", ["", "fly", "move:x", "move", "lock", "move::", "lock:{plan}"])
def test_what_is_no_step_changes_nothing(browser, plan, do):
    asked = {"do": do.replace("{plan}", str(plan.pk)), "version": 0}
    assert browser.post(address(plan, "step/"), asked, headers=JSON).status_code in {404, 422}
    assert Plan.objects.get().version == 0


def test_an_open_board_hears_of_others(browser, plan, manager):
    assert browser.get(address(plan, "since/?version=0")).status_code == 204
    browser.post(address(plan, "step/"), move(plan))
    found = browser.get(address(plan, "since/?version=0")).json()
    assert found["version"] == 1
    assert str(manager) in found["said"]


def test_what_is_put_aside_is_read_only(browser, plan, manager):
    plans.discard(plan, by=Actor.of(manager), now=clock.now())
    page = browser.get(address(plan)).content.decode()
    assert "only to be read" in page
    assert 'value="undo"' not in page
    assert browser.post(address(plan, "step/"), move(plan), headers=JSON).status_code == 409


def test_all_candidates_stand_on_the_page_of_a_mentee_with_why_not(browser, plan):
    pair = Pair.objects.get(plan=plan)
    away = make_mentor(plan.cohort, given_name="Zoe", family_name="Weit")
    asked = {"do": f"block:{pair.mentee_id}:{away.pk}", "version": 0, "reason": "Verwandt"}
    browser.post(address(plan, "step/"), asked)
    page = browser.get(address(plan, f"mentee/{pair.mentee_id}/")).content.decode()
    assert "Petra Graf" in page
    assert "1 mentor is not possible" in page
    assert f'value="unblock:{pair.mentee_id}:{away.pk}"' in page
    # What both will read says why in a sentence.
    assert "Topics in common" in page


def test_a_affiliation_wish_stands_there_for_whoever_may_read_it_and_in_no_rationale(manager, plan):
    table = {
        "score": [
            {"rule": "overlap", "mentee": "affiliation_wish", "mentor": "affiliation", "points": 8}
        ]
    }
    Run.objects.update(table=table, with_affiliation_wishes=True)
    pair = Pair.objects.get(plan=plan)
    give_answers(pair.mentee.subject, Purpose.MATCHING, {Question.AFFILIATION_WISH: ["SPD"]})
    shown = {}
    for user in (manager, make_operator()):
        browser = SignedInClient(headers={"accept-language": "en"})
        browser.force_login(user)
        page = browser.get(address(plan)).content.decode()
        shown[user] = "wishes for: SPD" in page
        assert ("was wished for" in page) is shown[user]
    assert list(shown.values()) == [True, False]
    browser.force_login(manager)
    page = browser.get(address(plan, "confirm/")).content.decode()
    assert "Kommunalpolitik" in page
    assert "wünscht sich einen" not in page


def test_a_what_if_leaves_the_draft_and_is_kept_as_it_was_shown(browser, plan):
    pair = Pair.objects.get(plan=plan)
    asked = {"left_out": str(pair.mentor_id), "weight_topics": "10"}
    page = browser.post(address(plan, "what-if/"), asked).content.decode()
    assert "would have another mentor" in page
    assert Plan.objects.count() == 1
    answer = browser.post(address(plan, "what-if/"), asked | {"keep": "1"})
    second = Plan.objects.exclude(pk=plan.pk).get()
    assert answer.url == address(second)
    assert not Pair.objects.filter(plan=second, mentor=pair.mentor).exists()
    assert Pair.objects.get(plan=plan) == pair
    page = browser.get(address(plan, f"compare/?with={second.pk}")).content.decode()
    assert "mentee" in page
    assert "differ" in page
    assert browser.get(address(plan, "compare/?with=x")).status_code == 404


def test_a_what_if_that_asks_nothing_says_so(browser, plan):
    answer = browser.post(address(plan, "what-if/"), {"weight_topics": "10"})
    assert answer.status_code == 422
    assert "Please change something" in answer.content.decode()


def test_places_belong_to_a_mentor(browser, plan):
    answer = browser.post(address(plan, "what-if/"), {"places": "2", "weight_topics": "10"})
    assert answer.status_code == 422
    assert "Please choose a mentor and a number of places, or neither." in answer.text
