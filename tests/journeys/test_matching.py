"""From a list of mentors to tandems: import, accept, run, move, publish, answer by mail."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from matching.models import Pair, Plan, Run, Step
from matching.states import PlanState, RunState, StepKind
from mentoring.common.clock import UNDO
from mentoring.notifications.models import Mail
from mentoring.notifications.services import tick
from mentoring.worklist.models import Task
from programmes.admissions.models import InterviewSheet
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.imports.models import Upload
from programmes.imports.services import uploads
from programmes.partnerships.models import Partnership
from programmes.partnerships.states import PartnershipState
from programmes.profiles.models import Profile
from programmes.profiles.states import Part
from tests.client import SignedInClient
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.journeys.people import link_in, mails_to, newest

MENTORS, CO_MENTORS, MENTEES = 60, 4, 5
COLUMNS = "part;given_name;family_name;email;affiliation;region;postcode;languages;topics;capacity"
DECISION = {"reason": "Passt.", "subject": "Willkommen", "text": "Du bist dabei."}
PLACES = (("SN", "04109"), ("BE", "10115"), ("HH", "20095"))


@pytest.fixture
def desk(manager):
    desk = SignedInClient()
    desk.force_login(manager)
    return desk


@pytest.mark.usefixtures("_nobody_listens")
def test_from_a_list_to_tandems(cohort, desk, manager, time_machine):
    import_mentors(desk, cohort)
    accept_mentees(desk, cohort, time_machine)
    plan = run_the_engine(desk, cohort)
    move_somebody(desk, plan)
    publish(desk, plan, time_machine)
    answer_by_mail(time_machine)
    rematch(desk, manager, cohort)


@pytest.fixture
def _nobody_listens(monkeypatch):
    """The tick finds the run: no worker hears of it."""
    monkeypatch.setattr("matching.services.runs.runs.wake_worker.tell", lambda *_told: True)


def import_mentors(desk, cohort):
    """Sixty mentors and four co-mentors; one typo holds everything back until it is put right."""
    start = reverse("admin:imports_upload_changelist")
    said = {"cohort": cohort.pk, "part": "mentor", "file": listed(cohort, typo=True)}
    columns = desk.post(start, said).headers["Location"]
    upload = Upload.objects.get()
    chosen = {f"column-{spot}": field for spot, field in uploads.proposed_columns(upload).items()}
    desk.post(columns, chosen)
    check = reverse("admin:imports_upload_change", args=[upload.pk])
    assert desk.post(check, {"step": "import"}).status_code == 422
    assert not Profile.objects.exists(), "nothing is imported in part"

    desk.post(check, {"step": "save", "cell-42-affiliation": "SPD"})
    assert desk.post(check, {"step": "import", "tells": "on"}).status_code == 302
    parts = Profile.objects.values_list("part", flat=True)
    assert sorted(parts) == [Part.CO_MENTOR] * CO_MENTORS + [Part.MENTOR] * MENTORS
    told = Mail.objects.filter(to__startswith="person")
    assert told.count() == MENTORS + CO_MENTORS


def listed(cohort, *, typo=False):
    topic = cohort.topics.first().title_de
    rows = [COLUMNS]
    for number in range(MENTORS + CO_MENTORS):
        part = "Co-Mentor:in" if number < CO_MENTORS else "Mentor:in"
        region, postcode = PLACES[number % 3]
        party = "Grühne" if typo and number == 40 else "SPD"
        rows.append(
            f"{part};Vor{number};Nach{number};person{number}@example.org;{party};{region};{postcode}"
            f";Deutsch, Türkisch;{topic if number % 2 else ''};1"
        )
    return SimpleUploadedFile("liste.csv", "\n".join(rows).encode())


def accept_mentees(desk, cohort, time_machine):
    interviewer = make_interviewer(cohort.programme)
    for number in range(MENTEES):
        application = make_application(
            cohort,
            ApplicationState.INTERVIEW,
            given_name=f"Mentee{number}",
            email=f"mentee{number}@example.org",
            region=PLACES[number % 3][0],
        )
        start = NOW - timedelta(days=3, hours=number)
        talk = make_interview(application, interviewer, start, InterviewState.HELD)
        InterviewSheet.objects.create(interview=talk, saved_at=NOW)
        page = reverse("admin:applications_application_accept", args=[application.pk])
        assert desk.post(page, DECISION).status_code == 302
    time_machine.move_to(NOW + UNDO + timedelta(minutes=1), tick=False)
    assert Profile.objects.filter(part=Part.MENTEE).count() == MENTEES


def run_the_engine(desk, cohort):
    started = desk.post(reverse("admin:matching_run_of", args=[cohort.pk]), {"objective": "fair"})
    assert started.status_code == 302
    tick.look(NOW + timedelta(minutes=12))
    run = Run.objects.get()
    assert (run.state, run.proven, run.gap) == (RunState.DONE, True, 0)
    assert desk.get(started.url).status_code == 200
    plan = Plan.objects.get()
    assert plan.pairs.count() == MENTEES
    return plan


def step(desk, plan, do, **more):
    plan.refresh_from_db()
    page = reverse("admin:matching_plan_step", args=[plan.pk])
    return desk.post(page, {"do": do, "version": plan.version, **more})


def move_somebody(desk, plan):
    """Staff know better in one case, lock it, and confirm all with the text that is offered."""
    pair = plan.pairs.order_by("pk").first()
    taken = plan.pairs.values("mentor")
    free = Profile.objects.filter(part=Part.MENTOR).exclude(pk__in=taken).order_by("pk")
    free = free.filter(topics__isnull=False, region=pair.mentor.region).first()
    assert step(desk, plan, f"move:{pair.mentee_id}:{free.pk}").status_code == 302
    assert step(desk, plan, f"lock:{pair.mentee_id}", reason="Kennen das Thema").status_code == 302
    confirm_all(desk, plan)
    pair.refresh_from_db()
    assert (pair.mentor, pair.by_hand, pair.locked, pair.confirmed) == (free, True, True, True)
    kinds = Step.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == [StepKind.MOVE, StepKind.LOCK]


def confirm_all(desk, plan):
    """With the texts as they are shown."""
    plan.refresh_from_db()
    page = reverse("admin:matching_plan_confirm", args=[plan.pk])
    lines = desk.get(page).context["lines"]
    texts = {f"text:{line.key}": line.text for line in lines}
    asked = {"version": plan.version, "pair": [line.key for line in lines if line.is_chosen]}
    assert desk.post(page, asked | texts).status_code == 302


def publish(desk, plan, time_machine):
    plan.refresh_from_db()
    page = reverse("admin:matching_plan_publish", args=[plan.pk])
    assert desk.get(page).status_code == 200
    chosen = [pair.pk for pair in plan.pairs.all()]
    assert desk.post(page, {"pair": chosen, "version": plan.version}).status_code == 302
    # A second click publishes nothing again.
    desk.post(page, {"pair": chosen, "version": plan.version})
    assert Partnership.objects.filter(state=PartnershipState.PROPOSED).count() == MENTEES
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    time_machine.shift(timedelta(minutes=11))


def say(address, reply, kind="proposal_asked"):
    """Tap the button of the mail and send the form, in a browser that knows nobody."""
    browser = Client()
    link = link_in(newest(address, kind), "proposal")
    assert browser.get(link, {"answer": reply}).status_code == 200
    return browser.post(link, {"reply": reply}, follow=True)


def answer_by_mail(time_machine):
    """The first tandem begins, a mentor of the second says no, the third says nothing."""
    one, two, three = Partnership.objects.order_by("mentee__given_name")[:3]
    for person in (one.mentee, one.mentor):
        assert say(person.user.email, "yes").status_code == 200
    one.refresh_from_db()
    assert one.state == PartnershipState.ACTIVE
    say(two.mentor.user.email, "no")
    two.refresh_from_db()
    assert two.state == PartnershipState.DECLINED

    for day in range(16):
        time_machine.shift(timedelta(days=1))
        tick.look(NOW + timedelta(days=day + 1, hours=2))
    silent = three.mentee.user.email
    assert len(mails_to(silent, "proposal_reminder")) == 1
    assert Task.objects.filter(kind="proposal_silent").exists()
    assert not mails_to(one.mentee.user.email, "proposal_reminder")


def rematch(desk, manager, cohort):
    """Who was declined is in the next run; the declined pair is not proposed again."""
    # Weeks lie between: the session is over.
    desk.force_login(manager)
    desk.post(reverse("admin:matching_run_of", args=[cohort.pk]), {"objective": "fair"})
    tick.look(NOW + timedelta(days=17))
    declined = Partnership.objects.get(state=PartnershipState.DECLINED)
    found = Pair.objects.filter(plan=Plan.objects.latest("created_at"))
    assert [pair.mentee_id for pair in found] == [declined.mentee_id]
    assert found.get().mentor_id != declined.mentor_id
