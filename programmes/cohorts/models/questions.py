"""Texts of a cohort that come in rows: answers for the public, questions of its own, the guide."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Localised
from programmes.cohorts.models.cohorts import Cohort
from programmes.cohorts.models.options import Option
from programmes.cohorts.states import AskedOf, QuestionKind

WITH_CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)


class FrequentQuestion(models.Model):
    """A question that people ask before they apply, and its answer on the public page."""

    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.CASCADE,
        related_name="frequent_questions",
        verbose_name=_("cohort"),
    )
    question_de = models.CharField(_("question (German)"), max_length=160)
    question_en = models.CharField(_("question (English)"), max_length=160, blank=True)
    answer_de = models.TextField(_("answer (German)"), max_length=2000)
    answer_en = models.TextField(_("answer (English)"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    question = Localised("question")
    answer = Localised("answer")

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.question


class ExtraQuestion(Option):
    """A question of the cohort's own on the application form, on the mentors' form, or on both.

    The English choices stand in the order of the German ones. An answer keeps the German words, so
    that it stays what it was when the list changes.
    """

    kind = models.CharField(
        _("kind"), max_length=10, choices=QuestionKind, default=QuestionKind.SHORT
    )
    choices_de = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("choices (German)"),
        default=list,
        blank=True,
    )
    choices_en = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("choices (English)"),
        default=list,
        blank=True,
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    asked_of = models.CharField(
        _("asked of"),
        max_length=10,
        choices=AskedOf,
        default=AskedOf.APPLICANTS,
        help_text=_(
            "What both choose from the same list can count in the matching. Please word it so that"
            " it suits both."
        ),
    )
    is_asked = models.BooleanField(_("is asked"), default=True)

    class Meta(Option.Meta):
        verbose_name = _("question of our own")
        verbose_name_plural = _("questions of our own")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind__in=WITH_CHOICES) | Q(choices_de__len__gte=2),
                name="extra_question_has_choices",
                violation_error_message=_("Please give at least two choices."),
            ),
            models.CheckConstraint(
                condition=Q(choices_en__len=0) | Q(choices_en__len=models.F("choices_de__len")),
                name="extra_question_choices_agree",
                violation_error_message=_(
                    "There must be as many English choices as German ones, or none."
                ),
            ),
        )


class GuideChapter(models.Model):
    """A part of the interviewer's guide: some minutes, and what to ask in them."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="guide", verbose_name=_("cohort")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    title_de = models.CharField(_("title (German)"), max_length=80)
    title_en = models.CharField(_("title (English)"), max_length=80, blank=True)
    questions_de = models.TextField(
        _("questions (German)"), max_length=3000, help_text=_("One question a line.")
    )
    questions_en = models.TextField(_("questions (English)"), max_length=3000, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    title = Localised("title")
    text = Localised("questions")

    class Meta:
        verbose_name = _("chapter of the guide")
        verbose_name_plural = _("guide for the interview")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> list[str]:
        """The lines in the reader's language."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]
