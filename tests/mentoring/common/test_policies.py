"""A view says who may use it, and nobody else reaches its first line."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.views import View

from mentoring.accounts.models import User
from mentoring.common.policies import (
    PolicyMixin,
    anyone,
    can_sign_in,
    link_holder,
    policy,
    require,
)


def nobody(user, obj=None):
    return False


def asked(user, path="/somewhere/?a=1"):
    request = RequestFactory().get(path)
    request.user = user
    return request


def view_for(rule):
    @policy(rule)
    def view(request):
        """What it does."""
        return HttpResponse("inside")

    return view


def class_view_for(rule):
    class Page(PolicyMixin, View):
        policy = rule
        informal = True

        def get(self, request):
            return HttpResponse("inside")

    return Page.as_view()


@pytest.mark.parametrize("make", [view_for, class_view_for])
class TestBothKindsOfViews:
    def test_they_carry_their_policy(self, make):
        assert make(can_sign_in).policy is can_sign_in

    def test_who_is_allowed_gets_in(self, make):
        assert make(can_sign_in)(asked(User())).content == b"inside"
        assert make(anyone)(asked(AnonymousUser())).content == b"inside"
        assert make(link_holder)(asked(AnonymousUser())).content == b"inside"

    def test_strangers_are_asked_to_sign_in_and_come_back(self, make):
        answer = make(can_sign_in)(asked(AnonymousUser()))
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith("?next=/somewhere/%3Fa%3D1")

    def test_who_is_signed_in_and_not_allowed_is_refused(self, make):
        with pytest.raises(PermissionDenied):
            make(nobody)(asked(User()))
        with pytest.raises(PermissionDenied):
            make(can_sign_in)(asked(User(is_active=False)))


def test_names_and_marks_of_a_view_survive():
    assert view_for(anyone).__doc__ == "What it does."
    assert class_view_for(anyone).informal
    assert class_view_for(anyone).view_class.__name__ == "Page"


def test_a_class_that_says_nothing_makes_no_view():
    class Silent(PolicyMixin, View):
        pass

    with pytest.raises(AttributeError):
        Silent.as_view()


def test_require_asks_about_the_object():
    def owns(user, obj):
        return obj == "mine"

    require(owns, User(), "mine")
    with pytest.raises(PermissionDenied):
        require(owns, User(), "yours")
