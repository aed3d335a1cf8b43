"""The tasks of staff: a list of what is to do, and a page for each."""

from mentoring.worklist.admin.tasks import TaskAdmin

__all__ = ["TaskAdmin"]
