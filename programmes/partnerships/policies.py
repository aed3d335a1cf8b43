"""Who may see and change what in partnerships."""
