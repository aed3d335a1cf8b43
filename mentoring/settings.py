"""All settings, read from the environment; `docs/operators.md` lists the variables."""

from datetime import timedelta
from pathlib import Path

import environ
import sentry_sdk
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.admin_theme import UNFOLD  # noqa: F401 - a setting
from mentoring.common.redaction import scrub_report

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Where we are ---------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
_required = environ.Env.NOTSET
SECRET_KEY = env("SECRET_KEY", default="only-for-development" * 3 if DEBUG else _required)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env("SITE_URL", default="http://localhost:8000" if DEBUG else _required).rstrip("/")
SITE_NAME = env("SITE_NAME", default="Mentoring")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# What it is made of ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "mentoring.accounts.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "health_check",
    "mentoring.common",
    "mentoring.accounts",
    "programmes.cohorts",
    "mentoring.worklist",
    "mentoring.notifications",
    "mentoring.privacy",
    "programmes.scheduling",
    "programmes.profiles",
    "programmes.applications",
    "programmes.admissions",
    "programmes.partnerships",
    "programmes.imports",
    "matching",
    "mentoring.home",
    "mentoring.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mentoring.common.middleware.admin_script_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mentoring.common.middleware.ToneMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mentoring.common.middleware.no_store",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mentoring.common.kept_answers.lead_to_answer",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "mentoring.urls"
WSGI_APPLICATION = "mentoring.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "mentoring.common.context_processors.site",
                "mentoring.demo.progress.demo",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Stores ---------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgres://postgres@127.0.0.1/mentoring")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "mentoring.common.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        # A dead Redis must cost a request a moment, never the request.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "mentoring.common.static_files.StaticFiles"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media"))
RETENTION_DAYS = env.dict("RETENTION_DAYS", cast={"value": int}, default={})

# Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("de-informal", _("German (informal)")), ("en", _("English"))]
LANG_INFO["de-informal"] = LANG_INFO["de"] | {"code": "de-informal", "fallback": ["de"]}
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
FORMAT_MODULE_PATH = "mentoring.formats"

# Sign-in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home:start")
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "mentoring.notifications.sign_in.OutboxAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# Without a password among these fields, the sign-in form mails a code; that proves the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "mentoring.accounts.forms.GuardedAuthenticateForm",
    "reauthenticate": "mentoring.accounts.forms.GuardedReauthenticateForm",
}

# Mail -----------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="smtp://127.0.0.1:1025"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Mentoring <hallo@mentoring.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# For all workers together; what the mail provider allows.
MAILS_PER_SECOND = env.float("MAILS_PER_SECOND", default=500.0)
# A mailed code is a key. Only where there is a mailbox page is its text kept, until it has expired.
SIGN_IN_MAIL_VALID = timedelta(minutes=15)
SIGN_IN_TEXT_KEPT = SIGN_IN_MAIL_VALID if DEBUG else timedelta(0)

# Queue: a tick says "look now"; what is due stands in the database ----------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
_broker_timeouts = {"socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, **_broker_timeouts}
CELERY_TASK_IGNORE_RESULT = CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "mentoring.notifications.tasks.tick",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "retention": {
        "task": "mentoring.privacy.tasks.retention",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 3600},
    },
}

# Guards ---------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_REFERRER_POLICY = "same-origin"
# Preloading and subdomains are promises only the operator of the domain can make.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEBUG
_prefix = "" if DEBUG else "__Host-"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}sessionid", f"{_prefix}csrftoken"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        **{f"{kind}-src": [SELF] for kind in ("style", "font", "connect", "manifest")},
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# What operators see ---------------------------------------------------------------------------
_console = {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_tokens"]}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"hide_tokens": {"()": "mentoring.common.redaction.HideTokens"}},
    "handlers": {"console": _console},
    # Without handlers of its own, or each request would be told twice in development.
    "loggers": {"django": {"level": "INFO"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
if env("SENTRY_DSN", default=""):
    sentry_sdk.init(
        dsn=env("SENTRY_DSN"),
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=scrub_report,
    )
