from django.contrib import admin
from django.urls import path

from mentoring.home.views import health, mentee, mentors, person, start

app_name = "home"
urlpatterns = [
    path("home/", start.start, name="start"),
    path("home/mentee/", mentee.MenteeHomeView.as_view(), name="mentee"),
    path("home/mentor/", mentors.MentorHomeView.as_view(), name="mentor"),
    path("home/co-mentor/", mentors.CoMentorHomeView.as_view(), name="co_mentor"),
    path(
        "admin/people/<uuid:pk>/",
        admin.site.admin_view(person.PersonPage.as_view()),
        name="person",
    ),
    path(
        "admin/people/<uuid:pk>/note/",
        admin.site.admin_view(person.PersonNotePage.as_view()),
        name="person_note",
    ),
    path("health/", health.health, name="health"),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
]
