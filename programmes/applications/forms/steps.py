"""The questions of the application form, one thing a page."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.common.ages import age_on
from mentoring.common.clock import local_day, now
from mentoring.common.day_parts import DayPartsField, DayPartsWidget
from mentoring.common.fields import AddressField, NameField, PlainNames
from mentoring.common.forms import QUESTION, FieldsOnly
from programmes.applications.forms.addresses import did_you_mean, suggestion
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import OptionalQuestion, Region, Source
from programmes.profiles.forms.questions import languages_field, meeting_format_field
from programmes.profiles.states import PartOfWeek


class StepForm(FieldsOnly, forms.ModelForm):
    """A page of questions about one application."""

    # Saved, but never demanded: a draft may have gaps until it is sent.
    required: ClassVar[tuple[str, ...]] = ()
    # Fields that a cohort may leave out.
    optional: ClassVar[Mapping[str, OptionalQuestion]] = {}

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.optional:
            for name in self.left_out_by(self.instance.cohort):
                del self.fields[name]
        for name in self.required:
            self.fields[name].required = True

    @classmethod
    def left_out_by(cls, cohort: Cohort) -> list[str]:
        """The fields for which `cohort` does not ask."""
        return [name for name, question in cls.optional.items() if not cohort.asks(question)]

    @classmethod
    def is_blank_for(cls, cohort: Cohort) -> bool:
        """Whether nothing is left to ask."""
        return bool(cls.optional) and len(cls.left_out_by(cohort)) == len(cls.Meta.fields)

    @classmethod
    def is_lacking(cls, application: Application) -> bool:
        """Whether an answer is missing that the programme needs."""
        return any(not _value(application, name) for name in cls.required)

    def keep(self, *, now: datetime) -> None:
        """Save what was answered."""
        applications.answer(self.instance, self.cleaned_data, now=now)


class NameForm(PlainNames, StepForm):
    required = ("email",)

    class Meta(StepForm.Meta):
        fields = ("given_name", "family_name", "email")
        field_classes: ClassVar = {
            "given_name": NameField,
            "family_name": NameField,
            "email": AddressField,
        }
        labels: ClassVar = {
            "given_name": _("First name"),
            "family_name": _("Last name"),
            "email": _("E-mail address"),
        }
        help_texts: ClassVar = {
            "email": _("We send you a link with which you can continue at any time.")
        }
        widgets: ClassVar = {
            "given_name": forms.TextInput({"autocomplete": "given-name"}),
            "family_name": forms.TextInput({"autocomplete": "family-name"}),
            "email": forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        }

    # The address that we asked about: sent once more as it was, it is meant.
    email_as_typed = forms.CharField(widget=forms.HiddenInput, required=False)
    EMAIL_INSTEAD = "email_instead"

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data and data.get(self.EMAIL_INSTEAD):
            data = data.copy()
            data["email"] = data[self.EMAIL_INSTEAD]
        super().__init__(data, *args, **kwargs)

    def clean_email(self) -> str:
        """Asks once about an address whose domain looks like a slip of the finger."""
        address: str = self.cleaned_data["email"]
        meant = suggestion(address)
        if meant is None or self.data.get(self.add_prefix("email_as_typed")) == address:
            return address
        asked: Any = dict(self.data.items())
        self.data = asked | {self.add_prefix("email_as_typed"): address}
        raise ValidationError(did_you_mean(meant, self.EMAIL_INSTEAD), code=QUESTION)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("email_as_typed", None)
        return cleaned


class BirthForm(StepForm):
    required = ("birth_date",)
    # Whether somebody is too young or too old this time; the page then says what they can do.
    fits_no_age = False

    class Meta(StepForm.Meta):
        fields = ("birth_date",)
        labels: ClassVar = {"birth_date": _("Birth date")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohort = self.instance.cohort
        ages = {"youngest": cohort.min_age, "oldest": cohort.max_age}
        self.fields["birth_date"] = DayPartsField(
            label=_("Birth date"),
            widget=DayPartsWidget("bday"),
            help_text=_("The programme is for people from %(youngest)s to %(oldest)s.") % ages,
        )

    def clean_birth_date(self) -> date:
        birth_date: date = self.cleaned_data["birth_date"]
        cohort = self.instance.cohort
        if birth_date > local_day(now()):
            raise ValidationError(_("This date lies in the future. Please check the year."))
        if not cohort.admits_age(birth_date):
            self.fits_no_age = True
            raise ValidationError(
                _(
                    "The programme is for people who are %(youngest)s to %(oldest)s years old when"
                    " it starts. With this date you would be %(age)s. Is the date right?"
                ),
                params={
                    "youngest": cohort.min_age,
                    "oldest": cohort.max_age,
                    "age": age_on(birth_date, cohort.starts_on),
                },
            )
        return birth_date


class GuardianForm(StepForm):
    required = ("guardian_email",)

    class Meta(StepForm.Meta):
        fields = ("guardian_email",)
        field_classes: ClassVar = {"guardian_email": AddressField}
        labels: ClassVar = {"guardian_email": _("E-mail address of a parent or guardian")}
        help_texts: ClassVar = {
            "guardian_email": _(
                "You are under 18, so a parent has to agree. We send them a short mail"
                " with a link when you apply. They do not see your answers."
            )
        }

    def clean_guardian_email(self) -> str:
        address: str = self.cleaned_data["guardian_email"]
        if address == self.instance.email:
            raise ValidationError(_("Please give another address than your own."))
        return address


class RegionForm(StepForm):
    required = ("region",)

    class Meta(StepForm.Meta):
        fields = ("region",)
        labels: ClassVar = {"region": _("Where do you live?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The heading asks already; the label is for ears only.
        self.fields["region"].is_heading = True
        self.fields["region"].choices = [("", _("Please choose")), *Region.choices]


class SupportForm(StepForm):
    required = ("needs",)
    optional: ClassVar = {"topics": OptionalQuestion.TOPICS, "hope": OptionalQuestion.HOPE}

    class Meta(StepForm.Meta):
        fields = ("needs", "topics", "hope")
        widgets: ClassVar = {
            "needs": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
            "hope": forms.Textarea({"rows": 4}),
        }
        labels: ClassVar = {
            "needs": _("Where would you like support?"),
            "topics": _("Which topics interest you?"),
            "hope": _("What should be different after a year?"),
        }
        help_texts: ClassVar = {
            "needs": _("Choose everything that fits."),
            "hope": _("One or two sentences are enough. Keywords are fine, too."),
        }
        error_messages: ClassVar = {
            "needs": {"required": _("Please choose at least one. You can change it later.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = self.instance.cohort.supportneeds.all()
        self.fields["needs"].is_heading = True
        if "topics" in self.fields:
            self.fields["topics"].queryset = self.instance.cohort.topics.all()


class PracticalForm(StepForm):
    required = ("languages", "meeting_format")
    optional: ClassVar = {"times": OptionalQuestion.TIMES}

    languages = languages_field()
    times = forms.MultipleChoiceField(
        label=_("When do you usually have time?"),
        choices=PartOfWeek.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    meeting_format = meeting_format_field()

    class Meta(StepForm.Meta):
        fields = ("languages", "times", "meeting_format")


class MentorForm(StepForm):
    optional: ClassVar = {"mentor_wish": OptionalQuestion.MENTOR_WISH}

    class Meta(StepForm.Meta):
        fields = ("mentor_wish",)
        widgets: ClassVar = {"mentor_wish": forms.Textarea({"rows": 4})}
        labels: ClassVar = {"mentor_wish": _("What should your mentor be like?")}
        help_texts: ClassVar = {
            "mentor_wish": _("For example: a woman, somebody from my region, a good listener.")
        }


class SourceForm(StepForm):
    optional: ClassVar = {
        "source": OptionalQuestion.SOURCE,
        "source_detail": OptionalQuestion.SOURCE,
    }

    source = forms.ChoiceField(
        label=_("How did you hear of us?"),
        choices=Source.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta(StepForm.Meta):
        fields = ("source", "source_detail")
        labels: ClassVar = {"source_detail": _("Would you like to tell us more?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            partner = self.instance.cohort.programme.partner_source
            named = {**dict(Source.choices), Source.PARTNER.value: partner}
            self.fields["source"].choices = list(named.items())
            self.fields["source"].is_heading = True


def _value(application: Application, name: str) -> object:
    value = getattr(application, name)
    return value.exists() if name == "needs" else value
