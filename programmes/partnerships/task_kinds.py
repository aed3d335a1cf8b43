"""The kinds of task for staff that partnerships open."""
