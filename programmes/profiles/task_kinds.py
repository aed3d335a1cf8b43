"""The kinds of task for staff that profiles open."""
