"""How an applicant, or the parent, can be reached; and the last word before all is deleted."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import PhoneField
from programmes.applications.forms.steps import GuardianForm, NameForm


class ContactForm(NameForm):
    """Name, address and, where we call, the number."""

    phone = PhoneField(label=_("Phone number on which we call you"))

    class Meta(NameForm.Meta):
        help_texts: ClassVar = {
            "email": _("If you change it, we first mail a link to the new address.")
        }

    def __init__(self, data: Any = None, *args: Any, phone: str = "", **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if phone:
            self.initial["phone"] = phone
        else:
            del self.fields["phone"]


class AskGuardianForm(GuardianForm):
    """Whom we ask for consent once more."""

    class Meta(GuardianForm.Meta):
        help_texts: ClassVar = {
            "guardian_email": _(
                "We send them our mail with the link again. They do not see your answers."
            )
        }


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete everything. I know that this cannot be undone."),
        error_messages={"required": _("Please tick the box if you want that.")},
    )
