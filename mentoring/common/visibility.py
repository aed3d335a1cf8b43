"""Who sees which rows, where being superuser may or may not be enough.

A model says `confidential = True` when only those see its rows whom its `visible_to` names, such as
what somebody confided to the safeguarding officer. Whatever points at such a row – a task, a mail,
a change of state – is seen by the same people and by nobody else.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q
from django.db.models.functions import Cast


def is_confidential(model: type[Model]) -> bool:
    return bool(getattr(model, "confidential", False))


def confidential_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if is_confidential(model)]


def sees_all(user: Any, model: type[Model]) -> bool:
    """Whether `user` sees all rows of `model` because they run the installation."""
    return bool(user.is_superuser) and not is_confidential(model)


def require_confidential(about: Model | None) -> None:
    """For kinds of tasks and mails that are confidential by themselves.

    Raises:
        ValueError: they would be seen by whoever sees others, for want of a row that says by whom.
    """
    if about is None or not is_confidential(type(about)):
        raise ValueError("What is confidential points at a row of a confidential model.")


def is_about_confidential(pointer: Any) -> bool:
    """Whether `pointer`, which has a `content_type`, names a confidential row, gone or not."""
    if pointer.content_type_id is None:
        return False
    model = ContentType.objects.get_for_id(pointer.content_type_id).model_class()
    return model is not None and is_confidential(model)


def may_see(user: Any, row: Model | None) -> bool:
    """Whether `row` is there, and among those that `visible_to` gives to this member of staff."""
    if row is None or not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    manager: Any = type(row)._default_manager
    return bool(manager.visible_to(user).filter(pk=row.pk).exists())


def sees_some(user: Any, model: type[Model]) -> bool:
    """Whether `model` has rows for who holds no role that opens all of them, because of what they
    point at; asks nothing where no model is confidential.
    """
    manager: Any = model._default_manager
    is_staff = user.is_authenticated and user.is_active and user.is_staff
    return bool(is_staff and confidential_models() and manager.visible_to(user).exists())


def pointing(user: Any, others: Q, *, as_text: bool = True) -> Q:
    """Selects rows that name something by `content_type` and `object_id`, for `visible_to`.

    Those about confidential rows that `user` may see, and those about anything else, or nothing,
    which `others` selects. `as_text` says whether numbers are kept as text.
    """
    models = confidential_models()
    if not models:
        return others
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    chosen = others & (Q(content_type=None) | ~Q(content_type__in=list(types.values())))
    for model, kind in types.items():
        chosen |= Q(content_type=kind, object_id__in=_numbers(model, user, as_text=as_text))
    return chosen


def _numbers(model: type[Model], user: Any, *, as_text: bool) -> Any:
    manager: Any = model._default_manager
    rows = manager.visible_to(user).order_by()
    if as_text:
        rows = rows.annotate(number=Cast("pk", CharField()))
    return rows.values("number" if as_text else "pk")
