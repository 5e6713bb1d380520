"""Django. Run: pip install -r requirements.txt && VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… gunicorn --preload --threads 8 webhooks.wsgi

One process: each worker would have its own memory of tokens. `--preload` ends gunicorn if the secret is missing.
"""
from . import vonage

# Unused here: this project has no sessions and no CSRF tokens. Set yours if you add them.
SECRET_KEY = "not a secret"
ALLOWED_HOSTS = ["*"]  # a webhook's host is not signed, and no page here builds a link from it
ROOT_URLCONF = "webhooks.urls"
DATA_UPLOAD_MAX_MEMORY_SIZE = vonage.BODY_LIMIT
MIDDLEWARE = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
