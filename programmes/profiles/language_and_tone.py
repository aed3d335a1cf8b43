"""In which language and tone somebody in a cohort is written to and spoken to."""

from django.http import HttpRequest

from programmes.cohorts import language_and_tone
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


def tone_of(profile: Profile) -> str:
    """Mentees have one tone in a cohort, mentors and co-mentors another."""
    cohort = profile.cohort
    return cohort.tone if profile.part == Part.MENTEE else cohort.mentor_tone


def language_of(profile: Profile) -> str:
    """The language of mails: that of the account, German in the tone of the person's part."""
    language = profile.user.language
    return language_and_tone.german_in(tone_of(profile)) if language.startswith("de") else language


def speak(request: HttpRequest, profile: Profile) -> None:
    """The language of a page that is opened by a link: the visitor's, in the person's tone."""
    language_and_tone.speak_in(request, tone_of(profile))
