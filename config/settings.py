"""The only reader of the environment. Every variable is in the table of docs/operations.md."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.child_keys import kept_child_keys, read_child_keys
from config.safety import refuse_unsafe

BASE_DIR = Path(__file__).resolve().parent.parent

SWITCHES = {"1": True, "true": True, "yes": True, "on": True} | dict.fromkeys(
    ("0", "false", "no", "off", ""), False
)


class Environment(environ.Env):
    def switch(self, name: str, *, default: bool) -> bool:
        """On or off. Anything else stops: a misspelt word must not turn a protection off."""
        word = self.str(name, default=str(default))
        if word.strip().lower() not in SWITCHES:
            raise ImproperlyConfigured(f"{name} is {word!r}: write 1 to turn it on, or 0 to turn it off.")
        return SWITCHES[word.strip().lower()]


env = Environment()

# --- Where we run -----------------------------------------------------------------------------
# `embedded` is the default: SQLite and a worker thread, on this machine only.
PRODUCTION = env.switch("LFL_PRODUCTION", default=False)
DATA_DIR = Path(env.str("LFL_DATA_DIR", default=str(BASE_DIR / "var")))
if not DATA_DIR.exists():
    # The database and the key lie in it: for its owner alone.
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
ALLOWED_HOSTS = env.list("LFL_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PUBLIC_ADDRESS = env.str("LFL_PUBLIC_ADDRESS", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if PUBLIC_ADDRESS.startswith("https://") else []
DEBUG = env.switch("LFL_DEBUG", default=False)
# Where the published papers and statistics lie; beside the project by default.
PUBLISHED_DIR = Path(env.str("LFL_PUBLISHED_DIR", default=str(BASE_DIR.parent / "shared" / "data")))


def _secret_key() -> str:
    """The key from the environment, or one made at first start and kept in the data folder."""
    given = env.str("LFL_SECRET_KEY", default="")
    if given or PRODUCTION:
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()

# The keys of children's pseudonyms and sealed files. They are never in the database.
CHILD_KEYS_LINE = env.str("LFL_CHILD_KEYS", default="")
if not CHILD_KEYS_LINE and not PRODUCTION:
    CHILD_KEYS_LINE = kept_child_keys(DATA_DIR)
CHILD_KEYS, CHILD_KEY_FAULTS = read_child_keys(CHILD_KEYS_LINE)
# After how many days the uploaded file about children is destroyed.
CHILD_FILE_DAYS = env.int("LFL_CHILD_FILE_DAYS", default=30)

# --- Database, broker, cache ------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not REDIS_URL

if DATABASE_URL:
    DATABASES = {
        "default": env.db_url_config(DATABASE_URL) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "like-for-like.sqlite3"),
            # Readers do not wait for the writer, and a writer that must wait says so at its start.
            "OPTIONS": {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": (
        {"BACKEND": "config.cache.RedisOrMemoryCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"

# --- Applications -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "config.apps.PortalConfig",
    "authorities",
    "indicators",
    "reports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.requests.RefuseUnread",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.requests.RefuseNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.requests.KeepNothing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "authorities.sign_in.SignInRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
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
                "authorities.navigation.navigation",
            ]
        },
    }
]
# Every list becomes a card to a row on a telephone.
DJANGO_TABLES2_TEMPLATE = "django_tables2/govuk.html"

# --- People and sign-in -----------------------------------------------------------------------
AUTH_USER_MODEL = "authorities.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "authorities.sign_in.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The invitation link, sent to the address, is what proves the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Like for Like: "
# How many proxies of ours stand in front: whose word on the visitor's address the throttle believes.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("LFL_TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Like for Like"
SESSION_COOKIE_AGE = 60 * 60 * 10
INVITATION_DAYS = 7

# --- Mail -------------------------------------------------------------------------------------
EMAIL_URL = env.str("LFL_EMAIL_URL", default="consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.str("LFL_EMAIL_FROM", default="Like for Like <noreply@localhost>")

# --- Language, time, static files -------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
# Empty until `collectstatic`; without the folder WhiteNoise warns at every start.
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Without a collected manifest (tests, first run) names are served plain.
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# --- Uploads ----------------------------------------------------------------------------------
RETURN_MAX_BYTES = env.int("LFL_RETURN_MAX_BYTES", default=20 * 1024 * 1024)
RETURN_READ_SECONDS = env.int("LFL_RETURN_READ_SECONDS", default=30)
# After how many days a period's returns are due, where a region has set no day.
RETURN_DUE_DAYS = env.int("LFL_RETURN_DUE_DAYS", default=30)
# Published statistics are imported while their page waits; larger files at the command line.
IMPORT_MAX_BYTES = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = RETURN_MAX_BYTES + 1024 * 1024
# An upload may be about children: it stays in memory, and no raw byte of it reaches a disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Background work --------------------------------------------------------------------------
# What each kind of job does, in order. Floors below cannot name a floor above, so it is said here.
JOB_STEPS = {
    "recalculate": [
        "indicators.children.measuring.count_children",
        "indicators.recalculation.recalculate_values",
        "indicators.withholding.decide_what_is_told",
        "reports.building.rebuild_scorecards",
    ],
}
JOB_ATTEMPTS = 3
JOB_LOST_AFTER_SECONDS = env.int("LFL_JOB_LOST_AFTER_SECONDS", default=120)

# --- Security ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^health/"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LFL_LOG_LEVEL", default="INFO")},
}

refuse_unsafe(vars())
