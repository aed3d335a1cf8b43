"""The kinds of mail that partnerships send, and work that falls due."""
