"""Application configuration of the kernel."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Kernel; registers nothing."""

    name = "ecms.core"
    label = "core"
