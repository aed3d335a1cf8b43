"""The kinds of mail that profiles send, and work that falls due."""
