"""Which address answers what to whom: one row for each address, checked by test_permissions.py.

A row says who is allowed; everybody else is refused in the way of the area:

- `public`: everybody alike. `by_link`: whoever holds the link; a bad token gets 410.
- `signed_in`: anonymous people are sent to sign in.
- `own`: as `signed_in`, for those whose own it is; others, staff too, get 403, or 404 for what they
  may not see.
- `staff`: as `signed_in`; mentees get 403; staff without second factor are led to set it up by
  GET and get 403 by POST; staff who are not named get 403, or 404 for what they may not see.

`get` and `post` are the answers to who is allowed; several when they depend on the person.
`data` is what a proper POST sends, so that the test of slipped-in fields has something to work on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from mentoring.common import clock
from programmes.admissions.links import interview_token
from programmes.applications import links
from programmes.partnerships import links as partnership_links
from programmes.profiles import links as profile_links
from tests.architecture.world import ANONYMOUS, ROLES, World

LOGIN = ("302 login",)
NO_SECOND_FACTOR = {"GET": ("302 2fa",), "POST": ("403",)}
REFUSED = ("403", "404")
Answers = tuple[str, ...]
Args = Mapping[str, Any] | Callable[[World], Mapping[str, Any]]


@dataclass(frozen=True)
class Row:
    area: str
    allowed: frozenset[str]
    get: Answers
    post: Answers
    args: Args = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    def args_in(self, world: World) -> dict[str, Any]:
        """The parts of the address."""
        return dict(self.args(world) if callable(self.args) else self.args)

    def expected(self, role: str, method: str) -> Answers:
        """The answers that are right for `role`."""
        if role in self.allowed:
            return self._of(method)
        if role == ANONYMOUS:
            return LOGIN
        if role == "no_mfa" and self.area == "staff":
            return NO_SECOND_FACTOR[method]
        # Who may not see it may still learn that nothing is ever sent there.
        never = tuple(each for each in self._of(method) if each == "405" and self.area == "own")
        return REFUSED + never

    def _of(self, method: str) -> Answers:
        return self.get if method == "GET" else self.post


def _answers(value: str) -> Answers:
    return tuple(value.split(" or "))


def _row(area: str, allowed: Any, get: str, post: str, **more: Any) -> Row:
    return Row(area, frozenset(allowed), _answers(get), _answers(post), **more)


def public(get: str = "200", post: str = "405", **more: Any) -> Row:
    return _row("public", ROLES, get, post, **more)


def by_link(
    purpose: Any, get: str = "200", post: str = "405", of: str = "sent", **more: Any
) -> Row:
    """`of` names the application in the world that the link opens."""
    extra = more.pop("args", {})
    return _row(
        "link",
        ROLES,
        get,
        post,
        args=lambda world: {"token": world.token(purpose, getattr(world, of))} | extra,
        **more,
    )


def by_interview_link(get: str = "200", post: str = "405", **more: Any) -> Row:
    def token(world: World) -> Mapping[str, str]:
        return {"token": interview_token(world.rows["admissions_interview"])}

    return _row("link", ROLES, get, post, args=token, **more)


def by_alert_link(purpose: Any, get: str = "200", post: str = "405") -> Row:
    def token(world: World) -> Mapping[str, str]:
        return {"token": purpose.issue(world.rows["applications_openingalert"].pk)}

    return _row("link", ROLES, get, post, args=token)


def by_answer_link(get: str = "200", post: str = "405", **more: Any) -> Row:
    def token(world: World) -> Mapping[str, str]:
        return {"token": partnership_links.token_of(world.rows["partnerships_answer"])}

    return _row("link", ROLES, get, post, args=token, **more)


def by_office_link(get: str = "200", post: str = "405", **more: Any) -> Row:
    """`of` names rows of the world that the address has besides the token."""
    extra = more.pop("of", {})

    def parts(world: World) -> Mapping[str, Any]:
        token = {"token": profile_links.office_token(world.rows["office"])}
        return token | {name: world.rows[row].pk for name, row in extra.items()}

    return _row("link", ROLES, get, post, args=parts, **more)


def by_enrolment_link(get: str = "200", post: str = "405", **more: Any) -> Row:
    extra = more.pop("args", {})

    def parts(world: World) -> Mapping[str, Any]:
        return {"token": profile_links.token_of(world.rows["enrolment"])} | extra

    return _row("link", ROLES, get, post, args=parts, **more)


def by_new_address_link(get: str = "200", post: str = "409", **more: Any) -> Row:
    def parts(world: World) -> Mapping[str, Any]:
        return {"token": profile_links.new_address_token(world.rows["mentee"])}

    return _row("link", ROLES, get, post, args=parts, **more)


def of_person(get: str = "200", post: str = "302 or 422", **more: Any) -> Row:
    """Staff's page about a mentor."""
    return staff(OWN, get, post, args=lambda world: {"pk": world.rows["mentor"].pk}, **more)


def of_applicant(get: str = "200", post: str = "302 or 422", **more: Any) -> Row:
    """What a manager puts right about somebody who has applied."""
    return staff(OWN, get, post, args=lambda world: {"pk": world.sent.pk}, **more)


def of_programme(get: str = "200", post: str = "302 or 422", **args: Any) -> Row:
    return staff(OWN, get, post, args=lambda world: {"pk": world.programme.pk} | args)


def _upload(world: World) -> Mapping[str, Any]:
    return {"pk": world.rows["imports_upload"].pk}


def of_list(get: str = "200 or 302", post: str = "302 or 422", **more: Any) -> Row:
    """Staff's page about a list that the manager imports."""
    extra = more.pop("args", {})
    return staff(MANAGERS, get, post, args=lambda world: {**_upload(world), **extra}, **more)


def of_enrolment(get: str = "200", post: str = "302 or 422", **more: Any) -> Row:
    return staff(OWN, get, post, args=lambda world: {"pk": world.rows["interested"].pk}, **more)


def own(allowed: str, get: str = "200", post: str = "405", **more: Any) -> Row:
    """`of` names rows of the world that the address has; the first is whose own it is."""
    rows, extra = more.pop("of"), more.pop("args", {})
    return _row(
        "own",
        allowed.split(),
        get,
        post,
        args=lambda world: {name: world.rows[row].pk for name, row in rows.items()} | extra,
        **more,
    )


def signed_in(get: str = "200", post: str = "405", **more: Any) -> Row:
    return _row("signed in", set(ROLES) - {ANONYMOUS}, get, post, **more)


def staff(allowed: str, get: str = "200", post: str = "200 or 302", **more: Any) -> Row:
    return _row("staff", allowed.split(), get, post, **more)


def admin_of(model: str, *, see: str, change: str = "", add: str = "") -> dict[str, Row]:
    """The addresses of one model in the admin; nothing is deleted there."""

    def this(world: World) -> Mapping[str, Any]:
        return {"object_id": world.rows[model].pk}

    return {
        f"admin:{model}_changelist": staff(see),
        f"admin:{model}_add": staff(add),
        f"admin:{model}_history": staff(see, args=this),
        f"admin:{model}_delete": staff("", args=this),
        # Who may see and not change gets 403 by POST: a row of its own says so where needed.
        f"admin:{model}_change": staff(
            see, post="200 or 302" if see == change else "200 or 302 or 403", args=this
        ),
        f"admin:{model}": staff(STAFF, get="302", post="302", args=this),
    }


STAFF = "interviewer foreign_interviewer manager foreign_manager safeguarding auditor operator"
MANAGERS = "manager foreign_manager operator"
OWN = "manager operator"

NAME = {"given_name": "Mo", "family_name": "Muster", "email": "mo@example.org"}
SECOND_FACTOR = signed_in("200 or 302 or 403 or 404", "200 or 302 or 403 or 404 or 405")

TANDEM = "mentee mentor co_mentor"
OFFICE_PERSON = {"pk": "mentor", "delegate": "office"}
TODAY = timezone.localdate(clock.now())
SOON = TODAY + timedelta(days=60)
MEETING = {
    "held_on": str(TODAY),
    "kind": "video",
    "minutes": "60",
    "took_part": ["mentee", "mentor"],
    "form_id": str(UUID(int=5)),
}
INTERVIEWS = "interviewer foreign_interviewer manager foreign_manager operator"
RUNS = "interviewer manager operator"
REASON = {"reason": "Passt gut."}
NOTE = {"text": "Ruft am besten abends an."}


def _interview(world: World) -> Mapping[str, Any]:
    return {"pk": world.rows["admissions_interview"].pk}


def _code(world: World) -> str:
    return str(world.rows["cohorts_campaign"].code)


def _interviewer(world: World) -> Mapping[str, Any]:
    return {"pk": world.rows["admissions_interviewer"].pk}


def _of_interview(world: World) -> Mapping[str, Any]:
    """The application whose interview `interviewer` holds."""
    return {"pk": world.rows["admissions_interview"].application_id}


def _of_subject(world: World) -> Mapping[str, Any]:
    """The same person, who has a page of their own."""
    return {"pk": world.rows["admissions_interview"].application.subject_id}


def decision() -> Row:
    return staff(OWN, "200 or 302", "302 or 422", args=_of_interview, data=REASON)


def task(get: str = "302", post: str = "302 or 422", **more: Any) -> Row:
    return staff(OWN, get, post, args=lambda world: {"pk": world.rows["worklist_task"].pk}, **more)


def of_cohort(get: str = "200", post: str = "405", **more: Any) -> Row:
    return staff(OWN, get, post, args=lambda world: {"pk": world.cohort.pk}, **more)


def run(get: str = "200", post: str = "405") -> Row:
    """Staff's page about a matching run."""
    return staff(OWN, get, post, args=lambda world: {"pk": world.rows["matching_plan"].run_id})


def plan(get: str = "200", post: str = "405", **more: Any) -> Row:
    return staff(OWN, get, post, args=lambda world: {"pk": world.rows["matching_plan"].pk}, **more)


def _paired(world: World) -> Mapping[str, Any]:
    found = world.rows["matching_plan"]
    return {"pk": found.pk, "mentee": found.pairs.get().mentee_id}


def _person_of_plan(world: World) -> Mapping[str, Any]:
    found = world.rows["matching_plan"]
    return {"pk": found.pk, "person": found.pairs.get().mentor_id}


def _pair_of_plan(world: World) -> Mapping[str, Any]:
    found = world.rows["matching_plan"]
    return {"pk": found.pk, "pair": found.pairs.get().pk}


def tandem(get: str = "302", post: str = "302 or 409 or 422", **more: Any) -> Row:
    return staff(
        OWN, get, post, args=lambda world: {"pk": world.rows["partnerships_partnership"].pk}, **more
    )


ROWS: dict[str, Row] = {
    # The way of an applicant
    "applications:front": public("200 or 302", "200 or 302"),
    "applications:links": public(post="200", data={"email": "mara@example.org"}),
    "applications:programme": public(args=lambda world: {"slug": world.programme.slug}),
    "applications:start": public(
        post="200 or 302 or 422",
        args=lambda world: {"slug": world.programme.slug},
        data=NAME,
    ),
    # An address to write to is nobody's secret: the answer is the same for everybody.
    "applications:opening": public(
        "302",
        "200",
        args=lambda world: {"slug": world.programme.slug},
        data={"email": "mara@example.org"},
    ),
    "applications:legal": public(
        args=lambda world: {"slug": world.programme.slug, "kind": "privacy"}
    ),
    "applications:go": public("302", args=lambda world: {"code": _code(world)}),
    "applications:alert": by_alert_link(links.OPENING, post="200"),
    "applications:alert_stop": by_alert_link(links.OPENING_STOP, post="200"),
    "applications:resume": by_link(links.DRAFT, "302", "302", of="draft"),
    "applications:pause": by_link(links.DRAFT, post="200", of="draft"),
    "applications:check": by_link(links.DRAFT, post="302 or 422", of="draft"),
    "applications:step": by_link(
        links.DRAFT, post="302 or 422", of="draft", args={"slug": "name"}, data=NAME
    ),
    "admissions:status": by_link(links.STATUS, post="200"),
    "admissions:withdraw": by_link(links.STATUS, "200", "302"),
    "admissions:contact": by_link(links.STATUS, post="302 or 422", data=NAME),
    "admissions:ask_guardian": by_link(
        links.STATUS, post="302 or 422", data={"guardian_email": "eltern@example.org"}
    ),
    "admissions:confirm_address": by_link(links.ADDRESS, post="302"),
    # Without the tick nothing is deleted.
    "admissions:erase": by_link(links.STATUS, post="422"),
    "admissions:own_data": by_link(links.STATUS, post="200"),
    "admissions:download": by_link(links.STATUS, "405", "200"),
    "admissions:withdraw_consent": by_link(links.STATUS, post="302", args={"purpose": "outreach"}),
    "admissions:book": by_link(links.STATUS, post="302 or 409 or 422"),
    "admissions:time_request": by_link(
        links.STATUS, post="302 or 422", data={"times": ["evenings"]}
    ),
    "admissions:withdraw_time_request": by_link(links.STATUS, post="302"),
    "admissions:interview": by_interview_link(post="200"),
    "admissions:move": by_interview_link(post="302 or 409 or 422"),
    "admissions:cancel": by_interview_link(post="302"),
    "admissions:calendar_file": by_interview_link(),
    # A secret that nobody has opens nothing, to anybody alike.
    "calendar_feed": public("404", args={"secret": UUID(int=7)}),
    "admissions:guardian": by_link(links.GUARDIAN, post="302 or 422", data={"agrees": "on"}),
    "admissions:guardian_no": by_link(links.GUARDIAN, post="302"),
    # Answers to a proposal
    "partnerships:links": public(post="200 or 422", data={"email": "mara@example.org"}),
    "partnerships:answer": by_answer_link(post="302 or 422", data={"reply": "yes"}),
    # Meetings of a tandem, for its people and for the mentor's office
    "partnerships:meetings": own(TANDEM, of={"pk": "tandem"}),
    "partnerships:log": own(TANDEM, post="302 or 422", of={"pk": "tandem"}, data=MEETING),
    "partnerships:remove_meeting": own(
        TANDEM, post="302", of={"pk": "tandem", "meeting": "meeting"}
    ),
    "partnerships:office_links": public(post="200", data={"email": "mara@example.org"}),
    "partnerships:office": by_office_link(post="200"),
    "partnerships:office_log": by_office_link(post="302 or 422", of={"pk": "tandem"}, data=MEETING),
    "partnerships:office_remove_meeting": by_office_link(
        post="302", of={"pk": "tandem", "meeting": "office_meeting"}
    ),
    "partnerships:office_answer": by_office_link(
        post="302 or 409", of={"pk": "office_answer"}, data={"reply": "no"}
    ),
    "partnerships:office_leave": by_office_link(post="200"),
    # The way in for mentors
    "profiles:mentors": public(args=lambda world: {"slug": world.programme.slug}),
    "profiles:interest": public(
        post="200", args=lambda world: {"slug": world.programme.slug}, data=NAME
    ),
    "profiles:join": by_enrolment_link("302"),
    "profiles:join_page": by_enrolment_link(
        post="302",
        args={"slug": "you"},
        data={
            "given_name": "Renate",
            "family_name": "Brandt",
            "region": "SN",
            "languages": ["de"],
        },
    ),
    "profiles:join_no": by_enrolment_link(post="302"),
    "profiles:join_yes": by_enrolment_link("405", "302"),
    # What people say about themselves
    "profiles:own": own("mentee", of={"pk": "mentee"}),
    "profiles:section": own(
        "mentor",
        post="302 or 422",
        of={"pk": "mentor"},
        args={"slug": "about"},
        data={"introduction": "Ich freue mich."},
    ),
    "profiles:address": own(
        "mentee", post="302", of={"pk": "mentee"}, data={"email": "neu@example.org"}
    ),
    "profiles:confirm_address": by_new_address_link(),
    "profiles:affiliation": own("mentee", post="302", of={"pk": "mentee"}),
    "profiles:wishes": own(
        "co_mentor",
        post="302",
        of={"pk": "co_mentor"},
        data={"person": "Amina Haddad", "kind": "preferred"},
    ),
    "profiles:office": own(
        "mentor",
        post="302",
        of={"pk": "mentor"},
        data={
            "name": "Nina Kern",
            "email": "kern@example.org",
            "scopes": "log",
            "expires_on": str(SOON),
        },
    ),
    "profiles:grant": own("mentor", post="422", of=OFFICE_PERSON),
    "profiles:office_link": own("mentor", post="302", of=OFFICE_PERSON),
    "profiles:office_revoke": own("mentor", post="302", of=OFFICE_PERSON),
    # Homes and health
    "moved_page": public("302", "405", args={"page": "interview/"}),
    "home:start": signed_in("200 or 302", "200 or 302"),
    "home:mentee": signed_in("200 or 404", "405"),
    "home:mentor": signed_in("200 or 404", "405"),
    "home:co_mentor": signed_in("200 or 404", "405"),
    "home:health": public("200 or 503"),
    "home:live": public(),
    "home:ready": public(),
    "set_language": public("302", "302", data={"language": "en"}),
    # Sign-in: each page shows nobody's matters but one's own
    "account_login": public("200 or 302", "200 or 302", data={"login": NAME["email"]}),
    "account_confirm_login_code": public("302", "302"),
    "account_logout": public("200 or 302", "302"),
    "account_inactive": public(),
    "account_signup": public("200 or 302", "200 or 302", data=NAME),
    "mfa_authenticate": public("302", "302"),
    "mfa_login_webauthn": public("302", "302"),
    "mfa_index": signed_in("200 or 302"),
    "mfa_reauthenticate": signed_in("200 or 302 or 403", "200 or 302 or 403"),
    "mfa_reauthenticate_webauthn": signed_in("200 or 302 or 403", "200 or 302 or 403"),
    "mfa_activate_totp": SECOND_FACTOR,
    "mfa_deactivate_totp": SECOND_FACTOR,
    "mfa_view_recovery_codes": SECOND_FACTOR,
    "mfa_generate_recovery_codes": SECOND_FACTOR,
    "mfa_download_recovery_codes": SECOND_FACTOR,
    "mfa_list_webauthn": SECOND_FACTOR,
    "mfa_add_webauthn": SECOND_FACTOR,
    "mfa_edit_webauthn": signed_in("302 or 404", "302 or 404", args={"pk": 1}),
    "mfa_remove_webauthn": signed_in("302 or 404", "302 or 404", args={"pk": 1}),
    # The staff area
    "admin:index": staff(STAFF),
    "admin:login": public("302", "302"),
    "admin:logout": staff(STAFF, "405", "302"),
    "admin:search": staff(STAFF),
    "admin:jsi18n": staff(STAFF, post="405"),
    "admin:autocomplete": staff(STAFF, "403", "405"),
    "admin:view_on_site": staff(
        STAFF,
        "404",
        "404",
        args=lambda world: {"content_type_id": 0, "object_id": world.programme.pk},
    ),
    "admin:app_list": staff(MANAGERS, args={"app_label": "cohorts"}),
    **admin_of("accounts_user", see=OWN, change=OWN, add=MANAGERS),
    **admin_of("cohorts_programme", see=OWN, change=OWN, add="operator"),
    **admin_of("cohorts_cohort", see=OWN, change=OWN, add=MANAGERS),
    "admin:cohorts_cohort_open": of_cohort(post="302 or 422"),
    "admin:cohorts_cohort_take_back": of_cohort(post="302 or 422"),
    "admin:cohorts_cohort_copy": of_cohort(post="302 or 422"),
    "admin:applications_application_close_cohort": of_cohort(post="302 or 422"),
    **admin_of("cohorts_campaign", see=OWN, change=OWN, add=MANAGERS),
    "admin:cohorts_campaign_image": staff(
        OWN,
        post="200",
        args=lambda world: {"pk": world.rows["cohorts_campaign"].pk, "kind": "svg"},
    ),
    # What was published is read and never changed.
    **admin_of("cohorts_legalpage", see=OWN, add=MANAGERS),
    **admin_of("notifications_mail", see=OWN),
    "admin:notifications_mail_letters": staff(MANAGERS, "404", "404", args={"batch": UUID(int=1)}),
    "admin:applications_application_letter": staff(MANAGERS, "200", "422"),
    "admin:profiles_profile_letter": staff(MANAGERS, "200", "422"),
    "admin:notifications_mailtext_changelist": staff(MANAGERS, "302", "302"),
    "admin:notifications_mailtext_programme": of_programme(post="405"),
    "admin:notifications_mailtext_edit": of_programme(template="application_draft"),
    "admin:notifications_mailtext_reset": of_programme("302", template="application_draft"),
    "admin:worklist_task_changelist": staff(MANAGERS),
    "admin:worklist_task_change": task("200", "405"),
    "admin:worklist_task_close": task(data={"outcome": "reached"}),
    "admin:worklist_task_drop": task(data=REASON),
    "admin:worklist_task_plan": task(data={"due_on": "2036-01-01"}),
    "admin:worklist_task_take": task("405", "302"),
    "admin:worklist_task_reopen": task("405", "302"),
    "admin:matching_cohortcriteria_changelist": staff(MANAGERS, "302", "405"),
    "admin:matching_cohortcriteria_of": of_cohort(post="302 or 409 or 422", data={"save": "1"}),
    "admin:matching_cohortcriteria_file": of_cohort(),
    "admin:matching_run_changelist": staff(MANAGERS, "302", "405"),
    "admin:matching_run_of": of_cohort(post="302 or 409 or 422", data={"objective": "fair"}),
    "admin:matching_run_change": run(),
    "admin:matching_run_progress": run(),
    "admin:matching_run_cancel": run("405", "302"),
    "admin:matching_plan_changelist": staff(MANAGERS),
    "admin:matching_plan_change": plan(),
    "admin:matching_plan_mentee": staff(OWN, post="405", args=_paired),
    "admin:matching_plan_person": staff(OWN, post="405", args=_person_of_plan),
    "admin:matching_plan_step": plan("405", "302", data={"do": "undo", "version": "0"}),
    "admin:matching_plan_since": plan(),
    "admin:matching_plan_settings": plan(
        post="302 or 422", data={"name": "Zweiter Entwurf", "version": "0"}
    ),
    "admin:matching_plan_discard": plan("405", "302"),
    "admin:matching_plan_restore": plan("405", "302"),
    "admin:matching_plan_confirm": plan(post="302 or 409 or 422"),
    "admin:matching_plan_publish": plan(post="302 or 409 or 422"),
    "admin:matching_plan_letters": staff(OWN, post="405", args=_pair_of_plan),
    "admin:matching_plan_unpublish": plan("405", "302"),
    "admin:matching_plan_compare": plan(),
    "admin:matching_plan_what_if": plan(post="200 or 302 or 422"),
    "home:person": staff(RUNS, post="405", args=_of_subject),
    "home:person_note": staff(RUNS, "302", args=_of_subject, data=NOTE),
    "admin:applications_application_changelist": staff(INTERVIEWS),
    "admin:applications_application_change": staff(RUNS, post="405", args=_of_interview),
    "admin:applications_application_note": staff(RUNS, "302", args=_of_interview, data=NOTE),
    "admin:applications_application_name": of_applicant(data=NAME),
    "admin:applications_application_address": of_applicant(data={"email": "neu@example.org"}),
    "admin:applications_application_preview": staff(
        OWN,
        post="405",
        args=lambda world: {"pk": world.cohort.pk, "step": "programme"},
    ),
    "admin:applications_application_book": staff(
        OWN, post="302 or 409 or 422", args=lambda world: {"pk": world.sent.pk}, data=REASON
    ),
    "admin:applications_application_offer": staff(
        OWN, post="302 or 409 or 422", args=lambda world: {"pk": world.sent.pk}
    ),
    "admin:applications_application_accept": decision(),
    "admin:applications_application_waitlist": decision(),
    "admin:applications_application_decline": decision(),
    "admin:applications_application_undo": staff(OWN, post="422", args=_of_interview, data=REASON),
    **{
        f"admin:applications_application_bulk_{slug}": staff(
            MANAGERS, post="200", data={**REASON, "id": "00000000-0000-0000-0000-000000000000"}
        )
        for slug in ("accept", "waitlist", "decline")
    },
    **{
        f"admin:{name}_export": staff(MANAGERS, post="405", args={"form": "csv"})
        for name in (
            *("applications_application", "admissions_interview", "worklist_task"),
            *("profiles_profile", "profiles_enrolment", "partnerships_partnership"),
        )
    },
    "admin:applications_application_save_view": staff(INTERVIEWS, "405", "302"),
    # One's own only: it is nobody else's among the people of the matrix.
    "admin:applications_application_view": staff(
        "manager",
        args=lambda world: {"pk": world.rows["admissions_savedview"].pk},
        data={"name": "Noch offen"},
    ),
    "admin:applications_application_delete_view": staff(
        "manager",
        post="302",
        args=lambda world: {"pk": world.rows["admissions_savedview"].pk},
    ),
    "admin:applications_application_season": staff(MANAGERS, "302", "405"),
    "admin:applications_application_season_of": staff(
        OWN, post="405", args=lambda world: {"pk": world.cohort.pk}
    ),
    "admin:admissions_interview_changelist": staff(INTERVIEWS),
    # Managers read the sheet, only the interviewer writes.
    "admin:admissions_interview_change": staff(
        RUNS, post="302 or 403 or 422", args=_interview, data={"notes": "Gut"}
    ),
    "admin:admissions_interview_move": staff(
        RUNS, post="302 or 409 or 422", args=_interview, data=REASON
    ),
    "admin:admissions_interview_guide": staff(
        OWN, "405", "302", args=lambda world: {"pk": world.cohort.pk}
    ),
    "admin:admissions_interview_held": staff(RUNS, post="302 or 409 or 422", args=_interview),
    "admin:admissions_interview_missed": staff(RUNS, post="302 or 409 or 422", args=_interview),
    "admin:admissions_interview_cancel": staff(
        RUNS, post="302 or 422", args=_interview, data=REASON
    ),
    "admin:admissions_interviewer_changelist": staff(INTERVIEWS, "200 or 302"),
    "admin:admissions_interviewer_add": staff(INTERVIEWS),
    "admin:admissions_interviewer_change": staff(RUNS, post="302 or 422", args=_interviewer),
    "admin:admissions_interviewer_list": staff(RUNS, post="302 or 422", args=_interviewer),
    # Without the place in the grid that it is about there is nothing to see.
    "admin:admissions_interviewer_block": staff(RUNS, "404", "404", args=_interviewer),
    "admin:admissions_interviewer_day": staff(RUNS, "404", "404", args=_interviewer),
    # A secret of the person's own: managers neither read nor change it.
    "admin:admissions_interviewer_renew_feed": staff("interviewer", post="302", args=_interviewer),
    "admin:admissions_interviewer_stop_feed": staff("interviewer", post="302", args=_interviewer),
    "admin:profiles_profile_changelist": staff(MANAGERS),
    "admin:profiles_profile_change": of_person(post="405"),
    "admin:profiles_profile_note": of_person("302", data=NOTE),
    "admin:profiles_profile_edit": of_person(data=NAME),
    "admin:profiles_profile_address": of_person(data={"email": "neu@example.org"}),
    "admin:profiles_profile_screening": of_person(data={"talk_held_on": "2026-01-20"}),
    "admin:profiles_profile_standing": of_person(),
    "admin:profiles_profile_pause": of_person(data=REASON),
    "admin:profiles_profile_leave": of_person(data=REASON),
    "admin:profiles_profile_resume": of_person("405", "302"),
    "admin:imports_upload_changelist": staff(MANAGERS, post="422"),
    "admin:imports_upload_template": staff(MANAGERS, post="405", args={"form": "csv"}),
    # Whose the list is not, for them there is none: they are sent to where one begins.
    "admin:imports_upload_header": of_list("302", "302"),
    "admin:imports_upload_columns": of_list(),
    "admin:imports_upload_meanings": of_list(),
    "admin:imports_upload_change": of_list(),
    "admin:imports_upload_row": of_list(args={"line": 2}),
    "admin:imports_upload_discard": staff("manager", "405", "302", args=_upload),
    "admin:profiles_enrolment_changelist": staff(MANAGERS),
    # Part and cohort are fields of the form: an invitation into no cohort is refused.
    "admin:profiles_enrolment_invite": staff(
        MANAGERS, post="422", data={**NAME, "part": "mentor", "cohort": ""}
    ),
    "admin:profiles_enrolment_change": of_enrolment(post="405"),
    "admin:profiles_enrolment_approve": of_enrolment(post="302 or 409 or 422"),
    "admin:profiles_enrolment_decline": of_enrolment(data=REASON),
    "admin:profiles_enrolment_link": of_enrolment(post="302 or 409 or 422"),
    "admin:partnerships_partnership_changelist": staff(MANAGERS),
    "admin:partnerships_partnership_change": tandem("200", "405"),
    "admin:partnerships_partnership_note": tandem(data=NOTE),
    "admin:partnerships_partnership_withdraw": tandem(data=REASON),
    "admin:partnerships_partnership_end": tandem(data=REASON),
    "admin:partnerships_partnership_co_mentor": tandem(),
    "admin:partnerships_partnership_phone": tandem(data={"part": "mentor", "reply": "yes"}),
    "admin:partnerships_partnership_remind": tandem("200 or 404", data={"answer": "mentor"}),
    **admin_of("privacy_accesslog", see="auditor"),
    **admin_of("privacy_consent", see="auditor"),
    **admin_of("privacy_consenttext", see="auditor"),
    **admin_of("privacy_erasure", see="auditor"),
}
# Lists are open to managers of whatever programme; what they show is narrowed to their own.
ROWS |= {
    f"admin:{model}_changelist": staff(MANAGERS)
    for model in (
        "accounts_user",
        "cohorts_programme",
        "cohorts_cohort",
        "cohorts_campaign",
        "cohorts_legalpage",
        "notifications_mail",
    )
}
