from django.urls import path

from programmes.partnerships.views.answers import AnswerView, LostLinkView, answer_by_link

app_name = "partnerships"

urlpatterns = [
    path("proposal/", LostLinkView.as_view(), name="links"),
    path("proposal/<str:token>/", answer_by_link(AnswerView.as_view()), name="answer"),
]
