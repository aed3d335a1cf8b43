from django.urls import path

from mentoring.home.views import mentee, start

app_name = "home"
urlpatterns = [
    path("home/", start.start, name="start"),
    path("home/mentee/", mentee.MenteeHomeView.as_view(), name="mentee"),
]
