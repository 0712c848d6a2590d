"""Settings, from the environment alone.

DATABASE_URL, SECRET_KEY, DEBUG, ALLOWED_HOSTS, JIHENG_VAR, JIHENG_FILES, JIHENG_HTTPS, JIHENG_ORIGINS,
JIHENG_IDLE_MINUTES, JIHENG_UPLOAD_MB, JIHENG_TRUST, JIHENG_DEMO_LOGINS, JIHENG_LOG.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from config.database import database_from


def _switch(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _secret_key(path: Path) -> str:
    """The key kept in ``path``; made once, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("JIHENG_VAR", BASE_DIR / "var"))

DEBUG = _switch("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key(VAR / "secret_key")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "jiheng.audit",
    "jiheng.orgs",
    "jiheng.files",
    "jiheng.jobs",
    "jiheng.self_evaluation",
    "jiheng.evaluation",
    "jiheng.workbooks",
    "jiheng.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "jiheng.web.uploads.UploadLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jiheng.web.caching.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "jiheng.web.request.MemberMiddleware",
    "jiheng.web.readonly.ReadonlyMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "jiheng" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiheng.web.frame.frame",
            ],
            "builtins": [
                "django.templatetags.static",
                "jiheng.web.templatetags.jiheng",
                "jiheng.web.templatetags.places",
            ],
        },
    },
]

DATABASES = {
    "default": database_from(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'jiheng.sqlite3'}"),
}
CACHES = {
    # Answers of pure functions, by everything they read. They may be thrown away at any time.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# People and sessions
AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "jiheng.orgs.passwords.LongEnoughValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "jiheng.orgs.passwords.NotAboutOneselfValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone")},
    },
    {"NAME": "jiheng.orgs.passwords.NotGuessedFirstValidator"},
    {"NAME": "jiheng.orgs.passwords.MixedCharactersValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
# A JSON file of logins the login page offers; only a demonstration names one.
JIHENG_DEMO_LOGINS = Path(os.environ["JIHENG_DEMO_LOGINS"]) if os.environ.get("JIHENG_DEMO_LOGINS") else None

HTTPS = _switch("JIHENG_HTTPS")
SESSION_COOKIE_AGE = 60 * int(os.environ.get("JIHENG_IDLE_MINUTES", "30"))
SESSION_SAVE_EVERY_REQUEST = True  # the age above counts from the last request, not from login
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "jiheng_session"
CSRF_FAILURE_VIEW = "jiheng.web.errors.stale_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = _words("JIHENG_ORIGINS")

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jiheng.web.errors.locked"
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Whether other subdomains and browsers' preload lists follow is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
JIHENG_FILES = Path(os.environ.get("JIHENG_FILES", VAR / "files"))
# A folder of root certificates (PEM) that signatures are checked against; without one nothing is said of their trust.
JIHENG_TRUST = Path(os.environ["JIHENG_TRUST"]) if os.environ.get("JIHENG_TRUST") else None
JIHENG_UPLOAD_LIMIT = 1024 * 1024 * int(os.environ.get("JIHENG_UPLOAD_MB", "200"))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "jiheng": {"level": os.environ.get("JIHENG_LOG", "INFO")},
        # Its messages carry user names and addresses; the database keeps them for those who may read them.
        "axes": {"level": "CRITICAL", "propagate": False},
        # It tells every certificate it does not trust; the page says so to whoever asked.
        "pyhanko": {"level": "CRITICAL", "propagate": False},
        "pyhanko_certvalidator": {"level": "CRITICAL", "propagate": False},
    },
}
