"""What staff have set up around a season: legal pages, campaign codes, texts, own lists."""

from datetime import datetime, timedelta
from random import Random

from mentoring.common.actors import Actor
from mentoring.demo import texts
from programmes.admissions.models import SavedView
from programmes.admissions.services import guide
from programmes.cohorts.models import Campaign, Cohort, ExtraQuestion, FrequentQuestion, Programme
from programmes.cohorts.services import legal
from programmes.cohorts.states import LegalKind


def furnish_programme(programme: Programme, *, by: Actor, now: datetime) -> None:
    """Legal pages, campaign codes, and the manager's views of the list."""
    published = now - timedelta(weeks=11)
    for kind in LegalKind:
        bodies = legal.draft(programme, kind)
        filled = {name: legal.GAP.sub(r"\1 (Demo)", body) for name, body in bodies.items()}
        legal.publish(programme, kind, **filled, by=by, now=published)
    for code, title, channel, partner, _share in texts.CAMPAIGNS:
        Campaign.objects.create(
            programme=programme, code=code, title=title, channel=channel, partner=partner
        )
    for name, query in texts.VIEWS:
        SavedView.objects.create(owner=by.user, name=name, query=query)


def furnish_cohort(cohort: Cohort) -> None:
    """Questions and answers, questions of its own, and a guide that can be changed."""
    for position, (asked_de, asked_en, answer_de, answer_en) in enumerate(texts.FREQUENT):
        FrequentQuestion.objects.create(
            cohort=cohort,
            question_de=asked_de,
            question_en=asked_en,
            answer_de=answer_de,
            answer_en=answer_en,
            position=position,
        )
    for position, question in enumerate(texts.OWN_QUESTIONS):
        ExtraQuestion.objects.create(cohort=cohort, position=position, **question)
    guide.start_from_usual(cohort)


def campaign_of(programme: Programme, random: Random) -> Campaign | None:
    """The code somebody came through; reach is uneven, and many come without one."""
    shares = [share for *_code, share in texts.CAMPAIGNS]
    codes = [code for code, *_rest in texts.CAMPAIGNS]
    (code,) = random.choices(["", *codes], [100 - sum(shares), *shares])
    return Campaign.objects.filter(programme=programme, code=code).first()
