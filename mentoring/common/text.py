"""What people type, made plain."""


def one_line(text: str) -> str:
    """`text` without line breaks and other control characters: safe in names and headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def same_endings(text: str) -> str:
    """`text` with lines that end the same way whatever browser sent it."""
    return text.replace("\r\n", "\n")
