from mentoring.worklist.models.tasks import Task

__all__ = ["Task"]
