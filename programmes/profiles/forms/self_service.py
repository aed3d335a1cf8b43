"""What people say about themselves on their own pages, one thing a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.common.actors import Actor
from mentoring.common.fields import AddressField, NameField, PlainNames
from mentoring.common.forms import FieldsForm, FieldsOnly
from programmes.cohorts.states import Region
from programmes.profiles.forms.joining import DAYS
from programmes.profiles.forms.questions import (
    first_contacts,
    languages_field,
    meeting_format_field,
    phone_field,
)
from programmes.profiles.forms.week_grid import WeekField
from programmes.profiles.models import Profile
from programmes.profiles.models.profiles import MOST_CAPACITY
from programmes.profiles.services import identity, self_service, times
from programmes.profiles.states import FirstContact, Part

EVERYBODY = frozenset(Part)
BESIDE = frozenset({Part.MENTOR, Part.CO_MENTOR})


class OwnForm(FieldsOnly, forms.ModelForm):
    """A page of questions about one's own profile."""

    class Meta:
        model = Profile
        fields: tuple[str, ...] = ()

    def keep(self, *, by: Actor, now: datetime) -> None:
        self_service.change(self.instance, self.cleaned_data, by=by, now=now)


class NameForm(PlainNames, OwnForm):
    class Meta(OwnForm.Meta):
        fields = ("given_name", "family_name")
        field_classes: ClassVar = dict.fromkeys(fields, NameField)
        labels: ClassVar = {"given_name": _("First name"), "family_name": _("Last name")}
        widgets: ClassVar = {
            "given_name": forms.TextInput({"autocomplete": "given-name"}),
            "family_name": forms.TextInput({"autocomplete": "family-name"}),
        }

    def keep(self, *, by: Actor, now: datetime) -> None:
        as_it_was = Profile.objects.get(pk=self.instance.pk)
        identity.rename(as_it_was, **self.cleaned_data, by=by, now=now)


class AddressForm(FieldsForm):
    """Another address of one's own."""

    email = AddressField(
        label=_("New e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        help_text=_("We mail a link there. Until it is opened, everything stays as it is."),
    )


class AboutForm(OwnForm):
    class Meta(OwnForm.Meta):
        fields = ("introduction", "always_ask", "rather_not")
        widgets: ClassVar = {name: forms.Textarea({"rows": 4}) for name in fields}
        labels: ClassVar = {
            "introduction": _("Some words about you"),
            "always_ask": _("You may always ask me …"),
            "rather_not": _("I would rather not …"),
        }
        help_texts: ClassVar = {
            "introduction": _("Two or three sentences. They are read before anybody says yes."),
            "always_ask": _("For example: when something happened, or for a short question."),
            "rather_not": _("For example: calls after 8 pm. It is read once the tandem has begun."),
        }


class TopicsForm(OwnForm):
    """What a mentee would like, or what a mentor or co-mentor offers."""

    class Meta(OwnForm.Meta):
        fields = ("needs", "topics", "important_topics", "capacity")
        widgets: ClassVar = {
            "needs": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
            "important_topics": forms.CheckboxSelectMultiple({"data-compact": ""}),
            "capacity": forms.NumberInput({"inputmode": "numeric"}),
        }
        labels: ClassVar = {
            "topics": _("Topics"),
            "important_topics": _("Which matter most?"),
            "capacity": _("For how many mentees do you have time?"),
        }
        help_texts: ClassVar = {
            "important_topics": _("Three at the most. We look for somebody who knows them well."),
            "capacity": _("0 means: for nobody else at the moment."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohort, is_mentee = self.instance.cohort, self.instance.part == Part.MENTEE
        self.fields["needs"].queryset = cohort.supportneeds.all()
        self.fields["needs"].required = is_mentee
        self.fields["needs"].label = (
            _("Where would you like support?") if is_mentee else _("What can you support with?")
        )
        topics = cohort.topics.all()
        self.fields["topics"].queryset = topics
        self.fields["important_topics"].queryset = topics
        del self.fields["capacity" if is_mentee else "important_topics"]

    def clean_important_topics(self) -> Any:
        chosen = self.cleaned_data["important_topics"]
        if len(chosen) > self_service.MOST_IMPORTANT:
            raise ValidationError(_("Please choose three at the most."))
        return chosen

    def clean_capacity(self) -> int:
        capacity: int = self.cleaned_data["capacity"]
        if capacity > MOST_CAPACITY:
            raise ValidationError(_("Ten at the most."))
        return capacity


class PlaceForm(OwnForm):
    languages = languages_field()
    meeting_format = meeting_format_field()
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("Please choose")), *Region.choices]
    )

    class Meta(OwnForm.Meta):
        fields = ("region", "postcode", "languages", "meeting_format")
        widgets: ClassVar = {
            "postcode": forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric"})
        }
        labels: ClassVar = {"postcode": _("Postcode")}
        help_texts: ClassVar = {
            "postcode": _("So that the way to each other is not too long. Only we see it.")
        }


class TimesForm(OwnForm):
    times = WeekField(
        label=_("When do you usually have time?"),
        help_text=_("Tick everything that usually suits you. We look for time in common."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["times"] = times.cells_of(self.instance)


class ContactForm(OwnForm):
    first_contact = forms.ChoiceField(
        label=_("How would you like to be contacted first?"),
        choices=FirstContact.choices,
        widget=forms.RadioSelect,
    )
    phone = phone_field(hint=_("Your tandem sees it once it has begun."))
    response_days = forms.TypedChoiceField(
        label=_("How soon do you usually answer?"),
        choices=DAYS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("The others then know how long they need not worry."),
    )
    language = forms.ChoiceField(
        label=_("In which language do you want our mails?"),
        choices=(("de", _("German")), ("en", _("English"))),
        widget=forms.RadioSelect,
    )

    class Meta(OwnForm.Meta):
        fields = ("first_contact", "phone", "response_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["language"] = self.instance.user.language[:2]
        self.fields["response_days"].choices = _days(self.instance.response_days)
        self.fields["first_contact"].choices = first_contacts(
            self.instance.part, self.instance.cohort.programme
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_phone = cleaned.get("first_contact") in {FirstContact.PHONE, FirstContact.MESSENGER}
        if by_phone and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Please give a number, or choose another way."))
        return cleaned


def _days(present: int) -> list[tuple[int, Any]]:
    """The usual answers, and what the person has said before or staff have entered."""
    usual: dict[int, Any] = dict(DAYS)
    if present not in usual:
        usual[present] = ngettext("within %(count)s day", "within %(count)s days", present) % {
            "count": present
        }
    return sorted(usual.items())


class NeedsForm(OwnForm):
    class Meta(OwnForm.Meta):
        fields = ("needs_from_us",)
        widgets: ClassVar = {"needs_from_us": forms.Textarea({"rows": 5})}
        labels: ClassVar = {"needs_from_us": _("What do you need from us?")}
        help_texts: ClassVar = {
            "needs_from_us": _(
                "For example: somebody to ask, material, a talk before the first meeting."
                " Only the team reads it, and gets in touch with you."
            )
        }


@dataclass(frozen=True)
class Section:
    """One page of one's own profile: its address, its heading and its form."""

    slug: str
    title: str | Promise
    form: type[OwnForm]
    parts: frozenset[Part] = EVERYBODY
    template: str = "profiles/section.html"

    def applies(self, profile: Profile) -> bool:
        return Part(profile.part) in self.parts


SECTIONS = (
    Section("name", _("Your name"), NameForm),
    Section("about", _("What your tandem reads"), AboutForm, template="profiles/about.html"),
    Section("topics", _("Topics and support"), TopicsForm),
    Section("place", _("Place and languages"), PlaceForm),
    Section("times", _("Good times"), TimesForm),
    Section("contact", _("How to reach you"), ContactForm),
    Section("needs", _("What you need from us"), NeedsForm),
)


def sections_of(profile: Profile) -> list[Section]:
    return [section for section in SECTIONS if section.applies(profile)]
