"""Numbers as people write them, as links that call."""

import pytest

from mentoring.common.templatetags.contacts import tel


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("0171 2345678", "tel:01712345678"),
        ("+49 (0)30 / 123-45", "tel:+493012345"),
        (" 030 123 45 ", "tel:03012345"),
        ("0049.30.123", "tel:004930123"),
    ],
)
def test_a_number_as_a_link(written, link):
    assert tel(written) == link
