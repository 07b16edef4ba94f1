"""PostgreSQL extensions for accent-free, typo-tolerant search."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []

    operations = [TrigramExtension(), UnaccentExtension(), BtreeGinExtension()]
