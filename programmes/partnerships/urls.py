from django.urls import path

from programmes.partnerships.views import meetings, office
from programmes.partnerships.views.answers import AnswerView, LostLinkView, answer_by_link

app_name = "partnerships"

urlpatterns = [
    path("proposal/", LostLinkView.as_view(), name="links"),
    path("proposal/<str:token>/", answer_by_link(AnswerView.as_view()), name="answer"),
    path("tandem/<uuid:pk>/", meetings.meeting_list, name="meetings"),
    path("tandem/<uuid:pk>/log/", meetings.LogView.as_view(), name="log"),
    path("tandem/<uuid:pk>/<uuid:meeting>/remove/", meetings.remove, name="remove_meeting"),
    path("office/", office.LostOfficeLinkView.as_view(), name="office_links"),
    path("office/<str:token>/", office.office, name="office"),
    path(
        "office/<str:token>/log/<uuid:pk>/",
        office.office_by_link()(office.OfficeLogView.as_view()),
        name="office_log",
    ),
    path(
        "office/<str:token>/log/<uuid:pk>/<uuid:meeting>/remove/",
        office.remove,
        name="office_remove_meeting",
    ),
    path(
        "office/<str:token>/answer/<uuid:pk>/",
        office.office_by_link()(office.OfficeAnswerView.as_view()),
        name="office_answer",
    ),
    path("office/<str:token>/leave/", office.leave, name="office_leave"),
]
