from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from programmes.applications import links
from programmes.applications.views import (
    booking,
    campaigns,
    contacts,
    legal,
    openings,
    own_data,
    programmes,
    status,
    steps,
    wishes,
)
from programmes.applications.views.feed import feed
from programmes.applications.views.links import LostLinkView, application_by, interview_by_link

app_name = "applications"

draft = application_by(links.DRAFT)
sent = application_by(links.STATUS)

urlpatterns = [
    path("", programmes.front, name="front"),
    path("links/", LostLinkView.as_view(), name="links"),
    path("p/<slug:slug>/", programmes.ProgrammeView.as_view(), name="programme"),
    path("p/<slug:slug>/apply/", programmes.StartView.as_view(), name="start"),
    # Nobody's rights stand behind this form, and a token would set a cookie on a public page.
    path("p/<slug:slug>/alert/", csrf_exempt(openings.AlertView.as_view()), name="opening"),
    path("p/<slug:slug>/<slug:kind>/", legal.legal_page, name="legal"),
    path("go/<slug:code>/", campaigns.go, name="go"),
    path("alert/<str:token>/", openings.confirm, name="alert"),
    path("alert/<str:token>/stop/", openings.stop, name="alert_stop"),
    path("apply/<str:token>/", steps.resume, name="resume"),
    path("apply/<str:token>/pause/", steps.pause, name="pause"),
    path("apply/<str:token>/check/", draft(steps.CheckView.as_view()), name="check"),
    path("apply/<str:token>/<slug:slug>/", draft(steps.StepView.as_view()), name="step"),
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
    path("application/<str:token>/wish/", sent(wishes.WishView.as_view()), name="wish"),
    path("application/<str:token>/wish/withdraw/", wishes.unwish, name="unwish"),
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
    path("interview/<str:token>/cancel/", booking.cancel, name="cancel"),
    path("calendar/<uuid:secret>.ics", feed, name="feed"),
    path(
        "guardian/<str:token>/",
        application_by(links.GUARDIAN, informal=False)(status.GuardianView.as_view()),
        name="guardian",
    ),
]
