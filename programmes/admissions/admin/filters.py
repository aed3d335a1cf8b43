"""What the lists can be narrowed by; each offers only what its reader may see."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.common import clock
from mentoring.common.clock import local_day
from mentoring.common.filters import ChoiceFilter, Choices
from programmes.admissions.models import Interview, Interviewer, InterviewSheet, TimeRequest
from programmes.admissions.services import decisions
from programmes.admissions.services.season import WEEK, WEEKS_AHEAD, WEEKS_BACK, begin_of
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState
from programmes.cohorts.admin.filters import CohortFilter, ProgrammeFilter
from programmes.cohorts.models import Campaign, Programme
from programmes.cohorts.states import Source
from programmes.scheduling.models.availability import monday_of

UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.INTERVIEW, ApplicationState.WAITLISTED)
WAITING_DAYS = (3, 7, 14)
# Who does not say how they heard of the programme.
NOT_TOLD = "none"
# Interviews that somebody has still to say something about, and those of the next days.
OVER, SOON = "over", "soon"


class ApplicationStateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [each for each in ApplicationState.choices if each[0] != ApplicationState.DRAFT]


class InterviewStateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"
    offers = InterviewState.choices


class InterviewerFilter(ChoiceFilter):
    title, parameter_name = _("interviewer"), "interviewer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        people = Interviewer.objects.visible_to(request.user).select_related("user")
        return [(person.pk, str(person)) for person in people]


class ApplicantsOfFilter(InterviewerFilter):
    """Applications by who interviews or interviewed."""

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        talks = Interview.objects.filter(interviewer=value)
        return queryset.filter(pk__in=talks.values("application"))


class RecommendationFilter(ChoiceFilter):
    """What an interviewer recommends; of several sheets any counts that the reader may see."""

    title, parameter_name = _("recommendation"), "recommendation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        self.talks = Interview.objects.visible_to(request.user)
        return Recommendation.choices

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        sheets = InterviewSheet.objects.filter(recommendation=value, interview__in=self.talks)
        return queryset.filter(pk__in=sheets.values("interview__application"))


class SourceFilter(ChoiceFilter):
    title, parameter_name = _("heard of us through"), "source"
    offers = (*Source.choices, (NOT_TOLD, _("Not told")))

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(source="" if value == NOT_TOLD else value)


class CampaignFilter(ChoiceFilter):
    title, parameter_name = _("campaign code"), "campaign"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(row.pk, str(row)) for row in Campaign.objects.visible_to(request.user)]


class WaitingFilter(ChoiceFilter):
    """Who has waited for longer than some days for whatever comes next."""

    title, parameter_name = _("waiting"), "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(days, _longer_than(days)) for days in WAITING_DAYS]

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        long_ago = clock.now() - timedelta(days=int(value))
        return queryset.filter(state__in=UNDECIDED, state_since__lte=long_ago)


class HintFilter(ChoiceFilter):
    """What somebody should look at."""

    title, parameter_name = _("hint"), "hint"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        self.managed = Programme.objects.managed_by(request.user)
        return (
            ("decide", _("Waits for a decision")),
            ("unbooked", _("No interview booked yet")),
            ("duplicate", _("Possible duplicate")),
            ("guardian", _("A parent has not agreed")),
            ("wish", _("Wishes another time")),
            ("missed", _("Missed two interviews")),
            ("undo", _("Decision can be undone")),
        )

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        narrowed: QuerySet = getattr(self, f"_{value}")(queryset)
        return narrowed

    def _decide(self, rows: QuerySet) -> QuerySet:
        return decisions.waiting(self._own(rows))

    def _unbooked(self, rows: QuerySet) -> QuerySet:
        return self._own(rows).filter(state=ApplicationState.SUBMITTED)

    def _own(self, rows: QuerySet) -> QuerySet:
        """Those that the reader decides about, and not whom they only interview."""
        return rows.filter(cohort__programme__in=self.managed)

    def _duplicate(self, rows: QuerySet) -> QuerySet:
        return rows.possible_duplicates()

    def _guardian(self, rows: QuerySet) -> QuerySet:
        return rows.without_guardian(local_day(clock.now())).filter(state__in=UNDECIDED)

    def _wish(self, rows: QuerySet) -> QuerySet:
        requests = TimeRequest.objects.open().filter(application=OuterRef("pk"))
        return self._own(rows).filter(Exists(requests))

    def _missed(self, rows: QuerySet) -> QuerySet:
        return self._unbooked(rows).filter(pk__in=Interview.objects.missed_often())

    def _undo(self, rows: QuerySet) -> QuerySet:
        return rows.filter(pk__in=decisions.not_final(clock.now()).values("pk"))


class WhenFilter(ChoiceFilter):
    """Booked interviews by whether they are over."""

    title, parameter_name = _("when"), "when"
    offers = ((OVER, _("Over, and nobody said how it went")), (SOON, _("In the next two weeks")))

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        rows = queryset.unsettled if value == OVER else queryset.coming
        narrowed: QuerySet = rows(clock.now())
        return narrowed


class InterviewProgrammeFilter(ProgrammeFilter):
    path = "application__cohort__programme"


class InterviewCohortFilter(CohortFilter):
    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(application__cohort=value)


class WeekFilter(ChoiceFilter):
    """Interviews of one week, named by its Monday."""

    title, parameter_name = _("week"), "week"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        this = monday_of(local_day(clock.now()))
        mondays = [this + n * WEEK for n in range(WEEKS_AHEAD - 1, -WEEKS_BACK - 1, -1)]
        return [(day.isoformat(), date_format(day, "SHORT_DATE_FORMAT")) for day in mondays]

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        monday = date.fromisoformat(value)
        begin, end = begin_of(monday), begin_of(monday + WEEK)
        return queryset.filter(starts_at__gte=begin, starts_at__lt=end)


APPLICATION_FILTERS = (
    ApplicationStateFilter,
    WaitingFilter,
    HintFilter,
    RecommendationFilter,
    ApplicantsOfFilter,
    CohortFilter,
    SourceFilter,
    CampaignFilter,
)
INTERVIEW_FILTERS = (
    InterviewStateFilter,
    WhenFilter,
    InterviewerFilter,
    InterviewCohortFilter,
    InterviewProgrammeFilter,
    WeekFilter,
)


def _longer_than(days: int) -> str:
    text = ngettext("more than %(days)d day", "more than %(days)d days", days)
    return text % {"days": days}
