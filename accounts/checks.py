"""System checks: production holds no demonstration account."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection


@register(Tags.database, deploy=True)
def no_demonstration_accounts(
    app_configs: Any = None, databases: Any = None, **kwargs: Any
) -> list[Error]:
    """``check --deploy --database default`` fails where one documented password opens the door."""
    from accounts.models import User

    if (
        not databases  # Django calls every check; only ``--database`` names one to look into
        or not settings.PRODUCTION
        or User._meta.db_table not in connection.introspection.table_names()
    ):
        return []
    count = User.objects.filter(is_demonstration=True, is_active=True).count()
    if not count:
        return []
    return [
        Error(
            f"{count} demonstration accounts with a published password are in use.",
            hint="Use a database of its own for production, or switch these accounts off.",
            id="accounts.E001",
        )
    ]
