"""Ask the web server of this container how it is, under the name it answers to."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def answers(url: str, site_url: str) -> bool:
    """Whether the health page says yes."""
    request = urllib.request.Request(url, headers={"Host": urlsplit(site_url).netloc})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=8) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)  # noqa: PLR2004 - it speaks for itself
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not answers("http://127.0.0.1:8000/health/ready/", os.environ["SITE_URL"]))
