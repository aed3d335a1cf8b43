from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    default = True
    name = "mentoring.accounts"
    label = "accounts"
    verbose_name = _("People and access")


class StaffAdminConfig(admin_apps.AdminConfig):
    """Django's admin behind the gate of `StaffSite`."""

    default = False
    default_site = "mentoring.accounts.site.StaffSite"
