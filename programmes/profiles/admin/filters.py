"""What the lists of people can be narrowed by; each offers only what its reader may see."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day, now
from mentoring.common.filters import ChoiceFilter, Choices
from programmes.cohorts.admin.filters import CohortFilter
from programmes.cohorts.models import Programme
from programmes.cohorts.states import Region
from programmes.profiles import places
from programmes.profiles.services import screening
from programmes.profiles.states import EnrolmentState, Origin, Part, ProfileState

# Whom staff have still to ask for a certificate, as in their task about it.
WANTING = "wanting"
BESIDE = (Part.MENTOR, Part.CO_MENTOR)


class PartFilter(ChoiceFilter):
    title, parameter_name = _("part"), "part"
    offers = Part.choices


class ProfileStateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"
    offers = ProfileState.choices


class AffiliationFilter(ChoiceFilter):
    """Of mentors, where a programme asks for it; what a mentee wishes is nowhere in this list."""

    title, parameter_name = _("affiliation"), "affiliation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        programmes = Programme.objects.visible_to(request.user)
        return list(dict(choice for each in programmes for choice in each.affiliations).items())


class RegionFilter(ChoiceFilter):
    title, parameter_name = _("region"), "region"
    offers = Region.choices


class CertificateFilter(ChoiceFilter):
    title, parameter_name = _("certificate of good conduct"), "certificate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            (WANTING, _("Still to be seen")),
            ("missing", _("Missing or too old")),
            ("soon", _("Too old within 60 days")),
        ]

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        today = local_day(now())
        if value == WANTING:
            return screening.wanting(queryset, today)
        day = today if value == "missing" else today + screening.WARNED_BEFORE
        return screening.without_certificate(queryset.filter(part__in=BESIDE), day)


class FreeFilter(ChoiceFilter):
    title, parameter_name = _("free places"), "free"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", _("Has a free place")), ("no", _("Is full"))]

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        rows = queryset.alias(now_taken=places.taken())
        has_room = rows.filter(now_taken__lt=F("capacity"))
        return has_room if value == "yes" else rows.filter(now_taken__gte=F("capacity"))


class EnrolmentPartFilter(PartFilter):
    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(part.value, part.label) for part in BESIDE]


class EnrolmentStateFilter(ChoiceFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [each for each in EnrolmentState.choices if each[0] != EnrolmentState.BEGUN]


class OriginFilter(ChoiceFilter):
    title, parameter_name = _("came by"), "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [each for each in Origin.choices if each[0] != Origin.IMPORT]


PROFILE_FILTERS = (
    PartFilter,
    CohortFilter,
    ProfileStateFilter,
    AffiliationFilter,
    RegionFilter,
    CertificateFilter,
    FreeFilter,
)
ENROLMENT_FILTERS = (EnrolmentStateFilter, EnrolmentPartFilter, CohortFilter, OriginFilter)
