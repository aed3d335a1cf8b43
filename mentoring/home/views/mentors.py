"""The homes of mentors and co-mentors: all their tandems, and what is due."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from mentoring.common.clock import now
from mentoring.common.policies import PolicyMixin, can_sign_in
from mentoring.home.presenters.tandems import Tandem, tandems_of
from mentoring.home.views.roles import Parts
from programmes.profiles.language_and_tone import speak
from programmes.profiles.models import Profile
from programmes.profiles.states import Part

Due = tuple[str, str]


class MentorHomeView(PolicyMixin, TemplateView):
    policy = can_sign_in
    template_name = "home/mentor.html"
    part: ClassVar[Part] = Part.MENTOR

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moment = now()
        parts = Parts.of(self.request.user, now=moment)
        profiles = parts.as_part(self.part)
        profile = profiles[0]
        speak(self.request, profile)
        tandems = tandems_of(profiles, now=moment)
        return super().get_context_data(**kwargs) | {
            "profile": profile,
            "programme": profile.cohort.programme,
            "switch": parts.switch(self.part),
            "due": _due(tandems, profile),
            "tandems": [each for each in tandems if not each.is_over],
            "earlier": [each for each in tandems if each.is_over],
        }


class CoMentorHomeView(MentorHomeView):
    part = Part.CO_MENTOR


def _due(tandems: list[Tandem], profile: Profile) -> list[Due]:
    """What waits for this person, most urgent first: a sentence and where it is done."""
    waiting = (each for each in tandems if each.asked or each.is_due)
    found = [(_due_words(each), f"#tandem-{each.partnership.pk}") for each in waiting]
    if not profile.introduction:
        about = reverse("profiles:section", args=[profile.pk, "about"])
        found.append((_("Write two sentences about yourself"), about))
    return found


def _due_words(tandem: Tandem) -> str:
    if tandem.asked:
        return _("Answer: a tandem with %(name)s?") % {"name": tandem.names_before}
    if tandem.last is None:
        return _("First meeting with %(name)s") % {"name": tandem.partnership.mentee}
    return _("Next contact with %(name)s") % {"name": tandem.partnership.mentee}
