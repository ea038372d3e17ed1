"""The application as servers call it."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.web.config.settings")

application = get_wsgi_application()

# the official code of communes is read beside the first pages, not in front of one
from terreau.web.territories.suggestions import warm_up  # noqa: E402 - once the applications are there

threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
