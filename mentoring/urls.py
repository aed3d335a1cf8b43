"""The roof of all addresses."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from mentoring.accounts.views import language
from mentoring.notifications.views.feed import feed
from programmes.admissions.views import moved

urlpatterns = [
    # Before the legal pages of a programme, which any word in their place would open.
    path("", include("programmes.profiles.urls")),
    path("", include("programmes.applications.urls")),
    path("", include("programmes.admissions.urls")),
    path("", include("programmes.partnerships.urls")),
    path("", include("mentoring.home.urls")),
    path("accounts/", include("mentoring.accounts.urls")),
    path("calendar/<uuid:secret>.ics", feed, name="calendar_feed"),
    path("language/", language.choose, name="set_language"),
    re_path(
        "^admin/applications/(?P<page>interview(?:er)?/.*)$", moved.staff_page, name="moved_page"
    ),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("mailbox/", include("mentoring.notifications.urls")))
