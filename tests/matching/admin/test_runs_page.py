"""Runs: the start, the way, the certificate in words, and pictures that name no wish."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from matching.admin import run_presenter
from matching.models import Plan, Run
from matching.services.runs import runs
from matching.states import RunState
from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.notifications.services import wake_worker
from mentoring.privacy.states import Purpose
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_cohort
from tests.factories.crowds import Crowd
from tests.factories.matching import make_pair, make_plan, make_run
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch):
    monkeypatch.setattr(wake_worker, "tell", lambda *_told: True)


@pytest.fixture
def manager(client):
    manager = make_staff(language="en")
    client.force_login(manager)
    client.cookies["language"] = "en"
    return manager


@pytest.fixture
def cohort(manager):
    return make_cohort(manager.roles.get().programme)


def of(cohort):
    return reverse("admin:matching_run_of", args=[cohort.pk])


def at(run, page="change"):
    return reverse(f"admin:matching_run_{page}", args=[run.pk])


def done(cohort, by):
    run = runs.start(cohort, by=Actor.of(by), now=clock.now())
    runs.execute(run.pk, now=clock.now())
    run.refresh_from_db()
    return run


def test_a_run_is_started_and_done_by_the_next_tick(client, cohort):
    make_mentee(cohort), make_mentor(cohort)
    answer = client.post(of(cohort), {"objective": "most"})
    run = Run.objects.get()
    assert answer.url == at(run)
    assert (run.objective, run.jointly, run.with_affiliation_wishes) == ("most", False, True)
    assert "Under way" in client.get(at(run)).content.decode()
    runs.look_after(clock.now())
    assert "Open the board" in client.get(at(run)).content.decode()


def test_a_second_start_says_that_one_is_under_way(client, cohort):
    make_mentee(cohort), make_mentor(cohort)
    client.post(of(cohort), {"objective": "fair"})
    answer = client.post(of(cohort), {"objective": "fair"})
    assert answer.status_code == 409
    assert "under way" in answer.content.decode()
    assert Run.objects.count() == 1


def test_without_anybody_there_is_nothing_to_start(client, cohort):
    page = client.get(of(cohort)).content.decode()
    assert "Start the run" not in page
    assert "A run needs a mentee" in page


def test_an_unknown_aim_is_refused(client, cohort):
    make_mentee(cohort), make_mentor(cohort)
    assert client.post(of(cohort), {"objective": "best"}).status_code == 422
    assert not Run.objects.exists()


def test_locked_pairs_of_a_draft_can_be_kept(client, cohort):
    plan = make_plan(cohort)
    make_pair(plan, mentee=make_mentee(cohort), mentor=make_mentor(cohort), locked=True)
    foreign = make_plan()
    data = {"objective": "fair", "base_plan": foreign.pk}
    assert client.post(of(cohort), data).status_code == 422
    client.post(of(cohort), data | {"base_plan": plan.pk})
    assert Run.objects.get(state=RunState.QUEUED).changes == {"plan": str(plan.pk)}


def test_progress_is_told_in_words(client, cohort):
    fields = {"stage": "assignment", "fraction": 0.5, "gap": 0.0123}
    run = make_run(cohort, RunState.RUNNING, **fields)
    assert client.get(at(run, "progress")).json() == {
        "state": "running",
        "label": "Looks for the best plan",
        "percent": 50,
        "gap": "at most 1.2\u00a0% better possible",
        "over": False,
    }


def test_a_run_can_be_cancelled(client, cohort):
    run = make_run(cohort, RunState.RUNNING)
    client.post(at(run, "cancel"))
    run.refresh_from_db()
    assert run.cancel_asked
    assert client.get(at(run, "progress")).json()["label"] == "Stops"


def test_what_went_wrong_is_a_sentence(client, cohort):
    run = make_run(cohort, RunState.FAILED, error="nobody_allowed")
    assert "The required rules leave no pair at all." in client.get(at(run)).content.decode()


def test_the_certificate_in_plain_words():
    with override("en"):
        said = run_presenter.certificate(
            Run(objective="fair", proven=True, most_mentees=4, floor=7, gap=0.0)
        )
        unsure = run_presenter.certificate(Run(objective="total", proven=False, gap=0.003))
    assert said == [
        "No plan that keeps the required rules matches more mentees.",
        "No such plan has a better weakest pair: 7 points.",
        "No such plan has a higher total. Proven: this one is optimal.",
    ]
    assert unsure == [
        "The time was up before a proof: the total could be 0.3\u00a0% higher at most."
    ]


def test_figures_and_pictures_say_how_good_and_what_is_missing(client, cohort, manager):
    crowd = Crowd(8, 5, 2, cohort=cohort)
    run = done(cohort, manager)
    page = client.get(at(run))
    spread = page.context["spread"]
    scores = run_presenter.scored(page.context["view"]._pool(), Plan.objects.get())
    assert (spread.worst, spread.best) == (min(scores), max(scores))
    assert sum(bucket.count for bucket in spread.buckets) == len(scores)
    places = sum(mentor.capacity for mentor in crowd.mentors)
    assert page.context["market"].places == places
    assert page.context["market"].mentees == 8


def test_numbers_lead_to_as_many_people(client, cohort):
    Crowd(12, 9, 3, cohort=cohort)
    context = client.get(of(cohort)).context
    (regions,) = (each for each in context["pictures"] if each.key == "region")
    for row in regions.chart.rows:
        wanted, _offered = row.cells
        assert client.get(wanted.url).context["cl"].result_count == wanted.value
    for key in ("mentees", "mentors", "co_mentors"):
        rows = client.get(context["rows"][key]).context["cl"].result_count
        assert rows == getattr(context["market"], key)
    rows = client.get(context["rows"]["uncertified"]).context["cl"].result_count
    assert rows == context["market"].uncertified


def test_no_picture_tells_of_a_wish(client, cohort, manager):
    """Wishes for a party that no mentor has leave no trace on any page."""
    for _one in range(12):
        mentee = make_mentee(cohort)
        give_answers(mentee.subject, Purpose.MATCHING, {"affiliation_wish": ["Grüne"]})
        make_mentor(cohort, affiliation="SPD")
    run = done(cohort, manager)
    for address in (of(cohort), at(run)):
        page = client.get(address).content.decode()
        assert "Greens" not in page
        assert "SPD" in page


def test_the_operator_sees_runs_without_wishes(client, cohort, manager):
    mentee = make_mentee(cohort)
    give_answers(mentee.subject, Purpose.MATCHING)
    make_mentor(cohort)
    run = done(cohort, manager)
    assert client.get(at(run)).context["spread"].worst == 36
    client.force_login(make_operator())
    assert client.get(at(run)).context["spread"].worst == 28


def test_a_large_cohort_takes_few_queries(client, cohort, manager, django_assert_max_num_queries):
    Crowd(60, 50, 10, cohort=cohort)
    run = done(cohort, manager)
    with django_assert_max_num_queries(40):
        client.get(at(run))
    with django_assert_max_num_queries(40):
        client.get(of(cohort))
