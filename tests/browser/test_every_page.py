"""Every page: nothing that axe finds, nothing that scrolls sideways, a clean console."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from mentoring.accounts.models import User
from mentoring.common import clock
from mentoring.common.actors import Actor
from programmes.admissions.links import interview_token
from programmes.admissions.services import decisions, interviews
from programmes.admissions.states import InterviewState
from programmes.applications import links
from programmes.applications.forms.flow import steps_for
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import ExtraQuestion, FrequentQuestion
from programmes.profiles.links import office_token
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import make_application, make_interview
from tests.factories.cohorts import make_campaign, make_cohort, make_legal_page, make_programme
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee
from tests.factories.worklist import make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIELDS = "main :is(input:not([type=hidden]), select)"
EMPTY = f"for (const field of document.querySelectorAll('{FIELDS}')) field.value = ''"
# 320 px is the smallest phone; 640 px is a desk of 1280 px at 200 % zoom.
WIDTHS = (320, 640, 1280)


def public_pages(site):
    """Where one needs neither an account nor a link."""
    bare = make_programme()
    make_legal_page(site.cohort.programme)
    FrequentQuestion.objects.create(
        cohort=site.cohort, question_de="Kostet das etwas?", answer_de="Nein."
    )
    return [
        "/",
        site.path,
        f"{site.path}privacy/",
        bare.get_absolute_url(),
        f"{site.path}apply/",
        "/links/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/logout/",
        "/nowhere/",
        "/application/broken/",
    ]


def form_pages(site):
    token = links.token_of(links.DRAFT, site.draft)
    slugs = [step.slug for step in steps_for(site.draft)]
    ExtraQuestion.objects.create(
        cohort=site.cohort, title_de="Was machst du?", kind="one", choices_de=["Schule", "Arbeit"]
    )
    child = make_application(site.cohort, "draft", birth_date=site.minor.birth_date)
    empty = make_application(site.cohort, "draft", region="")
    return [
        *(f"/apply/{token}/{slug}/" for slug in [*slugs, "more", "check", "pause"]),
        f"/apply/{links.token_of(links.DRAFT, child)}/guardian/",
        f"/apply/{links.token_of(links.DRAFT, empty)}/check/",
    ]


def later_pages(site):
    """Booking, and where things stand in each state."""
    of = {
        state: make_application(site.cohort, state)
        for state in ApplicationState.values
        if state not in {ApplicationState.DRAFT, ApplicationState.SUBMITTED}
    }
    of["minor"], of["sent"] = site.minor, site.sent
    status = {name: f"/application/{links.token_of(links.STATUS, a)}/" for name, a in of.items()}
    cancelled = make_interview(
        of["withdrawn"],
        site.booked.interviewer,
        site.booked.starts_at,
        state=InterviewState.CANCELLED,
    )
    booked = f"/interview/{interview_token(site.booked)}/"
    return [
        *status.values(),
        f"{status['sent']}book/",
        f"{status['sent']}book/?zone=America/New_York",
        f"{status['sent']}data/",
        *(f"{status['sent']}{page}/" for page in ("wish", "contact", "withdraw", "data/erase")),
        f"/application/{links.token_of(links.STATUS, site.booked.application)}/",
        booked,
        f"{booked}move/",
        f"/interview/{interview_token(cancelled)}/",
        f"/guardian/{links.token_of(links.GUARDIAN, site.minor)}/",
    ]


def check(page, path):
    """What is wrong with the page at `path`, in words."""
    page.goto(path)
    return [*sideways(page, path), *found_by_axe(page, path)]


def sideways(page, path):
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate(SIDEWAYS)
        if beyond > 0:
            faults.append(f"{path} scrolls sideways by {beyond} px at {width} px")
    return faults


def found_by_axe(page, path):
    results = Axe().run(page, options=RULES)
    return [
        f"{path} {found['id']} ({found['help']}): {node['html'][:200]} {node['failureSummary']}"
        for found in results.response["violations"]
        for node in found["nodes"][:3]
    ]


def say(faults):
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pages", [public_pages, form_pages, later_pages])
def test_pages_without_an_account(visit, site, pages, scheme):
    page = visit(color_scheme=scheme, locale="de-DE")
    say([fault for path in pages(site) for fault in check(page, path)])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_after_a_mistake(visit, site, scheme):
    page = visit(color_scheme=scheme, locale="de-DE")
    faults = []
    draft = links.token_of(links.DRAFT, site.draft)
    for path in (f"{site.path}apply/", "/links/", f"/apply/{draft}/birth/"):
        page.goto(path)
        page.evaluate(EMPTY)
        page.locator("main form button.btn-primary").click()
        page.locator(".error-summary").wait_for()
        faults += [*sideways(page, path), *found_by_axe(page, path)]

    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("nobody@example.org")
    page.locator("main form button.btn-primary").first.click()
    page.locator("input[name=code]").wait_for()
    faults += found_by_axe(page, "code")
    say(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mentees_home(visit, site, scheme):
    mentee = accepted(site.booked)
    page = visit(user=mentee, color_scheme=scheme, locale="de-DE")
    say(check(page, "/home/mentee/"))
    stranger = visit(user=make_user(), color_scheme=scheme, locale="de-DE")
    say(check(stranger, "/home/"))


def pages_of_tandems():
    """For each person of a running tandem, and of one that is asked, the pages they have."""
    cohort = make_cohort(allows_names=True)
    tandem = make_partnership(cohort, "active", co_mentor=make_co_mentor(cohort))
    asked = make_partnership(mentor=tandem.mentor, mentee=make_mentee(cohort))
    office = make_delegate(tandem.mentor)
    make_meeting(tandem)
    link = f"/office/{office_token(office)}/"
    answer = asked.answers.get(part="mentor")
    pages = {None: [link, f"{link}log/{tandem.pk}/", f"{link}answer/{answer.pk}/", "/office/"]}
    for person in tandem.people.values():
        own = f"/profile/{person.pk}/"
        slugs = ("about", "topics", "place", "times", "contact", "needs", "wishes")
        pages[person.user] = ["/home/", own, *(f"{own}{slug}/" for slug in slugs)]
        pages[person.user] += [f"/tandem/{tandem.pk}/", f"/tandem/{tandem.pk}/log/"]
    pages[tandem.mentee.user].append(f"/profile/{tandem.mentee.pk}/affiliation/")
    pages[tandem.mentor.user].append(f"/profile/{tandem.mentor.pk}/office/")
    return pages


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_homes_and_ones_own_pages(visit, scheme):
    faults = []
    for user, paths in pages_of_tandems().items():
        page = visit(user=user, color_scheme=scheme, locale="de-DE")
        faults += [fault for path in paths for fault in check(page, path)]
    say(faults)


def accepted(interview):
    staff, now = Actor.of(interview.interviewer.user), clock.now() - clock.UNDO
    interviews.hold(interview, by=staff, now=interview.ends_at)
    application = Application.objects.get(pk=interview.application_id)
    decisions.accept(application, by=staff, now=now, reason="Passt.")
    return User.objects.get(email=application.email)


def tasks_of(site):
    """A late one, and one that is done."""
    programme, late = site.cohort.programme, clock.now().date() - timedelta(days=3)
    return make_task(programme, due_on=late), make_task(programme, state="done")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_workplace_of_staff(visit, site, scheme):
    """The frame is Unfold's; what axe finds in it is not ours to mend, what we add is."""
    manager = make_staff("manager", site.cohort.programme)
    page = visit(user=manager, color_scheme=scheme, locale="de-DE")
    person = f"/admin/applications/application/{site.sent.pk}"
    campaign = make_campaign(site.cohort.programme)
    pages = [
        "/admin/",
        "/admin/applications/application/",
        *(f"{person}/{page}/" for page in ("change", "book", "offer", "decline")),
        f"/admin/applications/application/bulk/decline/?id={site.sent.pk}",
        f"/admin/applications/application/season/{site.cohort.pk}/",
        f"/admin/cohorts/cohort/{site.cohort.pk}/change/",
        f"/admin/cohorts/campaign/{campaign.pk}/change/",
        f"/admin/admissions/interviewer/{site.booked.interviewer_id}/change/",
        "/admin/admissions/interview/",
        f"/admin/admissions/interview/{site.booked.pk}/change/",
        "/admin/worklist/task/",
        "/admin/worklist/task/?assignee=me",
        "/admin/worklist/task/?state=closed",
        *(f"/admin/worklist/task/{task.pk}/change/" for task in tasks_of(site)),
    ]
    say([fault for path in pages for fault in check(page, path)])
