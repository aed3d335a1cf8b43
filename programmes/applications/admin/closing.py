"""Closing a cohort to applications, with a question before and what becomes of running drafts."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.formatting import day_and_time
from programmes.applications.services import closing
from programmes.applications.services.applications import SENDING_GRACE
from programmes.cohorts.admin.steps import StepPage


class ClosePage(StepPage):
    title = _("Close applications now")
    button = _("Close applications now")

    def act(self, form: forms.Form) -> str | Promise:
        closing.close(self.row, by=Actor.of(self.request.user), now=now())
        return _("Applications are closed.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        effects = [
            _(
                "Nobody can begin an application any more. The public page says so and offers to"
                " tell people by mail when the next applications open."
            ),
            _("What was sent stays, and interviews go on."),
        ]
        begun = closing.running_drafts(self.row).count()
        if begun:
            words = ngettext(
                "%(number)d person has begun and not sent yet. We write to them that they can"
                " still send until %(until)s.",
                "%(number)d people have begun and not sent yet. We write to them that they can"
                " still send until %(until)s.",
                begun,
            )
            effects.append(words % {"number": begun, "until": day_and_time(now() + SENDING_GRACE)})
        return super().get_context_data(effects=effects, **more)
