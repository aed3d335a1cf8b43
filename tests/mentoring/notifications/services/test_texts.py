"""Words of one's own: checked, said in place of the usual ones, and taken back."""

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.letter_text import Words
from mentoring.notifications.models import Mail, MailText
from mentoring.notifications.rendering import render
from mentoring.notifications.services import texts
from programmes.applications.messages import applications
from programmes.cohorts.services import copying
from tests.constraints import insert_again, refused_by
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
MAIL, LANGUAGE = "application_draft", "de-informal"
OWN = Words("Weiter geht’s, {programme}", "# Hallo!\n\n[Weiter]({draft_link})")


@pytest.fixture
def cohort():
    return make_cohort(name="2026")


def save(cohort, words=OWN, *, mail=MAIL, language=LANGUAGE, for_all=True):
    return texts.save(
        mail,
        language,
        words,
        programme=cohort.programme,
        cohort=None if for_all else cohort,
        by=Actor.system(),
        now=NOW,
    )


def subject_for(cohort, language=LANGUAGE):
    application = make_application(cohort, "draft", language=language)
    applications.draft_started(application, now=NOW)
    mail = Mail.objects.get(kind=MAIL, subject_id=application.subject_id)
    return mail.subject


def test_words_of_the_programme_are_said_in_their_language_only(cohort):
    usual = subject_for(cohort, "de")
    save(cohort)
    assert subject_for(cohort) == f"Weiter geht’s, {cohort.programme}"
    assert subject_for(cohort, "de") == usual
    assert subject_for(make_cohort()) != f"Weiter geht’s, {cohort.programme}"


def test_words_of_a_cohort_come_before_those_of_the_programme(cohort):
    save(cohort)
    save(cohort, Words("Nur 2026", OWN.text), for_all=False)
    assert subject_for(cohort) == "Nur 2026"
    other = make_cohort(cohort.programme)
    assert subject_for(other) == f"Weiter geht’s, {cohort.programme}"


def test_saving_again_changes_the_same_words(cohort):
    save(cohort)
    save(cohort, Words("Neu", OWN.text))
    assert MailText.objects.get().subject == "Neu"


def test_the_database_keeps_one_text_a_mail(cohort):
    of_programme, of_cohort = save(cohort), save(cohort, for_all=False)
    for row in (of_programme, of_cohort):
        with refused_by("mail_text_once"):
            insert_again(row)


def test_back_to_the_usual_words(cohort):
    usual = subject_for(cohort)
    save(cohort)
    texts.reset(MAIL, LANGUAGE, programme=cohort.programme, cohort=None)
    assert subject_for(cohort) == usual


@pytest.mark.parametrize(
    ("subject", "text", "fault"),
    [
        ("Neu", "Hallo {vorname} [x]({draft_link})", "{vorname}"),
        ("{vorname}", OWN.text, "{vorname}"),
        ("Neu", "Hallo { name } [x]({draft_link})", "geschweifte Klammer"),
        ("Neu", "{{ programme }} [x]({draft_link})", "geschweifte Klammer"),
        ("Neu", "Ohne Link", "{draft_link}"),
        ("Neu", "Hier: {draft_link}", "Adresse eines Links"),
        ("{draft_link}", OWN.text, "Betreff"),
        ("Neu", "Ach {greeting} ja [x]({draft_link})", "{greeting}"),
    ],
)
def test_placeholders_that_are_none_or_missing_are_refused(cohort, subject, text, fault):
    with pytest.raises(DomainError) as refusal:
        save(cohort, Words(subject, text))
    assert refusal.value.code == "placeholders"
    assert fault in str(refusal.value)
    assert not MailText.objects.exists()


def test_nothing_that_staff_type_is_a_template(cohort):
    words = Words("{programme}", "<b>fett</b> [x]({draft_link})")
    save(cohort, words)
    content = render(
        MAIL,
        LANGUAGE,
        {"programme": cohort.programme, "cohort": cohort, "draft_link": "https://example.org"},
    )
    assert "&lt;b&gt;fett&lt;/b&gt;" in content.html


def test_a_preview_and_a_trial_say_what_is_typed(cohort):
    made = texts.preview(MAIL, LANGUAGE, OWN, cohort=cohort)
    assert made.subject == f"Weiter geht’s, {cohort.programme}"
    me = make_staff("manager", cohort.programme)
    for _ in range(2):
        texts.send_trial(MAIL, LANGUAGE, OWN, to=me, cohort=cohort, now=NOW)
    mail = Mail.objects.get(kind=texts.TRIAL)
    assert (mail.to, mail.subject, mail.text) == (me.email, made.subject, made.text)


def test_the_decision_keeps_its_frame(cohort):
    words = Words("Willkommen, {programme}!", "Schön, dass du von {start} an dabei bist.")
    save(cohort, words, mail="application_accepted")
    made = texts.preview("application_accepted", LANGUAGE, words, cohort=cohort)
    assert "Schön, dass du" in made.text
    assert "Anmelden" in made.text
    assert "Jetzt suchen wir" not in made.text


def test_a_copied_cohort_takes_its_words_along(cohort):
    save(cohort, for_all=False)
    fields = ("opens_at", "closes_at", "starts_on", "ends_on")
    copy = copying.copy(cohort, name="2027", **{name: getattr(cohort, name) for name in fields})
    assert copy.mail_texts.get().words == OWN
    assert cohort.mail_texts.count() == 1
