"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")

application = get_wsgi_application()

# What was loaded so far stays for good: the collector need not walk through it amid requests,
# which would cost them a tenth of their time.
gc.freeze()
gc.set_threshold(50_000, 20, 20)
