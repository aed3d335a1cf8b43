"""The interviewer's guide through half an hour."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Chapter:
    minutes: int
    title: Text
    questions: Sequence[Text]


GUIDE = (
    Chapter(
        3,
        _("Arriving"),
        (
            _("Say who you are and what will happen in this half hour. It is not a test."),
            _("How are you today? Did everything work out with the appointment?"),
            _("Say that you take notes, and who reads them: you and the programme managers."),
        ),
    ),
    Chapter(
        8,
        _("What moves you"),
        (
            _("How did you come to apply?"),
            _("What would you like to change, in your town or in your own life?"),
            _("Tell me of something that you did and are proud of, however small."),
        ),
    ),
    Chapter(
        8,
        _("What you need"),
        (
            _("What should be different for you in a year?"),
            _("What makes it hard at the moment? What has helped you before?"),
            _("What should a mentor be like, so that you can talk openly?"),
        ),
    ),
    Chapter(
        6,
        _("Time and everyday life"),
        (
            _("What does a usual week look like? When do you have time and calm?"),
            _("A meeting a month for a year: what could get in the way?"),
            _("Is there anything we should arrange, such as travel costs, a room or a language?"),
        ),
    ),
    Chapter(
        5,
        _("Your questions"),
        (
            _("What would you like to know from me?"),
            _("Say what comes next: the managers decide within two weeks and write a mail."),
        ),
    ),
)
