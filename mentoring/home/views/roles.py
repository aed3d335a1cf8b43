"""In which parts somebody takes part, and the way from one home to the other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from programmes.admissions.services import decisions
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


@dataclass(frozen=True)
class Parts:
    """All places of a person, newest cohort first."""

    profiles: list[Profile]

    @classmethod
    def of(cls, user: Any, *, now: datetime) -> "Parts":
        rows = Profile.objects.filter(user=user).select_related("cohort__programme")
        # Nobody learns here of an acceptance that may still be taken back.
        hidden = decisions.not_final(now).values("subject")
        rows = rows.exclude(part=Part.MENTEE, subject__in=hidden)
        profiles = list(rows.order_by("-cohort__starts_on", "pk"))
        for profile in profiles:
            profile.user = user
        return cls(profiles)

    def as_part(self, part: str) -> list[Profile]:
        """The places in this part; 404 without any."""
        found = [profile for profile in self.profiles if profile.part == part]
        if not found:
            raise Http404
        return found

    def switch(self, current: str) -> list[tuple[str, Any, bool]]:
        """Address, label and whether it is the present one; empty where there is one part only."""
        mine = [part for part in Part if any(p.part == part for p in self.profiles)]
        if len(mine) == 1:
            return []
        return [(home_of(part), part.label, part == current) for part in mine]


def home_of(part: str) -> str:
    return reverse(f"home:{part}")
