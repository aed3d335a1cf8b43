"""What staff fill in about mentors and co-mentors."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import (
    NAMES,
    AddressField,
    LineField,
    NameField,
    PhoneField,
    PlainNames,
)
from mentoring.common.forms import CHOICES, SELECT, TEXT, day_input, reason_field, text_area
from mentoring.common.watching import Watching
from programmes.cohorts.models import Cohort
from programmes.profiles.forms.names import NameForm
from programmes.profiles.forms.questions import name_affiliation, name_function
from programmes.profiles.forms.week_grid import WeekField
from programmes.profiles.models import Profile, Screening
from programmes.profiles.services import times
from programmes.profiles.states import Part, SpokenLanguage

BESIDE = [(Part.MENTOR, Part.MENTOR.label), (Part.CO_MENTOR, Part.CO_MENTOR.label)]


class CohortForm(forms.Form):
    """About one of the cohorts that somebody of staff manages."""

    cohort = forms.ModelChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.none(),
        empty_label=None,
        widget=forms.Select(SELECT),
    )

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts


class PersonNameForm(NameForm):
    """Somebody else's name, as staff type it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name].widget = forms.TextInput(TEXT)


class InviteForm(CohortForm, PersonNameForm):
    part = forms.ChoiceField(
        label=_("Part"), choices=BESIDE, initial=Part.MENTOR, widget=forms.RadioSelect(CHOICES)
    )
    email = AddressField(label=_("E-mail address"), widget=forms.EmailInput(TEXT))
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=[("de", _("German")), ("en", _("English"))],
        initial="de",
        widget=forms.RadioSelect(CHOICES),
    )
    words = forms.CharField(
        label=_("Personal words"),
        max_length=1000,
        required=False,
        widget=text_area(5),
        help_text=_("They stand at the top of the mail and of the first page."),
    )
    field_order = ("cohort", "part", "given_name", "family_name", "email", "language", "words")


class AddressForm(forms.Form):
    email = AddressField(label=_("E-mail address"), widget=forms.EmailInput(TEXT))


class ReasonForm(forms.Form):
    reason = reason_field(hint=_("Stays internal. It goes into the history."))


class ScreeningForm(Watching, forms.ModelForm):
    class Meta:
        model = Screening
        fields = (
            "talk_held_on",
            "agreement_signed_on",
            "training_on",
            "certificate_issued_on",
            "certificate_seen_on",
            "goes_without",
        )
        widgets: ClassVar = {name: day_input() for name in fields if name != "goes_without"} | {
            "goes_without": forms.CheckboxInput(CHOICES)
        }
        help_texts: ClassVar = {
            "certificate_seen_on": _(
                "It is noted that you have seen it. Please keep no copy: the law forbids it."
            )
        }

    def _post_clean(self) -> None:
        """Dates only: what they mean together, the service says once."""


class StandingForm(forms.Form):
    co_mentor = forms.ModelChoiceField(
        label=_("Standing co-mentor"),
        queryset=Profile.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        widget=forms.Select(SELECT),
    )

    def __init__(self, *args: Any, choices: list[tuple[Profile, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["co_mentor"]
        field.queryset = Profile.objects.filter(pk__in=[each.pk for each, _words in choices])
        named = [(str(each.pk), words) for each, words in choices]
        field.choices = [("", field.empty_label), *named]


class ProfileForm(Watching, PlainNames, forms.ModelForm):
    """What staff may put right; wishes are the person's alone."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple(CHOICES),
    )
    times = WeekField(label=_("Good times"))
    affiliation = forms.ChoiceField(required=False, widget=forms.Select(SELECT))

    class Meta:
        model = Profile
        fields = (
            *(
                "given_name",
                "family_name",
                "function",
                "affiliation",
                "region",
                "postcode",
                "phone",
            ),
            *("languages", "topics", "needs", "meeting_format", "times", "capacity"),
            *("introduction", "always_ask", "rather_not", "needs_from_us"),
            *("response_days", "first_contact"),
        )
        field_classes: ClassVar = {
            **dict.fromkeys(("given_name", "family_name"), NameField),
            "function": LineField,
            "phone": PhoneField,
        }
        widgets: ClassVar = {
            **{name: forms.TextInput(TEXT) for name in fields[:3]},
            **{name: forms.TextInput(TEXT) for name in ("postcode", "phone")},
            **{name: forms.Select(SELECT) for name in ("region", "meeting_format")},
            **{name: forms.NumberInput(TEXT) for name in ("capacity", "response_days")},
            **{name: forms.CheckboxSelectMultiple(CHOICES) for name in ("topics", "needs")},
            "first_contact": forms.Select(SELECT),
            "introduction": text_area(4),
            "always_ask": text_area(3),
            "rather_not": text_area(3),
            "needs_from_us": text_area(3),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile, cohort = self.instance, self.instance.cohort
        self.initial["times"] = times.cells_of(profile)
        self.fields["topics"].queryset = cohort.topics.all()
        self.fields["needs"].queryset = cohort.supportneeds.all()
        for name in _not_of(Part(profile.part)):
            del self.fields[name]
        if "function" in self.fields:
            name_function(self.fields["function"], cohort.programme)
        name_affiliation(self.fields, cohort.programme, profile.affiliation)


def _not_of(part: Part) -> tuple[str, ...]:
    """What a mentee feels close to is nobody's here, and each has one mentor."""
    return ("affiliation", "function", "capacity") if part == Part.MENTEE else ()
