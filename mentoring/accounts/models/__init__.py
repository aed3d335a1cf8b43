from mentoring.accounts.models.attempts import SignInAttempt
from mentoring.accounts.models.users import User

__all__ = ["SignInAttempt", "User"]
