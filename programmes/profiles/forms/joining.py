"""The three short pages on which mentors and co-mentors say who they are and what they offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import AddressField, LineField
from mentoring.common.forms import FieldsForm, free_text
from mentoring.common.text import FULL_NAME_LENGTH
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import Region
from programmes.profiles.forms.names import NameForm
from programmes.profiles.forms.own_questions import asked_of_mentors, field_of, name_of
from programmes.profiles.forms.questions import (
    first_contacts,
    languages_field,
    meeting_format_field,
    name_affiliation,
    name_function,
    phone_field,
)
from programmes.profiles.forms.week_grid import WeekField
from programmes.profiles.models import Enrolment
from programmes.profiles.models.profiles import MOST_CAPACITY
from programmes.profiles.services import enrolments
from programmes.profiles.states import FirstContact, Part

PLEASE_CHOOSE = ("", _("Please choose"))
DAYS = (
    (1, _("within a day")),
    (3, _("within three days")),
    (7, _("within a week")),
    (14, _("within two weeks")),
)


class JoinForm(FieldsForm):
    """A page of the form; what is `wanted` must be there before the form is sent."""

    wanted: ClassVar[tuple[str, ...]] = ()
    # Fields of mentors only: co-mentors have no office of their own.
    of_mentors: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, *, enrolment: Enrolment) -> None:
        names = {name: getattr(enrolment, name) for name in enrolments.OWN_COLUMNS}
        super().__init__(data, initial=names | enrolment.answers)
        self.enrolment = enrolment
        if enrolment.part != Part.MENTOR:
            for name in self.of_mentors:
                del self.fields[name]

    @classmethod
    def is_lacking(cls, enrolment: Enrolment) -> bool:
        """Whether an answer is missing that the programme needs."""
        return not all(enrolment.answers.get(name) not in ("", [], None) for name in cls.wanted)

    def keep(self, *, now: datetime) -> None:
        enrolments.answer(self.enrolment, self.cleaned_data, now=now)


class YouForm(JoinForm, NameForm):
    wanted = ("region", "languages")
    of_mentors = ("affiliation",)

    function = LineField(
        max_length=120,
        required=False,
    )
    affiliation = forms.ChoiceField(required=False)
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[PLEASE_CHOOSE, *Region.choices],
        error_messages={"required": _("Please choose one.")},
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=_("Postcode"),
        max_length=5,
        required=False,
        widget=forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric"}),
        help_text=_("So that the way to each other is not too long. Only we see it."),
        error_messages={"invalid": _("A German postcode has five digits.")},
    )
    phone = phone_field()
    languages = languages_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.enrolment.cohort.programme
        name_function(self.fields["function"], programme)
        name_affiliation(self.fields, programme, self.initial.get("affiliation", ""))


class OfferForm(JoinForm):
    wanted = ("meeting_format", "capacity")

    topics = forms.MultipleChoiceField(
        label=_("Which topics do you know well?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label=_("What can you support with?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    meeting_format = meeting_format_field()
    times = WeekField(
        label=_("When do you usually have time?"),
        help_text=_("It need not be exact. You arrange each meeting together."),
    )
    capacity = forms.IntegerField(
        label=_("For how many mentees do you have time?"),
        initial=1,
        min_value=1,
        max_value=MOST_CAPACITY,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=_("One is usual. A mentee takes about two hours a month."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohort = self.enrolment.cohort
        for name, options in (("topics", cohort.topics), ("needs", cohort.supportneeds)):
            found = [(str(each.pk), each.title) for each in options.all()]
            self.fields[name].choices = found
            if not found:
                del self.fields[name]
        for question in _own(self.enrolment):
            known = self.enrolment.answers.get(name_of(question), ())
            chosen = [known] if isinstance(known, str) and known else known
            self.fields[name_of(question)] = field_of(question, chosen)

    @classmethod
    def is_lacking(cls, enrolment: Enrolment) -> bool:
        required = [name_of(question) for question in _own(enrolment) if question.is_required]
        answered = all(enrolment.answers.get(name) for name in required)
        return super().is_lacking(enrolment) or not answered


def _own(enrolment: Enrolment) -> list[ExtraQuestion]:
    return asked_of_mentors(enrolment.cohort) if enrolment.part == Part.MENTOR else []


class HowForm(JoinForm):
    of_mentors = ("office_name", "office_email", "co_mentor")

    introduction = free_text(
        _("Some words about you"),
        most=600,
        hint=_("Two or three sentences. They are read before anybody says yes."),
        rows=4,
    )
    always_ask = free_text(
        _("You may always ask me …"),
        most=400,
        hint=_("Many mentees worry about taking too much of your time. This sentence helps."),
    )
    rather_not = free_text(
        _("I would rather not …"), most=400, hint=_("For example: calls after 8 pm.")
    )
    needs_from_us = free_text(
        _("What do you need from us?"),
        most=600,
        hint=_("Somebody to ask, material, a training? We get in touch with you about it."),
    )
    response_days = forms.TypedChoiceField(
        label=_("How soon do you usually answer?"),
        choices=DAYS,
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
    )
    first_contact = forms.ChoiceField(
        label=_("How would you like to be contacted first?"),
        choices=FirstContact.choices,
        initial=FirstContact.EMAIL,
        widget=forms.RadioSelect,
    )
    office_name = LineField(
        label=_("Somebody in your office"),
        max_length=FULL_NAME_LENGTH,
        required=False,
        help_text=_(
            "They get a link of their own: see dates, log meetings and answer for you. You can"
            " change that at any time."
        ),
    )
    office_email = AddressField(label=_("Their e-mail address"), required=False)
    co_mentor = LineField(
        label=_("Your co-mentor"),
        max_length=FULL_NAME_LENGTH,
        required=False,
        help_text=_(
            "Would you like somebody to stand beside you? Tell us the name, we see to the rest."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.enrolment.cohort.programme
        self.fields["first_contact"].choices = first_contacts(self.enrolment.part, programme)
        if not programme.has_offices:
            for name in self.fields.keys() & {"office_name", "office_email"}:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        email, name = cleaned.get("office_email", ""), cleaned.get("office_name", "")
        if email and not name:
            self.add_error("office_name", _("Please tell us the name of this person, too."))
        if name and not email and "office_email" not in self.errors:
            self.add_error("office_email", _("Please give the address, too, or leave both blank."))
        if email == self.enrolment.email:
            self.add_error("office_email", _("Please give another address than your own."))
        return cleaned


@dataclass(frozen=True)
class Page:
    """One page: its address, its heading and its form."""

    slug: str
    title: str | Promise
    form: type[JoinForm]


PAGES: Sequence[Page] = (
    Page("you", _("About you"), YouForm),
    Page("offer", _("What you offer"), OfferForm),
    Page("how", _("How you would like it to be"), HowForm),
)


def missing(enrolment: Enrolment) -> list[Page]:
    """The pages that lack an answer the programme needs, or hold one that was not sent yet."""
    begun = enrolment.unfinished
    return [page for page in PAGES if page.slug in begun or page.form.is_lacking(enrolment)]
