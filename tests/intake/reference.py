"""The whole reference data, once for a module; each test works in a savepoint above it.

A module imports both fixtures by name.
"""

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def lists(django_db_setup, django_db_blocker):
    """The lists of codes and the time limits, once; gone with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(lists):
    """In place of pytest-django's: each test works in a savepoint above the lists."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
