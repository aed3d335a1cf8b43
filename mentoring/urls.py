"""The roof of all addresses."""

from django.conf.urls.i18n import urlpatterns as language_urls
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("programmes.applications.urls")),
    path("", include("mentoring.home.urls")),
    path("accounts/", include("allauth.urls")),
    path("language/", include(language_urls)),
    path("admin/", admin.site.urls),
]
