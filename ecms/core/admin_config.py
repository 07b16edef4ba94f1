"""The admin application with our own site."""

from django.contrib.admin.apps import AdminConfig


class EcmsAdminConfig(AdminConfig):
    """Django's admin, opened by role and grouped as administrators work."""

    default_site = "ecms.core.admin_site.EcmsAdminSite"
