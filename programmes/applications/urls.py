from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from programmes.applications import links
from programmes.applications.views import campaigns, legal, openings, programmes, steps
from programmes.applications.views.links import LostLinkView, application_by

app_name = "applications"

draft = application_by(links.DRAFT)

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
]
