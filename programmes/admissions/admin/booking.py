"""Staff book and move an interview for somebody, with a reason."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActPage
from mentoring.common.clock import now
from mentoring.common.errors import ConflictError, DomainError
from programmes.admissions.forms.appointing import AppointForm, AppointNewForm
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.models.interviewers import InterviewerQuerySet
from programmes.admissions.policies import can_decide, can_settle_interview
from programmes.admissions.services import interviews
from programmes.admissions.services.slot_assignment import slots_for
from programmes.admissions.services.slots import Slot
from programmes.applications.models import Application


def application_url(application: Application) -> str:
    return reverse("admin:applications_application_change", args=[application.pk])


def appointable(application: Application, user: User) -> InterviewerQuerySet:
    """Whom `user` may put down: a manager everybody of the programme, an interviewer oneself."""
    people = Interviewer.objects.serving(application.cohort.programme)
    return people if can_decide(user, application) else people.filter(user=user)


class AppointPage(ActPage):
    """Free times to choose from, and a field for any other; refusals leave the form as it was."""

    form_class: type[AppointForm] = AppointForm
    template_name = "admin/admissions/appoint.html"
    button: str | Promise
    done: str | Promise

    @property
    def application(self) -> Application:
        raise NotImplementedError

    @property
    def crumb(self) -> Application:
        return self.application

    @cached_property
    def people(self) -> InterviewerQuerySet:
        return appointable(self.application, self.request.user)

    @cached_property
    def slots(self) -> list[Slot]:
        """Free times of whom this person may put down."""
        mine = set(self.people.values_list("pk", flat=True))
        slots = slots_for(self.application, now=now(), channel=self.channel, by_staff=True)
        return [slot for slot in slots if mine & set(slot.interviewers)]

    channel = ""

    def appoint(self, **chosen: Any) -> None:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people, "slots": self.slots}

    def act(self, form: AppointForm) -> str | Promise:
        self.appoint(**form.chosen, by=Actor.of(self.request.user), now=now())
        return self.done

    def back(self) -> str:
        return application_url(self.application)

    def form_invalid(self, form: AppointForm) -> HttpResponse:
        taken = form.has_error("slot", code="invalid_choice")
        return self.refuse(form, ConflictError.status if taken else DomainError.status)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "application": self.application,
            "button": self.button,
            "time_request": self.application.time_requests.order_by("-left_at").first(),
        }
        return super().get_context_data(**(page | more))


class BookPage(AppointPage):
    policy = can_decide
    model = Application
    related = ("cohort__programme",)
    form_class = AppointNewForm
    title = _("Book an interview")
    button = _("Book")
    done = _("Booked. Both sides get a mail with the appointment.")

    @property
    def application(self) -> Application:
        row: Application = self.row
        return row

    def appoint(self, **chosen: Any) -> None:
        time_request = self.application.time_requests.order_by("-left_at").first()
        zone = time_request.zone if time_request else settings.TIME_ZONE
        interviews.book(self.application, zone=zone, **chosen)


class MovePage(AppointPage):
    policy = can_settle_interview
    model = Interview
    related = ("application__cohort__programme", "interviewer__user")
    title = _("Move the interview")
    button = _("Move")
    done = _("Moved. Both sides get a mail with the new time.")

    @property
    def application(self) -> Application:
        application: Application = self.row.application
        return application

    @property
    def channel(self) -> str:
        return str(self.row.channel)

    def appoint(self, **chosen: Any) -> None:
        if chosen["only"] is None and not can_decide(self.request.user, self.application):
            chosen["only"] = self.row.interviewer_id
        interviews.reschedule(self.row, zone=self.row.zone, **chosen)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(interview=self.row, **more)
