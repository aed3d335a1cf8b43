"""People who can sign in. Applicants cannot: they become users when they are accepted."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentoring.common.addresses import plain_address
from mentoring.common.models.people import FULL_NAME_LENGTH
from mentoring.common.models.search import having_all, search_column, search_index, sort_column


class UserQuerySet(models.QuerySet["User"]):
    def search(self, text: str) -> "UserQuerySet":
        """Those with all words of `text` in name or address, in parts and without accents."""
        return self.filter(having_all(text, "search_text"))


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def search(self, text: str) -> UserQuerySet:
        return self.get_queryset().search(text)

    def create_user(self, email: str, password: None = None, **fields: Any) -> "User":
        """Nobody has a password, whatever a command of the framework hands over."""
        user = self.model(email=plain_address(email), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: None = None, **fields: Any) -> "User":
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    # Where codes will go once somebody there has confirmed it.
    new_email = models.EmailField(max_length=254, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=FULL_NAME_LENGTH, blank=True)
    language = models.CharField(
        _("language"), max_length=15, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_staff = models.BooleanField(
        _("works for the programme"), default=False, help_text=_("May open the staff area.")
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch off instead of deleting; open sessions end at the next request."),
    )
    date_joined = models.DateTimeField(_("since"), auto_now_add=True)

    search_text = search_column("name", "email")
    sort_name = sort_column("name", "email")

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        indexes = (
            models.Index(name="user_name", fields=("sort_name", "id")),
            search_index("search_text", name="user_search"),
        )
        constraints = (
            # With it, unique means unique whatever the case.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lower"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0]
