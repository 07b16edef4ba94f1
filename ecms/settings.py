"""Settings, all from the environment; each value that is not Django's default gives its reason."""

import sys
from pathlib import Path

import environ
import structlog
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything a running installation writes, never in version control
env = environ.Env()

# --- What kind of installation this is ---------------------------------------------------
DEVELOPMENT_KEY = "development-only-key-never-for-production"
DEBUG = env.bool("ECMS_DEBUG", default=False)
PRODUCTION = env.bool("ECMS_PRODUCTION", default=False)
SECRET_KEY = env.str("ECMS_SECRET_KEY", default=DEVELOPMENT_KEY)
# Identity numbers: encrypted by the first of FIELD_KEYS (several: the later ones still open old
# values), found again by a hash with HASH_KEY, which can never be changed.
FIELD_KEYS = env.list("ECMS_FIELD_KEYS", default=[f"{DEVELOPMENT_KEY}-fields"])
HASH_KEY = env.str("ECMS_HASH_KEY", default=f"{DEVELOPMENT_KEY}-hash")
ALLOWED_HOSTS = env.list("ECMS_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("ECMS_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("ECMS_SITE_URL", default="http://127.0.0.1:8000")  # in mails and QR codes
# Demonstration accounts share one documented password and may skip the second factor.
DEMO_ACCOUNTS = env.bool("ECMS_DEMO_ACCOUNTS", default=not PRODUCTION)
MFA_REQUIRED = env.bool("ECMS_MFA_REQUIRED", default=PRODUCTION)
TESTING = "pytest" in sys.modules

if PRODUCTION:
    if SECRET_KEY == DEVELOPMENT_KEY:
        raise ImproperlyConfigured("ECMS_SECRET_KEY must be set in production.")
    for name, keys in (("ECMS_FIELD_KEYS", FIELD_KEYS), ("ECMS_HASH_KEY", [HASH_KEY])):
        if not keys or any(DEVELOPMENT_KEY in key or len(key) < 32 for key in keys):
            raise ImproperlyConfigured(f"{name} must be set in production, 32 characters or more.")
    if DEBUG:
        raise ImproperlyConfigured("ECMS_DEBUG must be off in production.")
    if DEMO_ACCOUNTS:
        raise ImproperlyConfigured("ECMS_DEMO_ACCOUNTS must be off in production.")
    if not MFA_REQUIRED:
        raise ImproperlyConfigured("ECMS_MFA_REQUIRED must be on in production.")

# --- Applications -------------------------------------------------------------------------
INSTALLED_APPS = [
    "accounts",
    "law",
    "ecms.core",
    "ecms.audit",
    "ecms.documents",
    "ecms.notifications",
    "enterprises",
    "intake",
    "inspections",
    "violations",
    "campaigns",
    "field",
    "analytics",
    "demo",
    "ecms.core.admin_config.EcmsAdminConfig",  # django.contrib.admin, opened by role
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "simple_history",
    "import_export",
    "django_filters",
    "django_htmx",
    "template_partials",
    "django_structlog",
    "csp",
]
if TESTING:
    INSTALLED_APPS.append("zeal")

MIDDLEWARE = [
    "field.middleware.FieldAnswersMiddleware",  # JSON for what syncs, never a redirect
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AccountStateMiddleware",  # dated accounts, idle limits, MFA by role
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "ecms.audit.middleware.AuditContextMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "ecms.core.middleware.PrivatePagesMiddleware",  # no-store on signed-in pages
    "ecms.core.middleware.FormAddressMiddleware",
]
if TESTING:
    MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")

ROOT_URLCONF = "ecms.urls"
WSGI_APPLICATION = "ecms.wsgi.application"

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
                "ecms.core.context.shell",
            ],
            "builtins": ["ecms.core.templatetags.ecms"],
        },
    }
]
FORM_RENDERER = "ecms.core.forms.EcmsFormRenderer"

# --- Database -----------------------------------------------------------------------------
_database = env.db_url("ECMS_DATABASE_URL", default="postgres://postgres@127.0.0.1:5432/ecms")
DATABASES = {
    "default": {
        **_database,
        "CONN_MAX_AGE": env.int(
            "ECMS_CONN_MAX_AGE", default=60
        ),  # a connection costs more than a page
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,  # services open their own transactions
        "TEST": {"NAME": env.str("ECMS_TEST_DATABASE", default="test_ecms")},
    }
}
# Figures are read from a replica where there is one and it is not far behind.
REPLICA_LAG = env.int("ECMS_REPLICA_LAG", default=60)  # seconds
if env.str("ECMS_REPLICA_URL", default=""):
    DATABASES["replica"] = {
        **env.db_url("ECMS_REPLICA_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }  # fmt: skip
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Broker, cache, jobs ------------------------------------------------------------------
REDIS_URL = env.str("ECMS_REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TESTING
        else "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "ecms",
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # progress lives in tables, not in a result backend
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is given out again
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 3000
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}  # longer than the longest task
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_TASK_ALWAYS_EAGER = TESTING
CELERY_TASK_EAGER_PROPAGATES = TESTING
CELERY_TASK_ROUTES = {
    "enterprises.tasks.*": {"queue": "imports"},
    "ecms.notifications.tasks.*": {"queue": "alerts"},
    "ecms.documents.tasks.make_export": {"queue": "exports"},
}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "ecms.core.tasks.heartbeat", "schedule": 20.0},
    "claim-due-deadlines": {"task": "ecms.notifications.tasks.claim_due", "schedule": 300.0},
    "send-messages": {"task": "ecms.notifications.tasks.send_messages", "schedule": 60.0},
    "read-returns": {"task": "ecms.notifications.tasks.read_returns", "schedule": 300.0},
    "tell-searches": {"task": "accounts.tasks.tell_searches", "schedule": 1800.0},
    "post-letters": {"task": "campaigns.tasks.post_letters", "schedule": 120.0},
    "watch-plans": {"task": "campaigns.tasks.watch_plans", "schedule": 24 * 3600.0},
    "sweep-imports": {"task": "enterprises.tasks.sweep_imports", "schedule": 60.0},
    "remind-workforce": {"task": "enterprises.tasks.remind_workforce", "schedule": 24 * 3600.0},
    "find-duplicates": {
        "task": "enterprises.tasks.find_duplicates",
        "schedule": crontab(hour="2", minute="10"),
    },
    "refresh-risk": {"task": "enterprises.tasks.refresh_risk", "schedule": 24 * 3600.0},
    "sweep-exports": {"task": "ecms.documents.tasks.sweep_exports", "schedule": 60.0},
    "forget-exports": {"task": "ecms.documents.tasks.forget_exports", "schedule": 3600.0},
    "refresh-search": {
        "task": "enterprises.tasks.refresh_search",
        "schedule": crontab(hour="5,11,23", minute="40"),  # before work, before lunch, at night
    },
    "refresh-figures": {"task": "analytics.tasks.refresh_figures", "schedule": 60.0},
    "send-questions": {"task": "analytics.tasks.send_questions", "schedule": 3600.0},
    "sweep-reports": {"task": "analytics.tasks.sweep_reports", "schedule": 60.0},
    "remind-accident-returns": {
        "task": "intake.tasks.remind_accident_returns",
        "schedule": 24 * 3600.0,
    },
    "sweep-field-uploads": {
        "task": "field.tasks.sweep_uploads",
        "schedule": crontab(hour="3", minute="20"),
    },
    "retire-accounts": {"task": "accounts.tasks.retire_accounts", "schedule": 3600.0},
}

# --- Accounts and sessions ----------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.DatedAccountBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"  # no public sign-up
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,8/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "ECMS"
GUARDIAN_RAISE_403 = False
ANONYMOUS_USER_NAME = None  # guardian needs no anonymous account
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # kept when the cache is emptied
SESSION_COOKIE_AGE = env.int("ECMS_SESSION_HOURS", default=12) * 3600  # absolute: one working day
SESSION_IDLE_SECONDS = env.int("ECMS_IDLE_MINUTES", default=60) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ecms.core.views.csrf_failure"
ACCOUNT_IDLE_DAYS = 90  # an account unused for so long is switched off

# --- Language, formats, time --------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["ecms.formats"]  # Django's own "vi" formats read 03/04/2026 as 4 March
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Static, media, uploads ---------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# No MEDIA_URL: files leave only through views that check the permission first.
MEDIA_ROOT = Path(env.str("ECMS_MEDIA_ROOT", default=str(VAR_DIR / "media")))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 60 * 1024 * 1024  # one file
PHOTO_MAX_BYTES = 20 * 1024 * 1024
PHOTO_MAX_PIXELS = 60_000_000
FILE_UPLOAD_PERMISSIONS = 0o640
REFERENCE_DIR = BASE_DIR / "data"

# What a body may choose in the follow-up of results (inspections.rules_followup.Policy): with
# "always" a second person accepts every piece of evidence, with "risk" only where author and
# assignee are one person or the risk is high.
FOLLOW_UP_POLICY = {"second_person": "risk", "high_amount": 100_000_000, "high_workers": 50}

# --- Security of pages --------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.bool("ECMS_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|livez)$"]  # probes from the inside
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": (),
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# --- Mail ---------------------------------------------------------------------------------
EMAIL_BACKEND = env.str(
    "ECMS_EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")  # development: one file a mail
EMAIL_HOST = env.str("ECMS_EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("ECMS_EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("ECMS_EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("ECMS_EMAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("ECMS_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
# Where mail servers return what they cannot deliver, read by IMAP over TLS; without a host, not.
RETURNS_HOST = env.str("ECMS_RETURNS_HOST", default="")
RETURNS_PORT = env.int("ECMS_RETURNS_PORT", default=993)
RETURNS_USER = env.str("ECMS_RETURNS_USER", default="")
RETURNS_PASSWORD = env.str("ECMS_RETURNS_PASSWORD", default="")
RETURNS_FOLDER = env.str("ECMS_RETURNS_FOLDER", default="INBOX")
RETURNS_ADDRESS = env.str("ECMS_RETURNS_ADDRESS", default="")  # sender on the envelope
# SMS and chat go to any service that takes JSON over HTTP; without an address they are off.
SMS_URL = env.str("ECMS_SMS_URL", default="")
SMS_TOKEN = env.str("ECMS_SMS_TOKEN", default="")
CHAT_URL = env.str("ECMS_CHAT_URL", default="")
CHAT_TOKEN = env.str("ECMS_CHAT_TOKEN", default="")
ALERT_CHANNELS = {
    "MAIL": "ecms.notifications.channels.mail",
    "SMS": "ecms.notifications.channels.sms" if SMS_URL else "",
    "CHAT": "ecms.notifications.channels.chat" if CHAT_URL else "",
}
DEFAULT_FROM_EMAIL = env.str("ECMS_FROM_EMAIL", default="ECMS <ecms@localhost>")

# --- Logs ---------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "console": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processor": structlog.dev.ConsoleRenderer(
                colors=False,
                exception_formatter=structlog.dev.plain_traceback,  # rich ones print locals
            ),
        }
    },
    "filters": {"discreet": {"()": "ecms.core.discretion.HideSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "console",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("ECMS_LOG_LEVEL", default="WARNING")},
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
}

# --- Third parties ------------------------------------------------------------------------
IMPORT_EXPORT_USE_TRANSACTIONS = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [
    # A verb may open several due items: each is one small statement, none depends on a list.
    {"model": "notifications.DueItem", "field": "get()"},
    # Django keeps each content type after the first look-up.
    {"model": "contenttypes.ContentType", "field": "get()"},
]
FIELD_CHECKOUT_DAYS = env.int("ECMS_FIELD_CHECKOUT_DAYS", default=7)  # a case on a device
EXPORT_ROWS_MAX = 1_000_000
SILENCED_SYSTEM_CHECKS: list[str] = []
