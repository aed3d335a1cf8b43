from mentoring.worklist.models.notes import Note
from mentoring.worklist.models.tasks import Task

__all__ = ["Note", "Task"]
