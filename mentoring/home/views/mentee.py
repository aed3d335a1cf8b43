"""A mentee's home page."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.clock import now
from mentoring.common.policies import PolicyMixin, can_sign_in
from programmes.applications.services import decisions
from programmes.applications.states import ApplicationState
from programmes.applications.views.standing import STANDINGS
from programmes.profiles.models import Profile
from programmes.profiles.states import Part, SpokenLanguage


class MenteeHomeView(PolicyMixin, TemplateView):
    policy = can_sign_in
    informal = True
    template_name = "home/mentee.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        profile = (
            Profile.objects.filter(user=self.request.user, part=Part.MENTEE)
            # Nobody learns here of an acceptance that may still be taken back.
            .exclude(subject__in=decisions.not_final(now()).values("subject"))
            .select_related("cohort__programme")
            .prefetch_related("needs", "topics")
            .order_by("-cohort__starts_on")
            .first()
        )
        if profile is None:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "profile": profile,
            "programme": profile.cohort.programme,
            "way": STANDINGS[ApplicationState.ACCEPTED].way,
            "facts": _facts(profile),
        }


def _facts(profile: Profile) -> list[tuple[Any, str]]:
    languages = ", ".join(str(SpokenLanguage(code).label) for code in profile.languages)
    return [
        (_("Support"), ", ".join(str(need) for need in profile.needs.all()) or "–"),
        (_("Topics"), ", ".join(str(topic) for topic in profile.topics.all()) or "–"),
        (_("Languages"), languages),
        (_("Meeting"), str(profile.get_meeting_format_display())),
        (_("Region"), str(profile.get_region_display())),
    ]
