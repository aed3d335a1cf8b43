"""One summary of what was refused, on top of the page; and words that name what they mean."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.template import Context
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from mentoring.common.forms import QUESTION
from mentoring.common.templatetags.error_summary import error_summary, problems


class Talk(forms.Form):
    name = forms.CharField(label="Name")
    day = forms.DateField(label="Day")
    way = forms.ChoiceField(label="Way", choices=[("a", "A")], widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self):
        if self.cleaned_data["seen"]:
            raise ValidationError("Too late.")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def lines(*, staff=False, **context):
    found = error_summary(Context(context), staff=staff)["problems"]
    return [(each.label, each.words, each.target) for each in found]


class TestLines:
    def test_each_field_is_named_and_linked(self):
        assert lines(form=Talk({"day": "31.2."})) == [
            ("", "Please fill in “Name”.", "div_id_name"),
            ("Day", "Enter a valid date.", "div_id_day"),
            ("", "Please choose something for “Way”.", "div_id_way"),
        ]

    def test_staff_pages_link_to_the_field_itself(self):
        targets = [target for _label, _words, target in lines(staff=True, form=Talk({}))]
        assert targets == ["id_name", "id_day", "id_way"]

    def test_whatever_the_form_is_called_and_however_deep_it_stands(self):
        form = Talk({"name": "A", "day": "2026-01-01"})
        for context in ({"why_form": form}, {"rows": [form]}, {"pairs": [("a", form)]}):
            assert lines(**context) == [("", "Please choose something for “Way”.", "div_id_way")]

    def test_a_form_that_stands_there_twice_is_told_once(self):
        form = Talk({})
        assert len(lines(form=form, adminform=form)) == 3

    def test_what_nobody_has_sent_is_not_wrong(self):
        assert lines(form=Talk(), other=None, text="x") == []

    def test_a_hidden_field_and_a_whole_form_have_no_link(self):
        form = Talk({"name": "A", "day": "2026-01-01", "way": "a", "seen": "x"})
        form.add_error(None, "Somebody was first.")
        assert lines(form=form) == [("", "Somebody was first.", ""), ("", "Too late.", "")]

    def test_a_refusal_that_belongs_to_no_form(self):
        assert lines(refusal="Closed.") == [("", "Closed.", "")]

    def test_rows_are_numbered(self):
        rows = formset_factory(Talk, min_num=1, validate_min=True)
        management = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
        found = lines(rows=rows({**management, "form-0-day": "x"}))
        assert found[0] == ("Row 1", "Please fill in “Name”.", "div_id_form-0-name")

    def test_what_is_lazy_stays_asleep(self):
        """The token of a form, once asked for, would set a cookie on every public page."""
        assert lines(user=SimpleLazyObject(pytest.fail), form=Talk()) == []


class TestWords:
    def test_beside_the_field_they_name_it_too(self):
        assert problems(Talk({})["name"]) == ["Please fill in “Name”."]

    def test_words_of_its_own_stay(self):
        form = Talk({})
        form.fields["name"].error_messages["required"] = "Tell us your name."
        assert problems(form["name"]) == ["Tell us your name."]

    def test_a_question_is_no_fault(self):
        form = Talk({"name": "A", "day": "2026-01-01", "way": "a"})
        button = format_html("<button>{}</button>?", "o'neill@gmail.com")
        form.add_error("name", ValidationError(button, code=QUESTION))
        found = error_summary(Context({"form": form}))
        assert found["only_asks"]
        assert [each.words for each in found["problems"]] == ["o'neill@gmail.com?"]
        form.add_error("day", "Wrong.")
        assert not error_summary(Context({"form": form}))["only_asks"]
