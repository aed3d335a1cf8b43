"""`python -m mentoring.launcher`: what the Makefile calls."""

import argparse
import sys

from mentoring.launcher import chromium, site
from mentoring.launcher.folder import FolderError
from mentoring.launcher.processes import ChildError, Interrupted
from mentoring.launcher.with_services import exit_code_of, with_services


def main() -> int:
    """Do what the command line says; return the exit code."""
    options = _parser().parse_args()
    try:
        return int(options.call(options) or 0)
    except (FolderError, ChildError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except Interrupted as interruption:
        # Being stopped is how a running site ends well; a stopped test run has not passed.
        return 0 if options.call is _run else exit_code_of(interruption)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mentoring.launcher", description=__doc__)
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="servers, site, worker and demo until Ctrl-C")
    run.add_argument("--port", type=int, default=8000)
    run.set_defaults(call=_run)
    services = commands.add_parser("with-services", help="a command on throw-away servers")
    services.add_argument("command", nargs=argparse.REMAINDER)
    services.set_defaults(call=_with_services)
    browser = commands.add_parser("chromium", help="install the browser of the browser tests")
    browser.set_defaults(call=_chromium)
    return parser


def _run(options: argparse.Namespace) -> None:
    site.run(options.port)


def _with_services(options: argparse.Namespace) -> int:
    command = options.command
    return with_services(command[1:] if command[0] == "--" else command)


def _chromium(options: argparse.Namespace) -> int:
    return chromium.ensure()


if __name__ == "__main__":
    sys.exit(main())
