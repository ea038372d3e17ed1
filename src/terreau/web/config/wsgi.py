"""The application as servers call it."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.web.config.settings")

application = get_wsgi_application()

# what the first pages need, read beside them: not in front of one, not before the server answers
_AFTER = 1.5  # seconds


def _warm_up() -> None:
    import terreau.analysis.measurement
    import terreau.study.frame  # noqa: F401 - numerical libraries, loaded once here
    from terreau.web.territories.suggestions import warm_up

    warm_up()


_timer = threading.Timer(_AFTER, _warm_up)
_timer.daemon = True
_timer.start()
