"""How the application is set up in production, in the demonstration and in tests.

``SHARING_DECISIONS_MODE`` is ``production`` (the default), ``demonstration`` or ``test``.
Production refuses to start without a secret key and a database, and says what is missing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import history

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.FileAwareEnv()


def _mode() -> str:
    """The mode asked for; a checkout that was set up by make runs as a demonstration."""
    if "pytest" in sys.modules:
        return "test"
    default = "demonstration" if (VAR_DIR / "demonstration").exists() else "production"
    return str(env.str("SHARING_DECISIONS_MODE", default=default))


MODE = _mode()
if MODE not in {"production", "demonstration", "test"}:
    raise ImproperlyConfigured(
        f"SHARING_DECISIONS_MODE is “{MODE}”. It must be production, demonstration or test."
    )
PRODUCTION = MODE == "production"
DEMONSTRATION = MODE == "demonstration"
TESTING = MODE == "test"
DEBUG = False


def _secret_key() -> str:
    if TESTING:
        return "a-key-for-tests-only-with-enough-characters-to-satisfy-every-check-0123456789"
    if DEMONSTRATION:
        kept = VAR_DIR / "secret-key"
        if kept.exists():
            return kept.read_text().strip()
    key = str(env.str("SECRET_KEY", default=""))
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set it (or SECRET_KEY_FILE) to a long random text."
        )
    return key


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "testserver"] if not PRODUCTION else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "decisions",
    "consent",
    "audit",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "simple_history",
    "django_structlog",
    "csp",
    "procrastinate.contrib.django",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.middleware.response_headers",
    "config.middleware.method_not_allowed",
    "config.middleware.refuse_unstorable",
    # Other servers have no cookies: they are answered before any is read.
    "audit.machines.for_other_servers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.WhoIsActing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "audit.middleware.RefusalsAreNoted",
    "decisions.retention.destroyed.LeadsToDisposals",
]

if TESTING:
    # The test server hands out static files itself.
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.ui.context.chrome",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_FAIL_SILENTLY = False


PATIENCE = "-c idle_in_transaction_session_timeout=0 -c statement_timeout=60s -c lock_timeout=30s"


# Database: one alias. The application connects as sd_app; ``migrate`` as OWNER.
def _database() -> dict[str, object]:
    url = env.str("DATABASE_URL", default="")
    if url:
        found = env.db_url_config(url)
        owner = env.str("DATABASE_OWNER_URL", default="")
        owner_found = env.db_url_config(owner) if owner else {}
    elif PRODUCTION:
        raise ImproperlyConfigured(
            "DATABASE_URL is missing. Set it to postgresql://sd_app:…@host/database."
        )
    else:
        from config import embedded

        place = embedded.ensure(testing=TESTING)
        found = {"NAME": "sharing_decisions", "USER": "sd_app", "PASSWORD": "", **place}
        owner_found = {"USER": "sd_owner", "PASSWORD": ""}
    options: dict[str, object] = {
        # A socket's folder, or a time-out, can stand in the address: …/name?host=/run/postgresql
        **found.pop("OPTIONS", {}),
        "pool": False if TESTING else {"min_size": 1, "max_size": 12, "timeout": 10},
        "options": "-c timezone=UTC",
    }
    if TESTING:
        # A test is one long transaction, on a machine that may be busy with others.
        options["options"] = f"{options['options']} {PATIENCE}"
    if PRODUCTION:
        options["sslmode"] = env.str("DATABASE_SSLMODE", default="verify-full")
        if rootcert := env.str("DATABASE_SSLROOTCERT", default=""):
            options["sslrootcert"] = rootcert
    return {
        **found,
        "ENGINE": "config.postgresql",
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "OWNER": {k: owner_found[k] for k in ("USER", "PASSWORD") if k in owner_found},
        # Two runs at once in one checkout do not meet: the name holds the run's process group.
        "TEST": {"SERIALIZE": False, "NAME": f"test_sharing_{os.getpgrp()}"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The proof of the history: who signs, who checks and where copies go.
HISTORY_DATABASES: dict[str, dict[str, object]]
HISTORY_ORIGIN: str
HISTORY_SIGNER_DIR: Path
HISTORY_KEYS_FILE: Path
HISTORY_COPIES_FILE: str
HISTORY_COPIES_EMAIL: list[str]
HISTORY_COPIES_URLS: list[str]
HISTORY_WITNESS_KEYS_FILE: str
HISTORY_PUBLIC: bool
WITNESS_LOGS_FILE: str
WITNESS_KEY_FILE: str
HISTORY_ALARM_EMAIL: list[str]
vars().update(history.settings(env, DATABASES["default"], VAR_DIR, production=PRODUCTION))

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

# Sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.NotEasilyGuessed"},
]
# A link to choose a new password works for a day.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# A whole trust may come from one address at nine o'clock: an account is limited closely, an
# address only so far that nobody can try passwords by the thousand.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "120/m/ip,5/300s/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    # Not a sign-in: checkpoints that other servers send to be signed.
    "witness": "240/m/ip",
    # Posts by those who have no account; each link takes five wrong codes besides.
    "outside_link": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_SECONDS = 15 * 60
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^history/health$", r"^tasks/health$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [NONE],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}

# A megabyte of Welsh or emoji triples in a URL-encoded form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A table of agencies is the one file that can be uploaded; with it, the form is smaller than this.
FILE_UPLOAD_HANDLERS = ["config.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# Words and times
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
DATE_FORMAT = "j F Y"
FORMAT_MODULE_PATH = ["config.formats"]

# Static files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# E-mail
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
elif TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="sharing-decisions@localhost")
# Where to report a weakness, for security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{DEFAULT_FROM_EMAIL}")

# A server that does not answer must not hold a row for long.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=5)
# Where the service is, for the links in e-mails.
PUBLIC_URL = env.str(
    "PUBLIC_URL", default=f"http://127.0.0.1:{env.str('PORT', default='') or 8000}"
)

# Work in the background: jobs are found in each app's jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Half-typed text is kept for a day, encrypted with keys made from these.
HALF_TYPED_HOURS = 24

SILENCED_SYSTEM_CHECKS: list[str] = []
if not PRODUCTION and "check" not in sys.argv[1:2]:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true" if TESTING else "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.logs.formatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_structlog": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
