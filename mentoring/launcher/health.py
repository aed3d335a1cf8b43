"""Ask the web server of this container whether it can serve people.

The health page also tells of the worker and of beat. Those have checks of their own, and a proxy
must not take the site away because a mail waits.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit


def serves(url: str, site_url: str) -> bool:
    """Whether the server answers, under the name it answers to, and reaches its database."""
    request = urllib.request.Request(url, headers={"Host": urlsplit(site_url).netloc})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=8) as response:  # noqa: S310 - our own address
            report = json.load(response)
    except urllib.error.HTTPError as error:
        report = json.load(error)
    return bool(report["database"] == "OK")


if __name__ == "__main__":
    sys.exit(not serves("http://127.0.0.1:8000/health/", os.environ["SITE_URL"]))
