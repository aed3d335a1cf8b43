"""What of partnerships stands in the files that staff take along."""

from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin_exports import Export
from mentoring.common.exports import Column, joined, label, local
from programmes.cohorts.models import Programme
from programmes.cohorts.services.option_titles import titles_of
from programmes.partnerships.models import Meeting, Partnership
from programmes.partnerships.policies import can_manage_partnership
from programmes.partnerships.states import PartnershipState
from programmes.profiles.models import Profile


def of_partnerships(rows: QuerySet[Partnership]) -> list[Column]:
    kept = Meeting.objects.kept().filter(partnership=OuterRef("pk")).order_by()
    held = kept.values("partnership")
    number = Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0)
    last = Subquery(held.annotate(last=Max("held_on")).values("last"))
    topics = titles_of(Profile.topics.through, "profile", "topic", of="mentee")
    needs = titles_of(Profile.needs.through, "profile", "supportneed", of="mentee")
    return [
        Column("mentee_name", _("Mentee"), value=_name("mentee")),
        Column("mentee__user__email", _("E-mail address of the mentee")),
        Column("mentor_name", _("Mentor"), value=_name("mentor")),
        Column("mentor__user__email", _("E-mail address of the mentor")),
        Column("co_mentor_name", _("Co-mentor"), str.strip, value=_name("co_mentor")),
        Column("cohort__programme__name", _("Programme")),
        Column("cohort__name", _("Cohort")),
        Column("state", _("State"), label(PartnershipState), few=True),
        Column("state_since", _("Since"), local),
        Column("proposed_at", _("Proposed"), local),
        Column("meetings_held", _("Meetings"), value=number),
        Column("last_meeting", _("Last meeting"), value=last),
        Column("topic_titles", _("Topics of the mentee"), joined, value=topics),
        Column("need_titles", _("Support for the mentee"), joined, value=needs),
    ]


def _name(part: str) -> Concat:
    return Concat(F(f"{part}__given_name"), Value(" "), F(f"{part}__family_name"))


def _of_managed(user: Any, rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Not one's own tandem, which stands in the list of who is in one."""
    return rows.filter(cohort__programme__in=Programme.objects.managed_by(user))


PARTNERSHIPS = Export(_("Partnerships"), can_manage_partnership, of_partnerships, _of_managed)
