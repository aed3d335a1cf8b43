"""The scenario of the permission matrix: one programme with everything in it, and who looks at it.

`rows` holds one row of each model that has a page; all belong to the programme of `manager`.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from http.cookies import SimpleCookie
from typing import Any

from django.db.models import Model

from matching.models import Plan
from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.common.actors import ActorKind
from mentoring.privacy.models import AccessLog, Erasure
from mentoring.privacy.states import Reason
from programmes.admissions.models import Interview, SavedView
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort, Programme
from programmes.partnerships.states import PartnershipState
from programmes.profiles.models import Profile
from programmes.profiles.states import EnrolmentState, MeetingFormat, Part, SpokenLanguage
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from programmes.scheduling.states import Weekday
from tests.client import SignedInClient
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.applications import (
    make_alert,
    make_application,
    make_interview,
    make_interviewer,
)
from tests.factories.cohorts import make_campaign, make_cohort, make_legal_page, make_programme
from tests.factories.imports import listed
from tests.factories.mails import make_mail
from tests.factories.matching import make_pair, make_plan
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.privacy import give_answers, make_subject
from tests.factories.profiles import (
    make_co_mentor,
    make_delegate,
    make_enrolment,
    make_mentee,
    make_mentor,
)
from tests.factories.worklist import make_task

ANONYMOUS = "anonymous"
# "foreign" people have the same role, but nothing to do with these objects.
ROLES = (
    ANONYMOUS,
    "mentee",
    "mentor",
    "co_mentor",
    "foreign_mentor",
    "interviewer",
    "foreign_interviewer",
    "manager",
    "foreign_manager",
    "safeguarding",
    "auditor",
    "operator",
    "no_mfa",
)


@dataclass
class World:
    programme: Programme
    cohort: Cohort
    people: dict[str, User]
    draft: Application
    sent: Application
    rows: dict[str, Model] = field(default_factory=dict)
    clients: dict[str, SignedInClient] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def browser(self, role: str) -> SignedInClient:
        """The browser of `role` as it was, whatever earlier answers did to its cookies."""
        browser = self.clients[role]
        browser.cookies = SimpleCookie(self.cookies[role])
        return browser

    def token(self, purpose: Any, application: Application | None = None) -> str:
        return links.token_of(purpose, application or self.sent)


def make_world() -> World:
    programme = make_programme()
    cohort = make_cohort(programme, allows_names=True)
    people = _people(programme)
    world = World(
        programme,
        cohort,
        people,
        draft=make_application(cohort, ApplicationState.DRAFT, now=clock.now()),
        sent=make_application(cohort, now=clock.now()),
    )
    interview = _interview(world)
    world.rows = _by_label(
        programme,
        cohort,
        people["colleague"],
        world.sent,
        interview,
        interview.interviewer,
        *_hours(people["interviewer"]),
        *_privacy(world),
        make_mail(programme=programme),
        make_campaign(programme),
        make_legal_page(programme),
        make_alert(programme),
        make_task(programme),
        _plan(cohort),
        *_proposal(cohort),
        SavedView.objects.create(owner=people["manager"], name="Offen", query="state=submitted"),
        listed(
            cohort, ["Ada", "Groß", "ada@example.org"], owner=people["manager"], now=clock.now()
        ),
    )
    world.rows |= _tandem(world)
    for role in ROLES:
        world.clients[role] = SignedInClient()
        if role != ANONYMOUS:
            world.clients[role].force_login(people[role])
        world.cookies[role] = world.clients[role].cookies.output(attrs=[], header="", sep=";")
    return world


def _by_label(*rows: Model) -> dict[str, Model]:
    return {f"{row._meta.app_label}_{row._meta.model_name}": row for row in rows}


def _people(programme: Programme) -> dict[str, User]:
    return {
        "mentee": make_user("mentee@example.org"),
        "mentor": make_user("mentor@example.org"),
        "co_mentor": make_user("co-mentor@example.org"),
        "foreign_mentor": make_mentor().user,
        "interviewer": make_staff(Role.INTERVIEWER, programme),
        "foreign_interviewer": make_staff(Role.INTERVIEWER, programme),
        "colleague": make_staff(Role.INTERVIEWER, programme),
        "manager": make_staff(Role.MANAGER, programme),
        "foreign_manager": make_staff(Role.MANAGER),
        "safeguarding": make_staff(Role.SAFEGUARDING, programme),
        "auditor": make_staff(Role.AUDITOR, programme),
        "operator": make_operator(),
        "no_mfa": make_staff(Role.MANAGER, programme, mfa=False),
    }


def _interview(world: World) -> Interview:
    """Booked with `interviewer` by somebody else, so that `sent` can still book."""
    application = make_application(world.cohort, ApplicationState.INTERVIEW)
    interviewer = make_interviewer(world.programme, user=world.people["interviewer"])
    return make_interview(application, interviewer, clock.now() + timedelta(days=3))


def _proposal(cohort: Cohort) -> tuple[Model, ...]:
    """A partnership that its mentor is asked about."""
    partnership = make_partnership(cohort)
    return partnership, partnership.answers.get(part=Part.MENTOR)


def _tandem(world: World) -> dict[str, Model]:
    """An active tandem of `mentee`, `mentor` and `co_mentor`, with a meeting and an office."""
    people = {
        "mentee": Profile.objects.get(user=world.people["mentee"]),
        "mentor": make_mentor(world.cohort, user=world.people["mentor"]),
        "co_mentor": make_co_mentor(world.cohort, user=world.people["co_mentor"]),
    }
    tandem = make_partnership(state=PartnershipState.ACTIVE, **people)
    office = make_delegate(people["mentor"])
    meeting = make_meeting(tandem, logged_by=people["mentee"])
    return people | {
        "enrolment": make_enrolment(world.cohort, created_at=clock.now(), saved_at=clock.now()),
        "interested": make_enrolment(world.cohort, EnrolmentState.SUBMITTED),
        "tandem": tandem,
        "meeting": meeting,
        "office": office,
        "office_meeting": make_meeting(tandem, logged_by=None, logged_by_delegate=office),
        "office_answer": tandem.answers.get(part=Part.MENTOR),
    }


def _hours(user: User) -> tuple[Model, ...]:
    return (
        AvailabilityRule.objects.create(
            user=user, weekday=Weekday.MONDAY, starts=time(9), ends=time(12)
        ),
        AvailabilityException.objects.create(
            user=user, first_day=date(2026, 12, 24), last_day=date(2026, 12, 31)
        ),
    )


def _plan(cohort: Cohort) -> Plan:
    plan = make_plan(cohort)
    make_pair(plan, mentee=make_mentee(cohort), mentor=make_mentor(cohort))
    return plan


def _privacy(world: World) -> tuple[Model, ...]:
    subject = make_subject()
    consent = give_answers(subject)
    Profile.objects.create(
        subject=subject,
        cohort=world.cohort,
        user=world.people["mentee"],
        part=Part.MENTEE,
        given_name="Mo",
        family_name="Muster",
        languages=[SpokenLanguage.GERMAN],
        meeting_format=MeetingFormat.BOTH,
    )
    read = AccessLog.objects.create(
        purpose=consent.purpose,
        reason=Reason.OWN,
        programme=world.programme,
        actor_kind=ActorKind.SYSTEM,
        at=clock.now(),
    )
    erasure = Erasure.objects.create(subject=subject, actor_kind=ActorKind.SYSTEM, at=clock.now())
    return consent, consent.text, read, erasure
