"""WSGI entry point for gunicorn."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
application = get_wsgi_application()

# What stays as long as the process is loaded now and left out of every later collection: walking
# through it took a third of a second, in the middle of somebody's page.
get_resolver().url_patterns  # noqa: B018 - imports the views
for code, _name in settings.LANGUAGES:
    with translation.override(code):
        translation.gettext("Yes")
gc.collect()
gc.freeze()
