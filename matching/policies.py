"""Who may see and change a matching."""
