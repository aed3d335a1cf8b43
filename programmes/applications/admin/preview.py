"""A cohort's public page and form as applicants will see them; only that one looked is kept."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import StaffPage
from mentoring.common.clock import now
from mentoring.common.forms import AddressForm
from programmes.applications.forms.flow import Step, asked_by
from programmes.applications.models import Application
from programmes.applications.presenters.cohort_page import OPEN, public_page
from programmes.cohorts.models import Cohort
from programmes.cohorts.policies import can_manage_cohort
from programmes.cohorts.services import opening
from programmes.cohorts.states import FormLanguage, Tone

PUBLIC = "programme"
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
WORDS = {"de-informal": _("German (du)"), "de": _("German (Sie)"), "en": _("English")}
# Nobody in particular, on a page of no address: the frame shows what a stranger would see.
VISITOR = {
    "user": AnonymousUser(),
    "request": {"get_full_path": "", "has_one_language": False},
    "messages": (),
    "SITE_NAME": settings.SITE_NAME,
}
WIDTHS = {"phone": _("Phone"), "desk": _("Desk")}


class PreviewPage(StaffPage, TemplateView):
    """The real templates in a frame that runs no scripts and sends no forms."""

    policy = can_manage_cohort
    model = Cohort
    related = ("programme",)
    template_name = "admin/applications/preview.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        cohort: Cohort = self.row
        opening.note_preview(cohort, by=Actor.of(self.request.user), now=now())
        step, language = self.kwargs["step"], self._language(cohort)
        width = self.request.GET.get("width")
        width = width if width in WIDTHS else next(iter(WIDTHS))
        chosen = {"language": language, "width": width}
        page = {
            "cohort": cohort,
            "pages": [
                (title, self._address(slug, **chosen), slug == step)
                for slug, title in _pages_of(cohort)
            ],
            "languages": [
                (title, self._address(step, language=code, width=width), code == language)
                for code, title in WORDS.items()
            ],
            "widths": [
                (title, self._address(step, language=language, width=name), name == width)
                for name, title in WIDTHS.items()
            ],
            "width": width,
            "document": _document(cohort, step, language),
        }
        return super().get_context_data(**(page | more))

    def _language(self, cohort: Cohort) -> str:
        """What was asked for, else what most applicants of the cohort will see."""
        asked = self.request.GET.get("language")
        if asked in WORDS:
            return str(asked)
        if FormLanguage.GERMAN not in cohort.form_languages:
            return FormLanguage.ENGLISH
        return "de" if cohort.tone == Tone.FORMAL else "de-informal"

    def _address(self, step: str, *, language: str, width: str) -> str:
        page = reverse("admin:applications_application_preview", args=[self.row.pk, step])
        return f"{page}?language={language}&width={width}"


def _pages_of(cohort: Cohort) -> list[tuple[str, Any]]:
    return [(PUBLIC, _("Public page")), *((step.slug, step.title) for step in asked_by(cohort))]


def _document(cohort: Cohort, step: str, language: str) -> str:
    """The page as a document of its own; links open nowhere, as the frame forbids windows."""
    found = next((each for each in asked_by(cohort) if each.slug == step), None)
    if found is None and step != PUBLIC:
        raise Http404
    with translation.override(language):
        template, context = _step(cohort, found) if found else _public(cohort)
        html = str(render_to_string(template, context | VISITOR))
    # The frame runs no scripts; left in, each would only be a complaint in the console.
    html = SCRIPT.sub("", html)
    return html.replace("<head>", '<head><base target="_blank">', 1)


Page = tuple[str, dict[str, Any]]


def _public(cohort: Cohort) -> Page:
    page = public_page(cohort.programme, cohort, now())
    return "applications/programme.html", page | {"window": OPEN, "form": AddressForm(), "via": ""}


def _step(cohort: Cohort, step: Step) -> Page:
    """The page before anybody has typed anything; the applicant never reaches the database."""
    pages = asked_by(cohort)
    nobody = Application(cohort=cohort)
    form = step.form(instance=nobody) if step.form else None
    voluntary = step.voluntary(initial={}, programme=cohort.programme) if step.voluntary else None
    number = pages.index(step) + 1
    context = {
        "programme": cohort.programme,
        "form": form or voluntary,
        "voluntary": voluntary if form else None,
        "welcome": cohort.welcome if number == 1 else "",
        "heading": step.title,
        "hint": step.hint,
        "saved_at": None,
        "number": number,
        "total": len(pages) + 1,
    }
    return "applications/step.html", context
