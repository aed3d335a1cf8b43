"""A mentee's home page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.clock import local_day, now
from mentoring.common.policies import PolicyMixin, can_sign_in
from mentoring.home.presenters.tandems import has_refused_proposal, tandems_of
from mentoring.home.views.roles import Parts
from programmes.admissions.presenters import STATUSES
from programmes.applications.states import ApplicationState
from programmes.profiles.language_and_tone import speak
from programmes.profiles.models import Profile
from programmes.profiles.states import Part, SpokenLanguage


class MenteeHomeView(PolicyMixin, TemplateView):
    """The tandem, or how one comes to be in one."""

    policy = can_sign_in
    informal = True
    template_name = "home/mentee.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moment = now()
        parts = Parts.of(self.request.user, now=moment)
        profiles = parts.as_part(Part.MENTEE)
        profile = profiles[0]
        speak(self.request, profile)
        tandems = tandems_of(profiles, now=moment)
        present = next((each for each in tandems if not each.is_over), None)
        return super().get_context_data(**kwargs) | {
            "profile": profile,
            "programme": profile.cohort.programme,
            "switch": parts.switch(Part.MENTEE),
            "tandem": present,
            "refused": not present and has_refused_proposal(profiles, now=moment),
            "year_is_ahead": profile.cohort.starts_on > local_day(moment),
            "earlier": [each for each in tandems if each.is_over],
            "journey": STATUSES[ApplicationState.ACCEPTED].journey,
            # They say why a person was chosen; in a tandem other things matter.
            "facts": [] if present and present.runs else _facts(profile),
        }


def _facts(profile: Profile) -> list[tuple[Any, str]]:
    languages = ", ".join(str(SpokenLanguage(code).label) for code in profile.languages)
    return [
        (_("Support"), ", ".join(str(need) for need in profile.needs.all())),
        (_("Topics"), ", ".join(str(topic) for topic in profile.topics.all())),
        (_("Languages"), languages),
        (_("Meeting"), str(profile.get_meeting_format_display())),
        (_("Region"), str(profile.get_region_display())),
    ]
