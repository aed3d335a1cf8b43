"""How one turns to somebody of one's tandem: as they like best, with words to begin with."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from mentoring.common.templatetags.contacts import tel
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.states import FirstContact, Part, Scope

FIRST_DRAFT = _(
    "Hello %(name)s,\n\nI am glad that we are a tandem and look forward to our first meeting."
    " Would a day in the next two weeks be possible, in person or by video?\n\n"
    "Best wishes\n%(own)s"
)
DRAFT = _(
    "Hello %(name)s,\n\nI look forward to our next meeting. Would a day in the next two weeks be"
    " possible?\n\nBest wishes\n%(own)s"
)
OFFICE_DRAFT = _(
    "Hello %(office)s,\n\nI am in a tandem with %(name)s and would like to arrange a meeting."
    " Which days would be possible?\n\nBest wishes\n%(own)s"
)


@dataclass(frozen=True)
class Way:
    """What the button says, and the address that it opens."""

    label: str
    url: str


def way_to(whom: Profile, me: Profile, *, is_first: bool, today: date) -> Way:
    """The way that `whom` prefers, as far as what it needs is known; else a mail.

    `is_first` says that the two have not met yet.
    """
    name = {"name": whom.short_name}
    if whom.first_contact == FirstContact.PHONE and whom.phone:
        return Way(str(_("Call %(name)s")) % name, tel(whom.phone))
    draft = _draft(whom, me, is_first=is_first)
    if whom.first_contact == FirstContact.MESSENGER and whom.phone:
        number = tel(whom.phone).removeprefix("tel:")
        return Way(str(_("Send %(name)s a message")) % name, f"sms:{number}?&body={quote(draft)}")
    if office := _office(whom, today):
        label = str(_("Write to the office of %(name)s")) % {"name": whom}
        return Way(label, _mail(office.email, _draft_for_office(office, whom, me)))
    return Way(str(_("Write to %(name)s")) % name, _mail(whom.user.email, draft))


def _office(whom: Profile, today: date) -> Delegate | None:
    """Who of the office is written to; only of who would like to be reached that way."""
    if whom.first_contact != FirstContact.OFFICE:
        return None
    return next((each for each in whom.delegates.all() if each.may(Scope.CALENDAR, today)), None)


def _draft(whom: Profile, me: Profile, *, is_first: bool) -> str:
    names = {
        # Who is older is not called by the first name alone.
        "name": whom.short_name if whom.part == Part.MENTEE else whom,
        "own": me.short_name if me.part == Part.MENTEE else me,
    }
    text = FIRST_DRAFT if is_first else DRAFT
    return str(text) % names


def _draft_for_office(office: Delegate, whom: Profile, me: Profile) -> str:
    return str(OFFICE_DRAFT) % {"office": office.name, "name": whom, "own": me}


def _mail(address: str, body: str) -> str:
    subject = quote(str(_("Our meeting")))
    return f"mailto:{quote(address, safe='@')}?subject={subject}&body={quote(body)}"
