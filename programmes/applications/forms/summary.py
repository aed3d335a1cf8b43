"""The answers of an application in words, as the summary and the status page show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.applications.forms.flow import steps_for
from programmes.applications.models import Application
from programmes.profiles.states import PartOfWeek, SpokenLanguage


@dataclass(frozen=True)
class Fact:
    label: str | Promise
    value: str
    slug: str


def summarise(application: Application) -> list[Fact]:
    """Label, value and the page on which it can be changed; voluntary answers do not appear."""
    slugs = {step.slug for step in steps_for(application)}
    return [
        Fact(label, read(application) or "–", slug)
        for slug, label, read in READERS
        if slug in slugs
    ]


def _joined(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)


Reader = Callable[[Application], str]
READERS: tuple[tuple[str, Promise, Reader], ...] = (
    ("name", _("Name"), str),
    ("name", _("E-mail address"), lambda a: a.email),
    ("birth", _("Birth date"), lambda a: date_format(a.birth_date) if a.birth_date else ""),
    ("guardian", _("E-mail address of a parent"), lambda a: a.guardian_email),
    ("region", _("Region"), lambda a: str(a.get_region_display())),
    ("support", _("Support"), lambda a: _joined(a.needs.all())),
    ("support", _("Topics"), lambda a: _joined(a.topics.all())),
    ("support", _("After a year"), lambda a: a.hope),
    ("practical", _("Languages"), lambda a: _joined(SpokenLanguage(v).label for v in a.languages)),
    ("practical", _("Times"), lambda a: _joined(PartOfWeek(v).label for v in a.times)),
    ("practical", _("Meeting"), lambda a: str(a.get_meeting_format_display())),
    ("mentor", _("Wishes for a mentor"), lambda a: a.mentor_wish),
    ("source", _("How you heard of us"), lambda a: str(a.get_source_display())),
)
