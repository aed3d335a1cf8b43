"""A plain question before what one tap must not do: shown by GET, done by POST."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class Question:
    """`text` says what comes of it; `button` does it, and `keep` leads back without."""

    heading: str
    text: str
    button: str
    keep: str


def ask(request: HttpRequest, question: Question, *, back: str, **more: Any) -> HttpResponse:
    """The page with `question`, sent to where it stands; `back` is where one comes from."""
    context = {"question": question, "back_url": back, **more}
    return render(request, "question.html", context)
