"""The roof of all addresses."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("", include("programmes.applications.urls")),
    path("", include("mentoring.home.urls")),
    path("accounts/", include("mentoring.accounts.urls")),
    # A language is no secret worth a token: with one, every public page would set a cookie.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("mailbox/", include("mentoring.notifications.urls")))
