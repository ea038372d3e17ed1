"""Every setting, from the environment; the defaults suit one team on one computer."""

from __future__ import annotations

from pathlib import Path

import terreau.publishing
from terreau.web.config import environment as env
from terreau.web.config.policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from terreau.web.config.policy import PERMISSIONS_POLICY as PERMISSIONS_POLICY

DATA = env.data_folder()
HTTPS = env.boolean("TERREAU_HTTPS")
# a folder that holds the demonstration says so itself, whoever serves it
DEMONSTRATION = env.boolean("TERREAU_DEMONSTRATION") or (DATA / "demonstration").exists()
PROXY = env.text("TERREAU_PROXY", "127.0.0.1")  # who may say how a reader came, under HTTPS

SECRET_KEY = env.secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = env.words("TERREAU_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host not in {"*", "[::1]"}
]

ROOT_URLCONF = "terreau.web.config.urls"
WSGI_APPLICATION = "terreau.web.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.database(DATA)}

INSTALLED_APPS = [
    "terreau.web.home",
    "terreau.web.exchange",
    "terreau.web.ratings",
    "terreau.web.interviews",
    "terreau.web.cases",
    "terreau.web.frameworks",
    "terreau.web.territories",
    "terreau.web.accounts",
    "terreau.web.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
]

MIDDLEWARE = [
    "terreau.web.core.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "terreau.web.core.loopback.LoopbackMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "terreau.web.core.kept.LastPersonMiddleware",
    "terreau.web.core.faults.FaultMiddleware",  # inside those that add headers, so that its pages have them
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "terreau.web.core.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "terreau.web.core.templatetags.terreau"],
        },
    }
]
FORM_RENDERER = "terreau.web.core.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "terreau.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of password or second factor is told to its owner
# the rest of allauth's limits stand: 5 tries by address, then five minutes
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "terreau.web.accounts.forms.entrance.LoginForm",
    "reset_password": "terreau.web.accounts.forms.entrance.AskForm",
    "reset_password_from_key": "terreau.web.accounts.forms.entrance.ChooseForm",
    "change_password": "terreau.web.accounts.forms.entrance.ChangeForm",
    "set_password": "terreau.web.accounts.forms.entrance.SetForm",
    "reauthenticate": "terreau.web.accounts.forms.entrance.ConfirmForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # the address of a reader, behind a proxy
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "terreau.web.accounts.adapter.FactorAdapter"
MFA_TOTP_ISSUER = "Terreau"
MFA_TOTP_TOLERANCE = 1  # a code read just before it changed is good
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation proved the address
MFA_FORMS = {
    "authenticate": "terreau.web.accounts.forms.entrance.CodeForm",
    "reauthenticate": "terreau.web.accounts.forms.entrance.ConfirmCodeForm",
    "activate_totp": "terreau.web.accounts.forms.entrance.ActivateForm",
}
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/statique/"
STATIC_ROOT = DATA / "statique"
STATICFILES_DIRS = [("terreau", Path(terreau.publishing.__file__).parent / "static")]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "terreau.web.core.fonts.FontFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "fichiers"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a whole transcript typed in a form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
LARGEST_REQUEST = 52_000_000  # a file of 50 MB and its form

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
JOB_LEASE = env.number("TERREAU_JOB_LEASE", 120)  # seconds of silence before a job is taken back
JOB_FILES_DAYS = 14  # what a job made is kept so long

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "terreau_session"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = False  # the logbook sends its lines by script
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "terreau_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "terreau.web.core.faults.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD = True

globals().update(env.mail(DATA))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "terreau": {"level": "INFO"},
        "django_tasks": {"level": "WARNING"},
        # what they say of a stop or of a short wait is no news to who reads the console
        "django_tasks_db": {"level": "ERROR"},
        "waitress.queue": {"level": "ERROR"},
    },
}
