"""A person's page: who it is, what others see, what was checked, and what can be done."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import StaffPage, verb
from mentoring.common.clock import local_day, now
from mentoring.common.fields import NAMES
from mentoring.worklist.admin.notes import WithNotes, WriteNote
from programmes.profiles.admin.action_pages import COLOURS, ActionPage, page_url, timeline
from programmes.profiles.admin.filters import BESIDE
from programmes.profiles.forms.staff import (
    AddressForm,
    ProfileForm,
    ReasonForm,
    ScreeningForm,
    StandingForm,
)
from programmes.profiles.models import Profile, Screening
from programmes.profiles.policies import can_manage_profile
from programmes.profiles.services import (
    identity,
    needs,
    participation,
    screening,
    standing_co_mentors,
    times,
)
from programmes.profiles.states import Part, ProfileState, Scope, SpokenLanguage

RELATED = ("cohort__programme", "user", "standing_co_mentor", "screening")


class OfProfile:
    policy = can_manage_profile
    model = Profile
    related = RELATED


class ProfilePage(WithNotes, OfProfile, StaffPage, TemplateView):
    template_name = "admin/profiles/profile.html"
    note_address = "admin:profiles_profile_note"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        profile: Profile = self.row
        enrolment = getattr(profile, "enrolment", None)
        page = {
            "title": str(profile),
            "profile": profile,
            "colour": COLOURS[profile.state],
            "is_screened": profile.part in BESIDE,
            "is_mentor": profile.part == Part.MENTOR,
            "is_resting": profile.state != ProfileState.ACTIVE,
            "has_left": profile.state == ProfileState.LEFT,
            "lacks": profile.part in BESIDE
            and bool(screening.lacks_certificate([profile.pk], local_day(now()))),
            "facts": facts_of(profile),
            "shown": shown_of(profile),
            "checks": checks_of(getattr(profile, "screening", None), local_day(now())),
            "office": office_of(profile),
            "wishes": profile.named_wishes.select_related("other"),
            "beside": profile.stands_beside.exclude(state=ProfileState.LEFT),
            "entries": timeline(*filter(None, (profile, enrolment))),
        }
        return super().get_context_data(**(page | more))


class NotePage(WriteNote, ProfilePage):
    def back(self) -> str:
        return page_url(self.row)


def facts_of(profile: Profile) -> list[tuple[Any, str]]:
    """What the matching and staff need; what is blank does not appear."""
    is_mentee, programme = profile.part == Part.MENTEE, profile.cohort.programme
    facts = [
        (programme.function_label, profile.function),
        (programme.affiliation_label, profile.affiliation_title),
        (_("Region"), " ".join(filter(None, (profile.postcode, profile.get_region_display())))),
        (_("Phone"), profile.phone),
        (_("Languages"), ", ".join(str(SpokenLanguage(c).label) for c in profile.languages)),
        (_("Topics"), _titles(profile.topics.all())),
        (_("Most important"), _titles(profile.important_topics.all())),
        (_("Support"), _titles(profile.needs.all())),
        (_("Meeting"), str(profile.get_meeting_format_display())),
        (_("Good times"), times.cells_in_words(times.cells_of(profile))),
        (_("Takes so many mentees"), "" if is_mentee else str(profile.capacity)),
        (_("Needs from us"), profile.needs_from_us),
    ]
    return [(label, words) for label, words in facts if words]


def shown_of(profile: Profile) -> list[tuple[Any, str]]:
    """What the other side of a tandem reads."""
    days = _("within %(days)s days") % {"days": profile.response_days}
    facts = [
        (_("Introduction"), profile.introduction),
        (_("You may always ask me"), profile.always_ask),
        (_("I would rather not"), profile.rather_not),
        (_("Usually answers"), days),
        (_("First contact"), str(profile.get_first_contact_display())),
    ]
    return [(label, words) for label, words in facts if words]


def checks_of(checked: Screening | None, today: date) -> list[tuple[Any, str]]:
    """Each check with its day; a dash where it is still to be done."""
    if checked is None:
        return []
    until = screening.holds_until(checked)
    has_lapsed = until is not None and until <= today
    return [
        (_("Talk held"), _day(checked.talk_held_on)),
        (_("Agreement signed"), _day(checked.agreement_signed_on)),
        (_("Training attended"), _day(checked.training_on)),
        (_("Certificate issued"), _day(checked.certificate_issued_on)),
        (_("Certificate seen"), _seen(checked)),
        (_("Certificate held until") if has_lapsed else _("Certificate holds until"), _day(until)),
    ]


def _seen(checked: Screening) -> str:
    day = _day(checked.certificate_seen_on)
    return f"{day}, {checked.certificate_seen_by}" if checked.certificate_seen_by else day


def office_of(profile: Profile) -> list[tuple[Any, str, str]]:
    """Who acts for the mentor: the person, what they may, and until when."""
    return [
        (
            delegate,
            ", ".join(str(Scope(scope).label) for scope in delegate.scopes),
            _day(delegate.expires_on),
        )
        for delegate in profile.delegates.filter(revoked_at=None)
    ]


def _day(day: Any) -> str:
    return date_format(day) if day else "–"


def _titles(rows: Any) -> str:
    return ", ".join(str(row) for row in rows)


class EditPage(OfProfile, ActionPage):
    form_class = ProfileForm
    template_name = "admin/profiles/edit.html"
    title = _("Edit the profile")
    effect = _("The person sees on their own page what you change here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy: the page must go on to show what is saved.
        return super().get_form_kwargs() | {"instance": Profile.objects.get(pk=self.row.pk)}

    def act(self, form: forms.Form) -> str | Promise:
        values = dict(form.cleaned_data)
        names = {name: values.pop(name) for name in NAMES}
        participation.change(self.row, values, now=now())
        identity.rename(self.row, **names, by=Actor.of(self.request.user), now=now())
        if "needs_from_us" in form.changed_data:
            needs.ask_staff(self.row, form.cleaned_data["needs_from_us"], now=now())
        return _("Saved.")


class AddressPage(OfProfile, ActionPage):
    form_class = AddressForm
    title = _("Correct the e-mail address")
    effect = _(
        "We mail a link to the new address. When it is opened there, mails and sign-in move, and"
        " the old address is told. Until then everything stays as it is."
    )
    button = _("Send the link")

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.row.user
        return super().get_form_kwargs() | {"initial": {"email": user.new_email or user.email}}

    def act(self, form: forms.Form) -> str | Promise:
        by = Actor.of(self.request.user)
        if identity.ask_for(self.row, **form.cleaned_data, by=by, now=now()):
            return _("The link is on its way.")
        return _("The address stays as it is.")


class ScreeningPage(OfProfile, ActionPage):
    form_class = ScreeningForm
    template_name = "admin/profiles/screening.html"
    title = _("Screening")
    effect = _("Only dates are noted, never a copy. Who has seen the certificate is you.")

    def get_form_kwargs(self) -> dict[str, Any]:
        noted = Screening.objects.filter(profile=self.row).first()
        return super().get_form_kwargs() | {"instance": noted or Screening(profile=self.row)}

    def act(self, form: forms.Form) -> str | Promise:
        screening.note(self.row, form.cleaned_data, by=Actor.of(self.request.user), now=now())
        return _("Noted.")


class StandingPage(OfProfile, ActionPage):
    form_class = StandingForm
    title = _("Standing co-mentor")
    effect = _("Is proposed together with this mentor, unless you choose somebody else.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "choices": co_mentors_for(self.row),
            "initial": {"co_mentor": self.row.standing_co_mentor_id},
        }

    def act(self, form: forms.Form) -> str | Promise:
        standing_co_mentors.pair(self.row, form.cleaned_data["co_mentor"], now=now())
        return _("Saved.")


def co_mentors_for(mentor: Profile) -> list[tuple[Profile, str]]:
    """Each co-mentor of the cohort with the places that are left; the full ones come last."""
    found = Profile.objects.active().filter(cohort=mentor.cohort_id, part=Part.CO_MENTOR)
    free = standing_co_mentors.free_places(list(found))
    in_order = sorted(free.items(), key=lambda each: (each[1] <= 0, each[0].sort_name))
    words = _("%(name)s (%(free)s of %(all)s places free)")
    return [
        (each, words % {"name": each, "free": max(left, 0), "all": each.capacity})
        for each, left in in_order
    ]


class PausePage(OfProfile, ActionPage):
    form_class = ReasonForm
    title = _("Pause")
    effect = _("Is not matched until somebody ends the pause. Partnerships go on.")
    button = _("Pause")

    def act(self, form: forms.Form) -> str | Promise:
        participation.pause(
            self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data
        )
        return _("Paused.")


class LeavePage(OfProfile, ActionPage):
    form_class = ReasonForm
    title = _("Take out of the cohort")
    effect = _("No longer takes part and is not matched. It can be undone.")
    button = _("Take out")
    variant = "danger"

    def act(self, form: forms.Form) -> str | Promise:
        participation.leave(
            self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data
        )
        return _("Has left.")


@verb(Profile, can_manage_profile, page_url)
def resume(request: HttpRequest, profile: Profile) -> str | Promise:
    participation.resume(profile, by=Actor.of(request.user), now=now())
    return _("Takes part again.")
