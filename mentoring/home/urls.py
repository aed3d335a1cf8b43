from django.urls import path

from mentoring.home.views import health, mentee, start

app_name = "home"
urlpatterns = [
    path("home/", start.start, name="start"),
    path("home/mentee/", mentee.MenteeHomeView.as_view(), name="mentee"),
    path("health/", health.health, name="health"),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
]
