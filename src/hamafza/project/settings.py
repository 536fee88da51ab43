"""Django settings; what may differ between installations comes from `environment`."""

from __future__ import annotations

import hashlib

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from hamafza.project.environment import LOOPBACK, environment

django_stubs_ext.monkeypatch()  # forms and managers may be written with their model in brackets

ENV = environment()
DATA = ENV.data
SECRET_KEY = ENV.key()
TICKET_KEY = hashlib.sha256(b"hamafza.wire.ticket:" + SECRET_KEY.encode()).hexdigest()
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.hosts()
BASE_URL = ENV.base_url
RUN_DIR = ENV.run_dir
HAS_CARRIER = bool(ENV.nats_url)  # whether a process of this machine speaks to NATS
HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "hamafza.pages",
    "hamafza.record",
    "hamafza.network",
    "hamafza.wire",
    "hamafza.notices",
    "hamafza.flow",
    "hamafza.files",
    "hamafza.newsroom",
    "hamafza.relay",
    "hamafza.archive",
    "hamafza.verify",
    "hamafza.calls",
    "hamafza.figures",
    "hamafza.response",
    "hamafza.works",
    "hamafza.problems",
    "hamafza.reports",
    "hamafza.comparisons",
    "hamafza.campaigns",
    "hamafza.council",
    "hamafza.decisions",
    "hamafza.minutes",
    "hamafza.interchange",
    "hamafza.portal",
    "hamafza.desk",
    *ENV.more_rooms(),
    "hamafza.demo",
    "hamafza.project",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "hamafza.pages.middleware.permissions",
    "hamafza.record.origin.remember",
    "hamafza.interchange.headers.everywhere",
    "hamafza.interchange.problems.everywhere",
    "hamafza.pages.middleware.readable",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hamafza.pages.sending.in_parts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hamafza.pages.characters.gate",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hamafza.pages.middleware.language",
    "django.middleware.common.CommonMiddleware",  # which addresses exist with a slash depends on the language
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "hamafza.desk.frame.place",
    "hamafza.record.refusals.write_down",
]
if ENV.traces:
    MIDDLEWARE = ["hamafza.project.tracing.middleware", *MIDDLEWARE]
ROOT_URLCONF = "hamafza.project.urls"
WSGI_APPLICATION = "hamafza.project.wsgi.application"
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
                "hamafza.pages.context.page",
                "hamafza.desk.frame.frame",
            ],
            "builtins": ["hamafza.pages.templatetags.hamafza", "hamafza.pages.templatetags.parts"],
        },
    }
]
FORM_RENDERER = "hamafza.pages.forms.Renderer"

DATABASES = {"default": ENV.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "memory",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"hamafza.network.passwords.{rule}"} for rule in ("Long", "Unlike", "Uncommon", "NotOnlyDigits")
]
ACCOUNT_ADAPTER = "hamafza.network.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "hamafza.network.accounts.display_name"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",  # a whole organisation may stand behind one address; guesses: see `throttle`
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {
    "login": "hamafza.network.account_forms.LogIn",
    "reset_password": "hamafza.network.account_forms.ResetPassword",
    "reset_password_from_key": "hamafza.network.account_forms.NewPassword",
    "change_password": "hamafza.network.account_forms.ChangePassword",
}
USERSESSIONS_ADAPTER = "hamafza.network.accounts.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 14 * 24 * 3600
PASSWORD_RESET_TIMEOUT = 24 * 3600

LANGUAGE_CODE = ENV.language
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = ENV.time_zone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "media"), "base_url": "/media/", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "hamafza.pages.assets.Storage"},
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
WHITENOISE_MAX_AGE = 3600
# Besides what is compressed already: a source map and the fonts of drawn cards. No reader fetches them, and packing the
# map was the better half of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map", "ttf", "txt", "LICENSE"]
DATA_UPLOAD_MAX_MEMORY_SIZE = ENV.upload_limit_mb * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        # The hash is of the rich-text editor's own rules, which it puts into the page when it starts.
        "style-src": [SELF, NONCE, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Other hosts of the domain are not ours to speak for, and a preloaded domain cannot take it back for months.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and (ENV.hsts_subdomains or ENV.hsts_preload)
SECURE_HSTS_PRELOAD = HTTPS and ENV.hsts_preload
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies() else None
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
SESSION_COOKIE_HTTPONLY = True
# On plain loopback there is no TLS to demand; everywhere else the deploy checks must pass.
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains and the preload list are asked for by a setting
    "security.W021",
    *([] if HTTPS or ENV.host not in LOOPBACK else [f"security.W{n:03}" for n in (4, 8, 12, 16)]),
]
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
SECURITY_CONTACT = ENV.security_contact

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from
for _name, _value in ENV.email().items():
    globals()[_name] = _value
PUSH_KEY_FILE = DATA / "vapid-key"
PUSH_CONTACT, PUSH_PRIVATE = ENV.push_contact, ENV.push_private

NINJA_PAGINATION_PER_PAGE = 50
LOGGING_CONFIG = "hamafza.project.logs.configure"
LOGGING = {"format": ENV.log_format, "debug": DEBUG}
