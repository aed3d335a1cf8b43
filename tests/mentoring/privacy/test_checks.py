"""Misspelt settings are told before anybody relies on them."""

from mentoring.privacy.checks import retention_days_name_rules


def test_days_for_a_rule_that_is_there_are_fine(settings):
    settings.RETENTION_DAYS = {"drafts": 20, "refused": 90}
    assert retention_days_name_rules(None) == []


def test_a_rule_that_is_not_there_is_named_with_those_that_are(settings):
    settings.RETENTION_DAYS = {"draft": 20}
    (error,) = retention_days_name_rules(None)
    assert "no rule: draft." in error.msg
    assert "drafts" in error.hint
