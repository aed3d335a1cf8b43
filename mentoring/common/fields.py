"""Fields for what people type or paste about themselves; `text` and `addresses` make it plain."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.common import text
from mentoring.common.addresses import plain_address, validate_address

FEWEST_DIGITS = 6
DIGITS = "0123456789"
MARKS = frozenset("+()/ .-")


class LineField(forms.CharField):
    """Some words on one line, wherever they were copied from."""

    def to_python(self, value: Any) -> str:
        return text.one_line(super().to_python(value) or "")


class NameField(LineField):
    """A given or a family name; a mere dash is none."""

    def to_python(self, value: Any) -> str:
        return text.name_part(super().to_python(value))


class AddressField(forms.EmailField):
    """An e-mail address, in the one spelling in which it is kept and looked for."""

    default_validators = [validate_address]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return plain_address(super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A number that can be called."""

    widget = forms.TextInput({"autocomplete": "tel", "inputmode": "tel"})
    default_error_messages = {"invalid": _("Please give a phone number such as 0171 2345678.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 40} | kwargs))

    def to_python(self, value: Any) -> str:
        return text.phone_number(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_phone_number(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class PlainNames:
    """For a form with `given_name` and `family_name`: who has one name only leaves one blank."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            # One of the two is needed: to call both optional would be wrong.
            self.fields[name].required, self.fields[name].one_of_several = False, True
        self.fields["family_name"].help_text = _("Only one name? Leave the other field blank.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if not any(cleaned.get(name) or name in self.errors for name in NAMES):  # type: ignore[attr-defined]
            self.add_error("given_name", _("Please tell us your name."))  # type: ignore[attr-defined]
        return cleaned


NAMES = ("given_name", "family_name")


def is_phone_number(value: str) -> bool:
    """Whether `value`, made plain, can be a phone number."""
    digits = sum(letter in DIGITS for letter in value)
    return digits >= FEWEST_DIGITS and set(value) <= MARKS | set(DIGITS)
