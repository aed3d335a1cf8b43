"""One place in the week grid: make hours there, change or remove them, take a day off."""

from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.common.admin_pages import ActPage
from mentoring.common.clock import now
from mentoring.common.errors import ConflictError
from mentoring.common.templatetags.moments import long_day
from programmes.admissions.admin.office_hours_week import Cell, Week, day_named, week_of
from programmes.admissions.forms.office_hours import BlockForm, DaysOffForm, Repeat
from programmes.admissions.models import Interviewer
from programmes.admissions.policies import can_set_hours
from programmes.admissions.services import office_hours
from programmes.scheduling.models import AvailabilityRule
from programmes.scheduling.models.availability import END_OF_DAY

USUAL_LENGTH = timedelta(hours=2)
REMOVE = "remove"
Words = str | Promise


def sentence(done: Words, stay: int) -> str:
    """What was done, and how many interviews lie outside the hours since then."""
    if not stay:
        return str(done)
    told = ngettext(
        "%(count)s interview is booked in this time. It stays; move or cancel it if need be.",
        "%(count)s interviews are booked in this time. They stay; move or cancel them if need be.",
        stay,
    )
    return f"{done} {told % {'count': stay}}"


class SpotPage(ActPage):
    """A form about one place in the grid; leads back to its week."""

    policy = can_set_hours
    model = Interviewer
    related = ("user",)
    template_name = "admin/admissions/hours_spot.html"

    @cached_property
    def day(self) -> date:
        """The day that the address names."""
        return self.at[0]

    @cached_property
    def at(self) -> tuple[date, time]:
        day, _sign, clock = self.request.GET.get("at", "").partition("T")
        try:
            return day_named(day), _on_the_wall(clock or "00:00")
        except ValueError:
            raise Http404 from None

    @cached_property
    def week(self) -> Week:
        return week_of(self.row, self.day, user=self.request.user, now=now())

    @property
    def removes(self) -> bool:
        return REMOVE in self.request.POST

    def back(self) -> str:
        own = reverse("admin:admissions_interviewer_change", args=[self.row.pk])
        return own + self.week.link(self.day)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"day": self.day, "hint": "", "save": _("Save")}
        return super().get_context_data(**(page | more))


class BlockPage(SpotPage):
    """Hours at `?at=2026-03-03T09:00`, with `&until=11:00` where somebody drew them so long."""

    form_class = BlockForm

    @cached_property
    def cell(self) -> Cell:
        clock = self.at[1]
        return self.week.cell(self.day, clock.hour * 2 + clock.minute // 30)

    @property
    def removes(self) -> bool:
        """Where nothing stands, nothing can be removed."""
        return super().removes and self.cell.source is not None

    @property
    def seen(self) -> str:
        """Names what stands there, so that nobody changes what they have not seen."""
        source = self.cell.source
        return f"{source._meta.model_name}:{source.pk}" if source else ""

    @property
    def is_weekly(self) -> bool:
        return isinstance(self.cell.source, AvailabilityRule)

    def get_form_kwargs(self) -> dict[str, Any]:
        new = self.cell.source is None
        only_once = not (self.is_weekly or (new and self.cell.state == "shut"))
        return super().get_form_kwargs() | {"only_once": only_once, "removes": self.removes}

    def get_initial(self) -> dict[str, Any]:
        source = self.cell.source
        usual = {"repeat": Repeat.WEEKLY, "seen": self.seen}
        if source:
            return usual | {"starts": source.starts, "ends": source.ends}
        return usual | {"starts": self.at[1], "ends": self._until()}

    def _until(self) -> time:
        try:
            return _on_the_wall(self.request.GET["until"])
        except (KeyError, ValueError):
            begins = datetime.combine(self.day, self.at[1])
            return min(begins + USUAL_LENGTH, datetime.combine(self.day, END_OF_DAY)).time()

    def act(self, form: BaseForm) -> str:
        data, source = form.cleaned_data, self.cell.source
        if data["seen"] != self.seen:
            raise ConflictError(_("The hours have changed in the meantime. Please look again."))
        if source is None:
            return self._add(data)
        if self.removes:
            return self._remove(source, weekly=data["repeat"] == Repeat.WEEKLY)
        return self._change(source, data)

    def _add(self, data: dict[str, Any]) -> str:
        times = data["starts"], data["ends"]
        if data["repeat"] == Repeat.WEEKLY:
            weekday = self.day.weekday()
            office_hours.add_weekly(self.row, weekday=weekday, times=times, now=now())
            return str(_("Added for every week."))
        office_hours.add_once(self.row, day=self.day, times=times, now=now())
        return str(_("Added for this day."))

    def _change(self, source: office_hours.Source, data: dict[str, Any]) -> str:
        times = data["starts"], data["ends"]
        if data["repeat"] == Repeat.WEEKLY and isinstance(source, AvailabilityRule):
            stay = office_hours.change_weekly(self.row, source, times=times, now=now())
            return sentence(_("Changed for every week."), stay)
        stay = office_hours.change_once(self.row, source, day=self.day, times=times, now=now())
        return sentence(_("Changed for this day."), stay)

    def _remove(self, source: office_hours.Source, *, weekly: bool) -> str:
        if weekly and isinstance(source, AvailabilityRule):
            stay = office_hours.remove_weekly(self.row, source, now=now())
            return sentence(_("Removed from every week."), stay)
        stay = office_hours.remove_once(self.row, source, day=self.day, now=now())
        back = _("The office hours hold again."), _("Removed from this day.")
        return sentence(back[0] if self.cell.state == "cut" else back[1], stay)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        state, source = self.cell.state, self.cell.source
        page = {
            "title": HEADINGS.get(state, _("Change hours") if source else _("New hours")),
            "hint": HINTS.get(state, ""),
            "remove": REMOVES.get(state, _("Remove")) if source else "",
            # What is off is given back or left.
            "save": "" if state == "cut" else _("Save"),
        }
        return super().get_context_data(**(page | more))


HEADINGS: dict[str, Words] = {"cut": _("Hours off"), "away": _("Extra hours")}
HINTS: dict[str, Words] = {
    "away": _("The office hours do not hold on this day. Extra hours do."),
    "cut": _("These hours are off on this day only."),
}
REMOVES: dict[str, Words] = {"cut": _("Give the time back")}


class DayPage(SpotPage):
    """The day `?at=2026-03-03`: take it off, with days after it if need be, or give it back."""

    form_class = DaysOffForm

    @cached_property
    def off(self) -> Any:
        return self.week.hours.day_off(self.day)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": None}

    def get_initial(self) -> dict[str, Any]:
        return {"first_day": self.day, "last_day": self.day}

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.removes:
            return super().post(*args, **kwargs)
        if self.off:
            office_hours.give_back(self.row, self.off, now=now())
        messages.success(self.request, _("The office hours hold again."))
        return redirect(self.back())

    def act(self, form: BaseForm) -> str:
        stay = office_hours.take_days_off(self.row, **form.cleaned_data, now=now())
        return sentence(_("Off. Nobody can book then."), stay)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "title": _("Day off") if self.off else _("Take days off"),
            "hint": _hint_of(self.off),
            "remove": _("Give the time back") if self.off else "",
            "save": "" if self.off else _("Save"),
        }
        return super().get_context_data(**(page | more))


def _hint_of(off: Any) -> Words:
    if not off:
        return _("Applicants see no times on these days. What is booked stays booked.")
    days = " – ".join(dict.fromkeys(long_day(day) for day in (off.first_day, off.last_day)))
    return f"{days}. {off.reason}"


def _on_the_wall(text: str) -> time:
    """A time of day; the grid knows no other zone than its own."""
    return time.fromisoformat(text).replace(tzinfo=None)
