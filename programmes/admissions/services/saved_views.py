"""Names for the lists that somebody comes back to."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from programmes.admissions.models import SavedView

MOST = 20


def save(owner: Any, *, name: str, query: str) -> SavedView:
    """Keep `query` under `name`; it is what stands in the address after the question mark.

    Raises:
        DomainError: the owner has twenty views ("too_many"), or one of the name ("name_taken").
    """
    if SavedView.objects.filter(owner=owner).count() >= MOST:
        raise DomainError(_("You have 20 views. Please delete one first."), code="too_many")
    try:
        with transaction.atomic():
            return SavedView.objects.create(owner=owner, name=name, query=query)
    except IntegrityError as error:
        raise _taken() from error


def rename(view: SavedView, *, name: str) -> None:
    """Call the view `name` from now on.

    Raises:
        DomainError: the owner has another view of the name ("name_taken").
    """
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(name=name)
    except IntegrityError as error:
        raise _taken() from error
    view.name = name


def delete(view: SavedView) -> None:
    """Forget the view; one that is gone already is forgotten."""
    SavedView.objects.filter(pk=view.pk).delete()


def _taken() -> DomainError:
    return DomainError(_("You have a view of this name already."), code="name_taken")
