"""What was typed and asked for stood in tasks only; now it has rows, and tasks point at them.

Tasks keep quoting it, so the way back only points them at the profile again.
"""

from django.db import migrations

KINDS = ("preferred", "excluded")
LONGEST_NAME = 200


def keep(apps, schema_editor):
    wishes = _keep_wishes(apps)
    _point_back_tasks(apps, wishes)
    _keep_requests(apps)


def _keep_wishes(apps):
    """The wish of each task, by the number of the task."""
    TypedWish = apps.get_model("profiles", "TypedWish")
    found = {}
    for task in _tasks(apps, "named_wish"):
        kind = _parts(task)[0]
        if kind not in KINDS or not task.details:
            continue
        # What staff had dropped was not shown to its owner any more, as if it were taken back.
        stands = task.state != "dropped"
        said = {"profile_id": task.object_id, "kind": kind, "name": task.details[:LONGEST_NAME]}
        wish = TypedWish.objects.filter(**said, taken_back_at=None).first() if stands else None
        found[str(task.pk)] = wish or TypedWish.objects.create(
            **said, typed_at=task.created_at, taken_back_at=None if stands else task.state_since
        )
        _point(apps, task, found[str(task.pk)])
    return found


def _point_back_tasks(apps, wishes):
    """Taking a wish back is a kind of its own now."""
    for task in _tasks(apps, "named_wish"):
        first, number = _parts(task)
        if first == "back":
            task.kind = "wish_taken_back"
            task.save(update_fields=["kind"])
            if number in wishes:
                _point(apps, task, wishes[number])


def _keep_requests(apps):
    """One after the other; the last of a person is current unless it was taken back."""
    SupportRequest = apps.get_model("profiles", "SupportRequest")
    later = {}
    for task in reversed(_tasks(apps, "needs_from_us")):
        if not task.details:
            continue
        after = later.get(task.object_id)
        taken_back = task.state_since if task.outcome == "settled" else None
        request = SupportRequest.objects.create(
            profile_id=task.object_id,
            text=task.details,
            asked_at=task.created_at,
            ended_at=after.asked_at if after else taken_back,
        )
        later[task.object_id] = request
        _point(apps, task, request)


def _tasks(apps, kind):
    """Those about profiles that are still there, the oldest first."""
    tasks = apps.get_model("worklist", "Task").objects.filter(
        kind=kind, content_type__app_label="profiles", content_type__model="profile"
    )
    profiles = apps.get_model("profiles", "Profile").objects
    found = list(tasks.order_by("created_at", "pk"))
    there = profiles.filter(pk__in={task.object_id for task in found}).values_list("pk", flat=True)
    known = {str(pk) for pk in there}
    return [task for task in found if task.object_id in known]


def _parts(task):
    """The second and third part of the key, in which the kind of a wish was written."""
    parts = [*task.key.split(":"), "", ""]
    return parts[1], parts[2]


def _point(apps, task, row):
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _made = ContentType.objects.get_or_create(
        app_label="profiles", model=row._meta.model_name
    )
    task.content_type_id, task.object_id = kind.pk, str(row.pk)
    task.save(update_fields=["content_type", "object_id"])


def put_back(apps, schema_editor):
    Task = apps.get_model("worklist", "Task")
    for model in ("TypedWish", "SupportRequest"):
        rows = apps.get_model("profiles", model).objects.select_related("profile")
        by_number = {str(row.pk): row for row in rows}
        tasks = Task.objects.filter(
            content_type__app_label="profiles", content_type__model=model.lower()
        )
        for task in tasks:
            if task.object_id in by_number:
                _point(apps, task, by_number[task.object_id].profile)
    Task.objects.filter(kind="wish_taken_back").update(kind="named_wish")


class Migration(migrations.Migration):
    dependencies = (
        ("profiles", "0007_wishes_and_requests"),
        ("worklist", "0002_events"),
        ("contenttypes", "0002_remove_content_type_name"),
    )
    operations = (migrations.RunPython(keep, put_back),)
