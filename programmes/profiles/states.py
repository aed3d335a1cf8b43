"""In which part a person belongs to a cohort, and how meetings can take place."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    MENTEE = "mentee", _("Mentee")
    MENTOR = "mentor", _("Mentor")
    CO_MENTOR = "co_mentor", _("Co-mentor")


class MeetingFormat(TextChoices):
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    BOTH = "both", _("Both are fine")


class SpokenLanguage(TextChoices):
    """Languages a conversation may be held in; the value is the ISO 639-1 code."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    TURKISH = "tr", _("Turkish")
    ARABIC = "ar", _("Arabic")
    RUSSIAN = "ru", _("Russian")
    UKRAINIAN = "uk", _("Ukrainian")
    PERSIAN = "fa", _("Persian/Dari")
    KURDISH = "ku", _("Kurdish")
    POLISH = "pl", _("Polish")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    ITALIAN = "it", _("Italian")
    ROMANIAN = "ro", _("Romanian")
    VIETNAMESE = "vi", _("Vietnamese")
    SIGN = "sgn", _("German Sign Language")


class PartOfWeek(TextChoices):
    MORNINGS = "mornings", _("Weekdays, mornings")
    AFTERNOONS = "afternoons", _("Weekdays, afternoons")
    EVENINGS = "evenings", _("Weekdays, evenings")
    WEEKEND = "weekend", _("At the weekend")


class Weekday(IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class ExceptionKind(TextChoices):
    OFF = "off", _("Off")
    EXTRA = "extra", _("Extra hours")
