"""The settings of the tests: a folder of their own, quick passwords, the base in memory."""

from __future__ import annotations

import os
import tempfile

os.environ["TERREAU_DATA"] = tempfile.mkdtemp(prefix="terreau-tests-")
for name in ("TERREAU_DATABASE", "TERREAU_HTTPS", "TERREAU_DEMONSTRATION"):
    os.environ.pop(name, None)

if os.environ.get("TERREAU_TEST_DATABASE"):  # the same tests on another engine
    os.environ["TERREAU_DATABASE"] = os.environ["TERREAU_TEST_DATABASE"]

from terreau.web.config.settings import *  # noqa: E402, F403
from terreau.web.config.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402

SECRET_KEY = "tests"
# TERREAU_TEST_BASE: a file kept between runs with --reuse-db, for those who run one test at a time
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TERREAU_TEST_BASE")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
WHITENOISE_AUTOREFRESH = True
# a variable that a template misspells is a fault, not an empty place
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⚠ %s"
