from django.urls import path

from programmes.profiles.views import (
    delegates,
    identity,
    interest,
    joining,
    match_preferences,
    self_service,
)

app_name = "profiles"

urlpatterns = [
    path("p/<slug:slug>/mentors/", interest.MentorsView.as_view(), name="mentors"),
    path("p/<slug:slug>/mentors/start/", interest.StartView.as_view(), name="interest"),
    path("join/<str:token>/", joining.join, name="join"),
    path("join/<str:token>/no/", joining.no, name="join_no"),
    path("join/<str:token>/yes/", joining.reopen, name="join_yes"),
    path("join/<str:token>/<slug:slug>/", joining.page, name="join_page"),
    path("profile/<uuid:pk>/", self_service.profile, name="own"),
    path("profile/<uuid:pk>/address/", identity.AddressView.as_view(), name="address"),
    path("profile/address/<str:token>/", identity.confirm_address, name="confirm_address"),
    path("profile/<uuid:pk>/wishes/", match_preferences.WishesView.as_view(), name="wishes"),
    path(
        "profile/<uuid:pk>/affiliation/", self_service.AffiliationView.as_view(), name="affiliation"
    ),
    path("profile/<uuid:pk>/office/", delegates.OfficeView.as_view(), name="office"),
    path("profile/<uuid:pk>/office/<uuid:delegate>/", delegates.GrantView.as_view(), name="grant"),
    path("profile/<uuid:pk>/office/<uuid:delegate>/link/", delegates.send_link, name="office_link"),
    path("profile/<uuid:pk>/office/<uuid:delegate>/end/", delegates.revoke, name="office_revoke"),
    path("profile/<uuid:pk>/<slug:slug>/", self_service.SectionView.as_view(), name="section"),
]
