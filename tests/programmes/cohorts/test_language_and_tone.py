"""Which language and which tone somebody is spoken to in."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from programmes.cohorts.language_and_tone import address, speak
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import Tone

BOTH = ["de", "en"]


@pytest.mark.parametrize(
    ("visitor", "tone", "offered", "spoken"),
    [
        ("de", Tone.INFORMAL, BOTH, "de-informal"),
        ("de-informal", Tone.FORMAL, BOTH, "de"),
        ("en", Tone.FORMAL, BOTH, "en"),
        ("en", Tone.INFORMAL, ["de"], "de-informal"),
        ("en", Tone.FORMAL, ["de"], "de"),
        ("de", Tone.INFORMAL, ["en"], "en"),
    ],
)
def test_the_form_speaks_as_the_cohort_says(visitor, tone, offered, spoken):
    request = RequestFactory().get("/")
    with translation.override(visitor):
        speak(request, Cohort(tone=tone, form_languages=offered))
        assert translation.get_language() == request.LANGUAGE_CODE == spoken
    assert request.has_one_language is (len(offered) == 1)


@pytest.mark.parametrize(
    ("visitor", "tone", "spoken"),
    [
        ("en", Tone.FORMAL, "en"),
        ("de-informal", Tone.FORMAL, "de"),
        ("de", "informal", "de-informal"),
    ],
)
def test_the_public_page_keeps_the_visitors_language(visitor, tone, spoken):
    request = RequestFactory().get("/")
    with translation.override(visitor):
        address(request, Cohort(tone=tone, form_languages=["de"]))
        assert translation.get_language() == spoken
