"""The words of standard mails: a list by situations, and a page for each mail to change them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActPage, Page, PagesAdmin, StaffPage
from mentoring.common.clock import local_day, now
from mentoring.common.errors import DomainError
from mentoring.notifications import situations
from mentoring.notifications.forms import WordsForm
from mentoring.notifications.letter_text import Words
from mentoring.notifications.meanings import meaning_of
from mentoring.notifications.models import MailText
from mentoring.notifications.policies import can_change_texts
from mentoring.notifications.rendering import usual
from mentoring.notifications.services import texts
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.states import Tone

LANGUAGES = {"de-informal": _("German (du)"), "de": _("German (Sie)"), "en": _("English")}
PREVIEW, TRIAL = "preview", "trial"


class TextsPage(StaffPage):
    """About the mails of a programme, or of the one of its cohorts that the address names."""

    policy = can_change_texts
    model = Programme
    request: HttpRequest

    @cached_property
    def cohort(self) -> Cohort | None:
        """The cohort for which texts are changed; None is the programme."""
        asked = self.request.GET.get("cohort", "")
        if not asked:
            return None
        cohort = self.row.cohorts.filter(pk=int(asked)).first() if asked.isdecimal() else None
        if cohort is None:
            raise Http404
        return cohort

    @property
    def example_cohort(self) -> Cohort:
        """In which cohort a preview takes place; a programme without one gets a made-up one."""
        found = self.cohort or self.row.cohorts.select_related("programme").first()
        today = local_day(now())
        return found or Cohort(programme=self.row, starts_on=today, ends_on=today)

    def address(self, name: str, *args: Any, **query: Any) -> str:
        """The page `name` with what was chosen so far."""
        chosen = {"cohort": self.cohort.pk if self.cohort else "", **query}
        asked = QueryDict(mutable=True)
        asked.update({key: str(value) for key, value in chosen.items() if value != ""})
        page = reverse(f"admin:notifications_mailtext_{name}", args=[self.row.pk, *args])
        return f"{page}?{asked.urlencode()}" if asked else page

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"programme": self.row, "cohort": self.cohort, "opts": MailText._meta}
        return super().get_context_data(**(page | more))


class ListPage(TextsPage, TemplateView):
    """All standard mails by their situations, with those that say something else."""

    template_name = "admin/notifications/texts.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        rows = MailText.objects.filter(programme=self.row)
        changed: dict[str, list[MailText]] = {}
        for row in rows.filter(cohort=self.cohort):
            changed.setdefault(row.template, []).append(row)
        groups = [
            (situation.title, [self._entry(situation, name, changed) for name in situation.mails])
            for situation in situations.everything()
        ]
        places = [(_("The whole programme"), "", self.cohort is None)]
        places += [
            (each.name, each.pk, each == self.cohort) for each in self.row.cohorts.all()[:20]
        ]
        base = reverse("admin:notifications_mailtext_programme", args=[self.row.pk])
        tabs = [(title, f"{base}?cohort={pk}" if pk else base, here) for title, pk, here in places]
        return super().get_context_data(groups=groups, tabs=tabs, **more)

    def _entry(
        self, situation: situations.Situation, name: str, changed: dict[str, list[MailText]]
    ) -> tuple[Any, str, list[Any]]:
        languages = [LANGUAGES[row.language] for row in changed.get(name, ())]
        return situation.title_of(name), self.address("edit", name), languages


class TextPage(TextsPage):
    """About one mail in one language."""

    kwargs: dict[str, Any]

    @property
    def mail(self) -> str:
        """The name of its template."""
        name = str(self.kwargs["template"])
        if situations.of(name) is None:
            raise Http404
        return name

    @cached_property
    def language(self) -> str:
        asked = str(self.request.GET.get("language", ""))
        formal = self.example_cohort.tone == Tone.FORMAL
        return asked if asked in LANGUAGES else "de" if formal else "de-informal"

    @cached_property
    def own(self) -> MailText | None:
        """What this programme or cohort says itself."""
        return texts.find(self.mail, self.language, programme=self.row, cohort=self.cohort)

    def standard(self) -> Words:
        """What counts without it: the words of the programme for a cohort, else the usual ones."""
        if self.cohort:
            of_programme = texts.find(self.mail, self.language, programme=self.row, cohort=None)
            if of_programme:
                return of_programme.words
        return usual(self.mail, self.language).words

    @property
    def title(self) -> str | Promise:
        situation = situations.of(self.mail)
        return situation.title_of(self.mail) if situation else ""

    def here(self, **query: Any) -> str:
        return self.address("edit", self.mail, language=self.language, **query)


class EditPage(TextPage, ActPage):
    """The words beside the usual ones, with a preview, a mail on trial, and the way back."""

    form_class = WordsForm
    template_name = "admin/notifications/text.html"

    def get_initial(self) -> dict[str, Any]:
        words = self.own.words if self.own else self.standard()
        return {"subject": words.subject, "text": words.text}

    def back(self) -> str:
        return self.address("programme")

    def get_success_url(self) -> str:
        return self.here()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW in request.POST:
            form = WordsForm(initial=request.POST.dict())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def act(self, form: forms.Form) -> str | Promise:
        words = Words(form.cleaned_data["subject"], form.cleaned_data["text"])
        if TRIAL in self.request.POST:
            return self._try(words)
        where = {"programme": self.row, "cohort": self.cohort}
        by = Actor.of(self.request.user)
        texts.save(self.mail, self.language, words, by=by, now=now(), **where)
        return _("Saved. From now on the mail says this.")

    def _try(self, words: Words) -> str | Promise:
        """Saves as well, so that nothing typed is lost on the way."""
        user: Any = self.request.user
        where = {"programme": self.row, "cohort": self.cohort}
        if words != self.standard() or self.own:
            by = Actor.of(user)
            texts.save(self.mail, self.language, words, by=by, now=now(), **where)
        cohort = self.example_cohort
        texts.send_trial(self.mail, self.language, words, to=user, cohort=cohort, now=now())
        return _("Saved, and on its way to you: %(address)s") % {"address": user.email}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        form = more.get("form") or self.get_form()
        known = texts.placeholders_of(self.mail, self.language)
        page = {
            "form": form,
            "languages": [
                (title, self.address("edit", self.mail, language=code), code == self.language)
                for code, title in LANGUAGES.items()
            ],
            "placeholders": [(each, meaning_of(each)) for each in known],
            "own": self.own,
            "standard": self.standard(),
            "mail": texts.preview(self.mail, self.language, form.words, cohort=self.example_cohort),
            "fault": _fault(self.mail, self.language, form.words),
            "reset_url": self.address("reset", self.mail, language=self.language),
        }
        return super().get_context_data(**(page | more))


class ResetPage(TextPage, ActPage):
    """Asks before words of one's own are deleted."""

    form_class = forms.Form
    template_name = "admin/notifications/text_reset.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.own is None:
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def back(self) -> str:
        return self.here()

    def act(self, form: forms.Form) -> str | Promise:
        texts.reset(self.mail, self.language, programme=self.row, cohort=self.cohort)
        return _("The mail says the usual words again.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"own": self.own, "standard": self.standard()}
        return super().get_context_data(**(page | more))


@admin.register(MailText)
class MailTextAdmin(PagesAdmin):
    policies: ClassVar = {"view": can_change_texts}

    def pages(self) -> dict[str, tuple[str, Page]]:
        mail = "<int:pk>/<slug:template>/"
        return {
            "programme": ("<int:pk>/", ListPage.as_view()),
            "edit": (mail, EditPage.as_view()),
            "reset": (f"{mail}standard/", ResetPage.as_view()),
        }

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One's only programme, or the first of them; the page leads to the others."""
        programme = Programme.objects.managed_by(request.user).order_by("name").first()
        if programme is None:
            raise Http404
        return redirect("admin:notifications_mailtext_programme", programme.pk)


def _fault(mail: str, language: str, words: Words) -> str:
    """What saving would refuse, said already beside the preview."""
    try:
        texts.check(mail, language, words)
    except DomainError as fault:
        return fault.message
    return ""
