import pytest

from matching.engine import criteria
from matching.engine.wording import InputError

SAME = {"rule": "same", "mentor": "a", "mentee": "b", "points": 1}


def test_rules_keep_their_order_and_kind():
    read = criteria.read(
        {"score": [SAME], "forbid": [{"rule": "both", "mentor": "a", "mentee": "b"}]}
    )
    assert [rule.place for rule in read.hard] == ["forbid 1"]
    assert [rule.code for rule in read.rules] == ["forbid.both", "same"]


@pytest.mark.parametrize(
    ("kind", "rule", "words"),
    [
        (
            "score",
            SAME | {"rule": "sme"},
            "score 1: there is no rule “sme” here. Did you mean “same”?",
        ),
        ("forbid", {"rule": "time", "mentor": "a", "mentee": "b"}, "no rule “time” here"),
        ("score", {"rule": "same", "mentor": "a", "points": 1}, "“mentee” is missing"),
        ("score", {"mentor": "a"}, "“rule” is missing"),
        ("score", SAME | {"point": 3}, "“point” means nothing here. Did you mean “points”?"),
        ("score", SAME | {"points": 1.5}, "“points” must be a whole number, not “1.5”"),
        ("score", SAME | {"points": True}, "must be a whole number"),
        ("score", SAME | {"mentor": 4}, "must be the name of a column"),
        ("require", {"rule": "difference", "mentor": "a", "mentee": "b"}, "“allowed” is missing"),
        (
            "require",
            {"rule": "difference", "mentor": "a", "mentee": "b", "allowed": []},
            "a list of whole",
        ),
        ("score", SAME | {"rule": "difference", "points": {"x": 1}}, "a table such as"),
        (
            "score",
            SAME | {"rule": "difference", "points": {"1": 1}, "order": ["a", "A"]},
            "different",
        ),
        (
            "require",
            {"rule": "same", "mentor": "a", "mentee": "b", "blank": "no"},
            "“allow” or “refuse”",
        ),
        ("score", SAME | {"rule": "preference"}, "means nothing here"),
        ("score", {"rule": "preference", "points": 1}, "“mentor” is missing"),
        ("score", "same", "must be a table"),
        ("score", SAME | {"rule": "time", "minutes": 0}, "“minutes” must be a whole number above"),
        ("score", SAME | {"rule": "difference"}, "“points” must be a table such as"),
        ("score", SAME | {"rule": "difference", "points": {}}, "“points” must be a table such as"),
    ],
)
def test_what_has_no_meaning_is_named_with_its_place(kind, rule, words):
    with pytest.raises(InputError) as caught:
        criteria.read({kind: [rule]})
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{kind} 1")


def test_a_single_table_where_a_list_belongs():
    with pytest.raises(InputError, match=r"\[\[score\]\]"):
        criteria.read({"score": SAME})
