from django.urls import path

from mentoring.home.views import health, mentee, mentors, start

app_name = "home"
urlpatterns = [
    path("home/", start.start, name="start"),
    path("home/mentee/", mentee.MenteeHomeView.as_view(), name="mentee"),
    path("home/mentor/", mentors.MentorHomeView.as_view(), name="mentor"),
    path("home/co-mentor/", mentors.CoMentorHomeView.as_view(), name="co_mentor"),
    path("health/", health.health, name="health"),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
]
