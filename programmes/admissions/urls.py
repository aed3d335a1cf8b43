from django.urls import path

from programmes.admissions.views import (
    appointment,
    booking,
    contacts,
    guardian,
    own_data,
    status,
    time_requests,
)
from programmes.admissions.views.links import interview_by_link
from programmes.applications import links
from programmes.applications.views.links import application_by

app_name = "admissions"

sent = application_by(links.STATUS)

urlpatterns = [
    path("application/<str:token>/", status.status, name="status"),
    path("application/<str:token>/withdraw/", status.withdraw, name="withdraw"),
    path("application/<str:token>/contact/", sent(contacts.ContactView.as_view()), name="contact"),
    path(
        "application/<str:token>/guardian/",
        sent(contacts.AskGuardianView.as_view()),
        name="ask_guardian",
    ),
    path("application/<str:token>/data/erase/", own_data.erase, name="erase"),
    path("address/<str:token>/", contacts.confirm_address, name="confirm_address"),
    path("application/<str:token>/book/", sent(booking.BookView.as_view()), name="book"),
    path(
        "application/<str:token>/wish/",
        sent(time_requests.TimeRequestView.as_view()),
        name="time_request",
    ),
    path(
        "application/<str:token>/wish/withdraw/",
        time_requests.withdraw,
        name="withdraw_time_request",
    ),
    path("application/<str:token>/data/", own_data.own_data, name="own_data"),
    path("application/<str:token>/data/download/", own_data.download, name="download"),
    path(
        "application/<str:token>/data/withdraw/<slug:purpose>/",
        own_data.withdraw_consent,
        name="withdraw_consent",
    ),
    path("interview/<str:token>/", booking.interview, name="interview"),
    path(
        "interview/<str:token>/move/",
        interview_by_link()(booking.MoveView.as_view()),
        name="move",
    ),
    path("interview/<str:token>/calendar/", appointment.calendar_file, name="calendar_file"),
    path("interview/<str:token>/cancel/", booking.cancel, name="cancel"),
    path(
        "guardian/<str:token>/",
        application_by(links.GUARDIAN, informal=False)(guardian.GuardianView.as_view()),
        name="guardian",
    ),
    path("guardian/<str:token>/no/", guardian.say_no, name="guardian_no"),
]
