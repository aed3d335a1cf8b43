"""What of applications and interviews stands in the files that staff take along.

Of free texts only the answers to a cohort's own questions, and nothing that was told voluntarily.
"""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin_exports import Export
from mentoring.common.exports import Column, joined, label, labels, local
from programmes.admissions.models import Interview
from programmes.admissions.policies import can_decide
from programmes.admissions.states import Channel, InterviewState, Recommendation
from programmes.applications.models import Application
from programmes.applications.presenters.own_questions import own_questions
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Programme
from programmes.cohorts.services.option_titles import titles_of
from programmes.cohorts.states import Region, Source
from programmes.profiles.states import MeetingFormat, SpokenLanguage


def of_applications(rows: QuerySet[Application]) -> list[Column]:
    topics = titles_of(Application.topics.through, "application", "topic")
    needs = titles_of(Application.needs.through, "application", "supportneed")
    return [
        Column("given_name", _("Given name")),
        Column("family_name", _("Family name")),
        Column("email", _("E-mail address")),
        Column("cohort__programme__name", _("Programme")),
        Column("cohort__name", _("Cohort")),
        Column("state", _("State"), label(ApplicationState), few=True),
        Column("state_since", _("Since"), local),
        Column("saved_at", _("Sent"), local),
        Column("birth_date", _("Birth date")),
        Column("region", _("Region"), label(Region), few=True),
        Column("languages", _("Languages"), labels(SpokenLanguage)),
        Column("meeting_format", _("Meeting"), label(MeetingFormat), few=True),
        Column("topic_titles", _("Topics"), joined, value=topics),
        Column("need_titles", _("Support needs"), joined, value=needs),
        Column("source", _("Heard of us through"), label(Source), few=True),
        Column("campaign__title", _("Campaign code")),
        *_of_last_interviews(),
        *own_questions(rows, by="application"),
    ]


def _of_last_interviews() -> list[Column]:
    talks = Interview.objects.filter(application=OuterRef("pk"))
    talks = talks.exclude(state=InterviewState.CANCELLED).order_by("-starts_at")
    person, at, found = (
        Subquery(talks.values(name)[:1])
        for name in ("interviewer__user__name", "starts_at", "sheet__recommendation")
    )
    return [
        Column("talk_with", _("Interviewer"), value=person),
        Column("talk_at", _("Interview"), local, value=at),
        Column("talk_says", _("Recommendation"), label(Recommendation), few=True, value=found),
    ]


def of_interviews(rows: QuerySet[Interview]) -> list[Column]:
    return [
        Column("starts_at", _("When"), local),
        Column("application__given_name", _("Given name")),
        Column("application__family_name", _("Family name")),
        Column("application__email", _("E-mail address")),
        Column("application__cohort__programme__name", _("Programme")),
        Column("application__cohort__name", _("Cohort")),
        Column("interviewer__user__name", _("Interviewer")),
        Column("channel", _("channel"), label(Channel), few=True),
        Column("state", _("State"), label(InterviewState), few=True),
        Column("sheet__recommendation", _("Recommendation"), label(Recommendation), few=True),
    ]


def _of_managed(user: Any, rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.filter(cohort__programme__in=Programme.objects.managed_by(user))


def _interviews_of_managed(user: Any, rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return rows.filter(application__cohort__programme__in=Programme.objects.managed_by(user))


APPLICATIONS = Export(_("Applications"), can_decide, of_applications, _of_managed)
INTERVIEWS = Export(_("Interviews"), can_decide, of_interviews, _interviews_of_managed)
