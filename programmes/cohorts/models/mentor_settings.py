"""Who a programme's mentors are, in its own words: what they do, what they belong to."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Localised


def _names(verbose_name: Any) -> ArrayField:
    name = models.CharField(max_length=80)
    return ArrayField(name, verbose_name=verbose_name, default=list, blank=True)


class MentorSettings(models.Model):
    """Everything that one programme asks of its mentors and another would not.

    An affiliation is what mentors stand for in public: a company, a chamber, an association. A
    profile and an answer keep its German name, so that they stay what they were when the list
    changes; the English names stand in the order of the German ones.
    """

    mentors_are_de = models.TextField(_("who the mentors are (German)"), max_length=300, blank=True)
    mentors_are_en = models.TextField(
        _("who the mentors are (English)"), max_length=300, blank=True
    )
    function_label_de = models.CharField(
        _("what mentors do is called (German)"), max_length=60, blank=True
    )
    function_label_en = models.CharField(
        _("what mentors do is called (English)"), max_length=60, blank=True
    )
    function_hint_de = models.CharField(_("example (German)"), max_length=120, blank=True)
    function_hint_en = models.CharField(_("example (English)"), max_length=120, blank=True)
    has_offices = models.BooleanField(
        _("mentors may have an office"),
        default=True,
        help_text=_("People who plan, log and answer for a mentor, by a link of their own."),
    )
    affiliation_label_de = models.CharField(
        _("what mentors belong to is called (German)"), max_length=60, blank=True
    )
    affiliation_label_en = models.CharField(
        _("what mentors belong to is called (English)"), max_length=60, blank=True
    )
    affiliations_de = _names(_("what mentors belong to (German)"))
    affiliations_en = _names(_("what mentors belong to (English)"))
    affiliation_wish_de = models.CharField(
        _("question about the wish (German)"), max_length=160, blank=True
    )
    affiliation_wish_en = models.CharField(
        _("question about the wish (English)"), max_length=160, blank=True
    )
    affiliation_nearest_de = models.CharField(
        _("background question (German)"), max_length=160, blank=True
    )
    affiliation_nearest_en = models.CharField(
        _("background question (English)"), max_length=160, blank=True
    )
    partner_source_de = models.CharField(
        _("way to hear of us: partners are called (German)"), max_length=60, blank=True
    )
    partner_source_en = models.CharField(
        _("way to hear of us: partners are called (English)"), max_length=60, blank=True
    )

    mentors_are = Localised("mentors_are")
    affiliation_label = Localised("affiliation_label")
    affiliation_nearest = Localised("affiliation_nearest")
    _function_label = Localised("function_label")
    _function_hint = Localised("function_hint")
    _affiliation_wish = Localised("affiliation_wish")
    _partner_source = Localised("partner_source")

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(affiliations_en__len=0)
                | Q(affiliations_en__len=F("affiliations_de__len")),
                name="programme_affiliations_agree",
                violation_error_message=_(
                    "There must be as many English names as German ones, or none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(affiliations_de__len=0) | ~Q(affiliation_label_de=""),
                name="programme_affiliations_are_called",
                violation_error_message=_("Please say what mentors belong to is called."),
            ),
        )

    @property
    def asks_affiliation(self) -> bool:
        """Whether mentors say what they belong to, and mentees may wish for it."""
        return bool(self.affiliations_de)

    @property
    def affiliations(self) -> list[tuple[str, str]]:
        """German name and the name in the reader's language, in the order of the settings."""
        english = (get_language() or "de").startswith("en") and self.affiliations_en
        return list(zip(self.affiliations_de, english or self.affiliations_de, strict=True))

    def affiliation_title(self, name: str) -> str:
        """What a kept name is called in the reader's language; itself, if it left the list."""
        return dict(self.affiliations).get(name, name)

    @property
    def function_label(self) -> str:
        """What stands above the field in which mentors say what they do."""
        return str(self._function_label or gettext("Profession or task"))

    @property
    def function_hint(self) -> str:
        """An example below that field."""
        return str(self._function_hint or gettext("For example: master carpenter"))

    @property
    def affiliation_wish(self) -> str:
        """What mentees are asked about the affiliation of their mentor."""
        return str(self._affiliation_wish or gettext("I would like a mentor from one of these"))

    @property
    def partner_source(self) -> str:
        """What applicants read who heard of the programme from a partner."""
        return str(self._partner_source or gettext("An organisation that works with us"))
