"""Rows for which being superuser gives no right, and all that points at them."""

import pytest
from django.db.models import Model
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.common import clock, lifecycle, visibility
from mentoring.common.actors import Actor
from mentoring.common.models import Transition
from mentoring.launcher.folder import CHECKOUT
from mentoring.notifications import kinds as mail_kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.policies import can_see_mail
from mentoring.notifications.services import outbox
from mentoring.notifications.states import Category
from mentoring.worklist import kinds as task_kinds
from mentoring.worklist.models import Task
from mentoring.worklist.policies import can_work_on, who_can_work_on
from programmes.applications.models import Application
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.mails import make_mail
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db
HEARD = "test_heard"
task_kinds.register(task_kinds.Kind(HEARD, "Heard", confidential=True))
mail_kinds.register(mail_kinds.Kind(HEARD, "Heard", Category.SERVICE, confidential=True))


@pytest.fixture
def confided(monkeypatch):
    """An application, as if applications were confidential: only their interviewers see them."""
    monkeypatch.setattr(Application, "confidential", True, raising=False)
    monkeypatch.setattr(
        type(Application.objects.all()),
        "visible_to",
        lambda rows, user: (
            rows
            if visibility.sees_all(user, rows.model)
            else rows.filter(interviews__interviewer__user=user)
        ),
    )
    return make_application()


@pytest.fixture
def programme(confided):
    return confided.cohort.programme


@pytest.fixture
def officer(confided, programme):
    """The one person who sees it; neither manager nor operator."""
    interviewer = make_interviewer(programme)
    make_interview(confided, interviewer, NOW)
    return interviewer.user


@pytest.fixture
def others(programme):
    return [make_operator(), make_staff(Role.MANAGER, programme)]


def point(model: type[Model], about: Model, programme):
    if model is Transition:
        return lifecycle.record(about, by=Actor.system(), now=NOW)
    make = make_task if model is Task else make_mail
    return make(programme=programme, about=about)


@pytest.mark.parametrize("model", [Task, Mail, Transition])
def test_what_points_at_it_is_seen_with_it_and_not_without(
    model, confided, programme, officer, others
):
    pointer = point(model, confided, programme)
    plain = point(model, make_task(programme), programme)
    about_nothing = make_mail(programme=programme) if model is Mail else None
    assert list(model.objects.visible_to(officer)) == [pointer]
    for user in others:
        assert pointer not in model.objects.visible_to(user)
    everything = {plain, about_nothing} - {None}
    if model is Task:
        everything = set(Task.objects.exclude(pk=pointer.pk))
    assert set(model.objects.visible_to(others[0])) == everything


@pytest.mark.parametrize("model", [Task, Mail, Transition])
def test_control_where_nothing_is_confidential_the_operator_sees_all(
    model, confided, officer, others, monkeypatch
):
    monkeypatch.setattr(Application, "confidential", False)
    pointer = point(model, confided, confided.cohort.programme)
    assert pointer in model.objects.visible_to(others[0])
    assert pointer not in model.objects.visible_to(officer)


def test_whoever_sees_it_works_on_its_tasks(confided, programme, officer, others):
    task, mail = point(Task, confided, programme), point(Mail, confided, programme)
    # A page asks first whether somebody may work on any.
    assert can_work_on(officer, None)
    assert can_work_on(officer, task)
    assert can_see_mail(officer, None)
    assert can_see_mail(officer, mail)
    assert list(who_can_work_on(task, *others)) == [officer]
    for user in others:
        assert not can_work_on(user, task)
        assert not can_see_mail(user, mail)
    officer.is_staff = False
    assert not can_work_on(officer, task)
    assert not can_see_mail(officer, mail)


def test_a_stranger_has_no_list_and_an_account_that_is_closed_neither(confided, programme):
    point(Task, confided, programme)
    point(Mail, confided, programme)
    stranger = make_staff(Role.INTERVIEWER, programme)
    assert not can_work_on(stranger, None)
    assert not can_see_mail(stranger, None)


def test_where_nothing_is_confidential_no_page_asks_for_it(django_assert_num_queries):
    user = make_staff(Role.INTERVIEWER)
    with django_assert_num_queries(0):
        assert not visibility.sees_some(user, Task)


def test_once_it_is_gone_nobody_sees_what_pointed_at_it(confided, programme, officer, others):
    task, mail = point(Task, confided, programme), point(Mail, confided, programme)
    confided.delete()
    for user in (officer, *others):
        assert not Task.objects.visible_to(user).exists()
        assert not can_work_on(user, Task.objects.get(pk=task.pk))
        assert not can_see_mail(user, Mail.objects.get(pk=mail.pk))


def test_the_pages_of_the_staff_area_keep_to_it(client, confided, programme, officer, others):
    task, mail = point(Task, confided, programme), point(Mail, confided, programme)
    pages = {
        reverse("admin:worklist_task_change", args=[task.pk]): task.title,
        reverse("admin:notifications_mail_change", args=[mail.pk]): mail.subject,
    }
    lists = {
        reverse("admin:worklist_task_changelist"): task.title,
        reverse("admin:notifications_mail_changelist"): mail.subject,
    }
    client.force_login(officer)
    for url, words in (pages | lists).items():
        assert words in client.get(url).text, url
    for user in others:
        client.force_login(user)
        assert {client.get(url).status_code for url in pages} == {404}
        for url, words in lists.items():
            assert words not in client.get(url).text
        assert task.title not in client.get(reverse("admin:index")).text


@pytest.mark.parametrize("about", ["nothing", "an open row"])
def test_a_confidential_kind_needs_a_row_that_says_who_sees_it(about, programme):
    row = None if about == "nothing" else programme
    with pytest.raises(ValueError, match="confidential"):
        make_task(programme, kind=HEARD, about=row)
    with pytest.raises(ValueError, match="confidential"):
        post(row)
    assert not Task.objects.exists()
    assert not Mail.objects.exists()


def test_with_such_a_row_it_is_written(confided, programme, officer):
    task = make_task(programme, kind=HEARD, about=confided, assignee=officer)
    assert task.assignee == officer
    assert post(confided) in Mail.objects.visible_to(officer)


def post(about):
    return outbox.post(
        kind=HEARD,
        key="1",
        to="ada@example.org",
        language="en",
        template="sign_in/notice",
        context={"change": "A passkey was added.", "sign_in_url": "https://x.example/"},
        now=clock.now(),
        about=about,
    )


def test_no_model_asks_for_itself_who_runs_the_installation():
    """Else a room could not keep the operator out by what its model says."""
    folders = ("mentoring", "programmes", "matching")
    models = [path for folder in folders for path in (CHECKOUT / folder).rglob("models/*.py")]
    assert models
    assert [path for path in models if "user.is_superuser" in path.read_text()] == []
