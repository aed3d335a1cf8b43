#!/usr/bin/env python
"""Django's command-line entry point; in a plain shell it finds settings or says what is missing."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, connection

from mentoring.launcher.shell import MissingSettingsError, settings_for


def main(arguments: list[str]) -> None:
    """Run the command that `arguments` name; exit with one sentence where it cannot begin."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
    try:
        os.environ.update(settings_for(next(iter(arguments[1:]), ""), os.environ))
        execute_from_command_line(arguments)
    except MissingSettingsError as error:
        sys.exit(str(error))
    except ImproperlyConfigured as error:
        sys.exit(f"{error} (docs/operators.md lists all settings).")
    except OperationalError:
        if connection.connection is not None or "--traceback" in arguments:
            raise
        sys.exit("The database does not answer: is it running, and is DATABASE_URL right?")


if __name__ == "__main__":
    main(sys.argv)
