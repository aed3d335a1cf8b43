"""The mails to mentors and co-mentors on their way in."""

from datetime import datetime
from typing import Any, cast

from django.db.models import Model
from django.urls import reverse

from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import Content, absolute, render
from mentoring.notifications.services import outbox
from programmes.cohorts.language_and_tone import sign_in_path
from programmes.cohorts.models import Programme
from programmes.profiles import links
from programmes.profiles.models import Enrolment, Profile

INVITED, REMINDER = "enrolment_invited", "enrolment_reminder"
IMPORTED = "profile_imported"
HOUR = "%Y-%m-%dT%H"


def invited(enrolment: Enrolment, *, now: datetime) -> None:
    """The first mail: it says where the data came from and how to object (Art. 14 GDPR)."""
    _post(enrolment, INVITED, key=f"{enrolment.pk}", now=now)


def preview(enrolment: Enrolment) -> Content:
    """The invitation as it would be mailed; its link opens nothing."""
    context = _context(enrolment) | {"link": "#", "no_link": "#"}
    return render(INVITED, enrolment.language, context)


def reminder(enrolment: Enrolment, *, now: datetime) -> Mail | None:
    """Once for good, however often it is asked for; None where it was posted before."""
    return _post(enrolment, REMINDER, key=f"{enrolment.pk}", now=now)


def new_link(enrolment: Enrolment, *, now: datetime) -> None:
    """Asked for by staff; the link before has ended."""
    key = f"{enrolment.pk}:{enrolment.link_version}"
    _post(enrolment, "enrolment_link", key=key, now=now)


def begun(enrolment: Enrolment, *, now: datetime) -> None:
    """To who came forward; asked for by anybody, so that one an hour must do."""
    _post(enrolment, "enrolment_begun", key=f"{enrolment.pk}:{now.strftime(HOUR)}", now=now)


def submitted(enrolment: Enrolment, *, now: datetime) -> None:
    """To who came forward: the form is here, and staff will look at it."""
    _post(enrolment, "enrolment_submitted", key=f"{enrolment.pk}:{now.isoformat()}", now=now)


def enrolled(enrolment: Enrolment, *, now: datetime) -> None:
    """Welcome, and how to sign in."""
    _post(enrolment, "enrolment_enrolled", key=f"{enrolment.pk}", now=now)


def declined(enrolment: Enrolment, *, now: datetime) -> None:
    """A kind no, without the reason."""
    _post(enrolment, "enrolment_declined", key=f"{enrolment.pk}:{now.isoformat()}", now=now)


def known(profile: Profile, *, language: str, now: datetime) -> None:
    """Somebody who has a place asked for another; only the mail says that we know them."""
    _to_member(profile, "enrolment_known", key=now.strftime(HOUR), language=language, now=now)


def imported(profile: Profile, *, language: str, now: datetime) -> None:
    """From a list of ours: it says where the data came from and how to object (Art. 14 GDPR).

    Written when it is sent: a list may be long, and whoever imports it waits for the page.
    """
    _to_member(profile, IMPORTED, key="once", language=language, now=now)


def render_imported(mail: Mail) -> Content:
    """What `imported` says when it goes out."""
    return render(IMPORTED, mail.language, _member(cast("Profile", mail.about)))


def _post(enrolment: Enrolment, kind: str, *, key: str, now: datetime) -> Mail | None:
    return _send(
        kind,
        key=key,
        to=enrolment.email,
        language=enrolment.language,
        context=_context(enrolment),
        now=now,
        about=enrolment,
        subject_id=enrolment.subject_id,
        recipient_name=str(enrolment),
    )


def _to_member(profile: Profile, kind: str, *, key: str, language: str, now: datetime) -> None:
    _send(
        kind,
        key=f"{profile.pk}:{key}",
        to=profile.user.email,
        language=language,
        context=_member(profile),
        now=now,
        about=profile,
        subject_id=profile.subject_id,
        recipient_name=str(profile),
    )


def _member(profile: Profile) -> dict[str, Any]:
    return {
        "profile": profile,
        "name": str(profile),
        "cohort": profile.cohort,
        "programme": profile.cohort.programme,
        "sign_in": absolute(sign_in_path(profile.cohort.programme, profile.user.language)),
    }


def _context(enrolment: Enrolment) -> dict[str, Any]:
    token = links.token_of(enrolment)
    return {
        "enrolment": enrolment,
        "name": str(enrolment),
        "cohort": enrolment.cohort,
        "programme": enrolment.cohort.programme,
        "link": absolute(reverse("profiles:join", args=[token])),
        "no_link": absolute(reverse("profiles:join_no", args=[token])),
        "sign_in": absolute(sign_in_path(enrolment.cohort.programme, enrolment.language)),
    }


def _send(
    kind: str, *, key: str, about: Model, context: dict[str, Any], **more: Any
) -> Mail | None:
    programme: Programme = context["programme"]
    return outbox.post(
        kind=kind,
        template=kind,
        key=f"{kind}:{key}",
        about=about,
        context=context,
        programme=programme,
        reply_to=programme.contact_email,
        **more,
    )
