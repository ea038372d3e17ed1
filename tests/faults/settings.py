"""The settings of an installation, with work that lasts."""

from terreau.web.config.settings import *  # noqa: F403
from terreau.web.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.slow"]
