"""The project: settings, URL map, Celery application, and the platform packages.

Platform packages (``core``, ``audit``, ``documents``, ``notifications``, ``api``) hold what no
module owns. The modules of the product stand beside this package.
"""

from ecms.celery import app as celery_app

VERSION = "0.1.0"

__all__ = ["VERSION", "celery_app"]
