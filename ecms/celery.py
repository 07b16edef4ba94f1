"""Celery application: queues for alerts, imports, documents and analytics."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")

app = Celery("ecms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
