"""What of people, and of those on their way in, stands in the files that staff take along."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin_exports import Export
from mentoring.common.exports import Column, joined, label, labels, local
from programmes.cohorts.models import Programme
from programmes.cohorts.services.option_titles import titles_of
from programmes.cohorts.states import Region
from programmes.profiles import places
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.policies import can_manage_enrolment, can_manage_profile
from programmes.profiles.states import (
    EnrolmentState,
    MeetingFormat,
    Origin,
    Part,
    ProfileState,
    SpokenLanguage,
)


def of_people(rows: QuerySet[Profile]) -> list[Column]:
    topics = titles_of(Profile.topics.through, "profile", "topic")
    needs = titles_of(Profile.needs.through, "profile", "supportneed")
    return [
        Column("given_name", _("Given name")),
        Column("family_name", _("Family name")),
        Column("user__email", _("E-mail address")),
        Column("phone", _("Phone")),
        Column("part", _("Part"), label(Part), few=True),
        Column("cohort__programme__name", _("Programme")),
        Column("cohort__name", _("Cohort")),
        Column("state", _("State"), label(ProfileState), few=True),
        Column("state_since", _("Since"), local),
        Column("birth_date", _("Birth date")),
        Column("postcode", _("Postcode")),
        Column("region", _("Region"), label(Region), few=True),
        *_of_mentors(rows),
        Column("languages", _("Languages"), labels(SpokenLanguage)),
        Column("meeting_format", _("Meeting"), label(MeetingFormat), few=True),
        Column("topic_titles", _("Topics"), joined, value=topics),
        Column("need_titles", _("Support"), joined, value=needs),
        Column("capacity", _("Takes so many mentees")),
        Column("places_taken", _("Of these taken"), value=places.taken()),
        Column("screening__certificate_issued_on", _("Certificate issued")),
        Column("screening__certificate_seen_on", _("Certificate seen")),
    ]


def _of_mentors(rows: QuerySet[Profile]) -> list[Column]:
    """In the words of the programme, if it is one alone; what nobody was asked is missing."""
    found = Programme.objects.filter(pk__in=rows.order_by().values("cohort__programme"))
    programmes = list(found)
    one = programmes[0] if len(programmes) == 1 else None
    columns = [Column("function", one.function_label if one else _("Profession or task"))]
    if any(each.asks_affiliation for each in programmes):
        title = one.affiliation_label if one else _("Affiliation")
        columns.append(Column("affiliation", title))
    return columns


def of_enrolments(rows: QuerySet[Enrolment]) -> list[Column]:
    return [
        Column("given_name", _("Given name")),
        Column("family_name", _("Family name")),
        Column("email", _("E-mail address")),
        Column("part", _("Part"), label(Part), few=True),
        Column("cohort__programme__name", _("Programme")),
        Column("cohort__name", _("Cohort")),
        Column("state", _("State"), label(EnrolmentState), few=True),
        Column("saved_at", _("Last change"), local),
        Column("origin", _("Came by"), label(Origin), few=True),
    ]


PEOPLE = Export(_("Mentors and mentees"), can_manage_profile, of_people)
ENROLMENTS = Export(_("Joining"), can_manage_enrolment, of_enrolments)
