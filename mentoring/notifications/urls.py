"""The mailbox page; mentoring.urls includes it in development only."""

from django.urls import path

from mentoring.notifications.views import mailbox

app_name = "mailbox"
urlpatterns = [
    path("", mailbox.MailboxView.as_view(), name="list"),
    path("<uuid:pk>/", mailbox.MailView.as_view(), name="mail"),
    path("<uuid:pk>/html/", mailbox.html, name="html"),
    path("<uuid:pk>/invite.ics", mailbox.calendar, name="calendar"),
]
