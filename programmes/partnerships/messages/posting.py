"""What all mails of a partnership share: whom they go to, their language and the way out.

Each mail is about the partnership: it tells of several people, and the erasure of one of them
takes it along. Whose mail it is stands in its subject.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from mentoring.common.clock import local_day
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from mentoring.notifications.states import State
from programmes.cohorts.language_and_tone import sign_in_path
from programmes.cohorts.states import Tone
from programmes.partnerships import links
from programmes.partnerships.models import Answer, Partnership
from programmes.profiles.language_and_tone import language_of, tone_of
from programmes.profiles.links import office_token
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.states import Scope


def to_person(
    answer: Answer,
    kind: str,
    *,
    key: str,
    now: datetime,
    due_at: datetime | None = None,
    template: str = "",
    **more: Any,
) -> Mail | None:
    """To the one whose answer it is; None when `key` was posted before."""
    person = answer.person
    return _post(
        answer.partnership,
        kind,
        key=key,
        to=person.user.email,
        recipient_name=str(person),
        of=person,
        language=language_of(person),
        template=template or kind,
        context=context_for(answer, more),
        now=now,
        due_at=due_at,
    )


def to_office(
    partnership: Partnership, delegate: Delegate, kind: str, *, key: str, **more: Any
) -> None:
    """Dates, names and what to do: never topics, needs or reasons.

    `more` are `now`, `due_at` and what else the template needs.
    """
    when = {name: more.pop(name) for name in ("now", "due_at") if name in more}
    _post(
        partnership,
        kind,
        key=f"{key}:{delegate.pk}",
        to=delegate.email,
        recipient_name=delegate.name,
        of=partnership.mentor,
        language=office_language(partnership.mentor),
        template=kind,
        context=office_context(partnership, delegate, more),
        **when,
    )


def context_for(answer: Answer, more: dict[str, Any]) -> dict[str, Any]:
    """What all templates about a proposal may use, with `more` on top."""
    cohort = answer.partnership.cohort
    link = absolute(reverse("partnerships:answer", args=[links.token_of(answer)]))
    return {
        "recipient": _salutation(answer.person),
        "part": answer.part,
        "programme": cohort.programme,
        "cohort": cohort,
        "link": link,
        "home_link": absolute(sign_in_path(cohort.programme, language_of(answer.person))),
        **more,
    }


def _salutation(person: Profile) -> str:
    """Who is addressed formally is not called by the given name alone."""
    return str(person) if tone_of(person) == Tone.FORMAL else person.short_name


def office_context(
    partnership: Partnership, delegate: Delegate, more: dict[str, Any]
) -> dict[str, Any]:
    """What all templates to an office may use, with `more` on top."""
    return {
        "recipient": delegate.name,
        "mentor": partnership.mentor,
        "mentee_name": partnership.mentee.short_name,
        "office_link": _office_link(delegate),
        "may_answer": Scope.ANSWER in delegate.scopes,
        "day": local_day(partnership.proposed_at),
        "programme": partnership.cohort.programme,
        "cohort": partnership.cohort,
        **more,
    }


def speaking_to(person: Profile) -> Any:
    """A context in which words are made for `person`."""
    return translation.override(language_of(person))


def delegates_of(partnership: Partnership, day: date) -> Iterable[Delegate]:
    """The people of the mentor's office whose grant holds on `day`."""
    return Delegate.objects.holding(day).filter(mentor=partnership.mentor)


def office_language(mentor: Profile) -> str:
    """Formal, as all mails to offices are."""
    return "en" if mentor.user.language.startswith("en") else "de"


def _office_link(delegate: Delegate) -> str:
    return absolute(reverse("partnerships:office", args=[office_token(delegate)]))


def sent_or_waiting(partnership: Partnership, *kinds: str) -> Any:
    """The mails of these kinds that went out or will."""
    mails = Mail.objects.about(partnership).filter(kind__in=kinds)
    return mails.exclude(state=State.CANCELLED)


def _post(
    partnership: Partnership,
    kind: str,
    *,
    key: str,
    to: str,
    recipient_name: str,
    of: Profile,
    language: str,
    template: str,
    context: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> Mail | None:
    programme = partnership.cohort.programme
    return outbox.post(
        kind=kind,
        key=f"{kind}:{key}",
        to=to,
        language=language,
        template=template,
        context=context,
        now=now,
        due_at=due_at,
        subject_id=of.subject_id,
        recipient_name=recipient_name,
        about=partnership,
        programme=programme,
        reply_to=programme.contact_email,
    )
