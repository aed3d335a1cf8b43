"""Every form that is sent blank says what is wrong: on top, once, with links that lead there."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.cache import cache
from django.db import transaction
from django.forms import BaseForm, BaseFormSet

from mentoring.common.templatetags.error_summary import _forms_in
from tests.architecture.permission_matrix import ROWS
from tests.architecture.test_permissions import ADDRESSES, _path
from tests.architecture.world import World, make_world

pytestmark = pytest.mark.django_db
SENT_TO = sorted(name for name in set(ADDRESSES) & set(ROWS) if "405" not in ROWS[name].post)
# Who has the most to do comes first.
IN_ORDER = ("manager", "operator", "interviewer", "mentor", "mentee", "anonymous")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def refused_pages(world: World, name: str) -> Iterator:
    """The answers to a blank form, of everybody who may send it, that show a form with errors."""
    allowed = ROWS[name].allowed
    for role in [*(r for r in IN_ORDER if r in allowed), *sorted(allowed - set(IN_ORDER))][:3]:
        cache.clear()
        with transaction.atomic():
            answer = world.browser(role).post(_path(name, ROWS[name], world), {})
            if answer.context and any(map(is_wrong, forms_of(answer))):
                yield answer
            transaction.set_rollback(True)


def forms_of(answer) -> list[BaseForm | BaseFormSet]:
    whole = [context for context in answer.context if hasattr(context, "flatten")]
    return [form for context in whole for form in _forms_in(context)]


def is_wrong(form: BaseForm | BaseFormSet) -> bool:
    if not form.is_bound:
        return False
    return bool(form.total_error_count() if isinstance(form, BaseFormSet) else form.errors)


@pytest.mark.parametrize("name", SENT_TO)
def test_what_is_wrong_stands_on_top_and_leads_to_its_field(world, name):
    for answer in refused_pages(world, name):
        page = answer.content.decode()
        assert page.count('class="error-summary"') == 1, "one summary"
        before, _, rest = page.partition('class="error-summary"')
        main = before[max(before.find('id="main"'), before.find('id="content"')) :]
        assert "<h1" not in main, "before the heading"
        assert "<form" not in main, "before any form"
        assert 'tabindex="-1" autofocus' in rest.partition(">")[0], "takes the focus"
        summary = rest.partition("</ul>")[0]
        for target in re.findall(r'href="#([^"]+)"', summary):
            field = target.removeprefix("div_").removeprefix("id_")
            # A page may have lost its form meanwhile, such as that of a consent no longer needed.
            is_shown = f'name="{field}' in page
            assert not is_shown or f' id="{unescape(target)}"' in page, f"#{target} is nowhere"


@pytest.mark.parametrize("name", SENT_TO)
def test_no_two_lines_say_the_same(world, name):
    """“This field is required”, three times, tells nobody which."""
    for answer in refused_pages(world, name):
        summary = answer.content.decode().partition('class="error-summary"')[2]
        lines = re.findall(r"<li>(.*?)</li>", summary.partition("</ul>")[0], re.DOTALL)
        words = [re.sub(r"<[^>]+>", "", line) for line in lines]
        assert len(set(words)) == len(words), words
