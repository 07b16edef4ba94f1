"""The law as shipped, read once; none of these tests needs a database."""

import csv

import pytest

from ecms.core.datafile import DATA_DIR
from law.reference import load_from_files


@pytest.fixture(scope="session")
def reference():
    return load_from_files()


@pytest.fixture(scope="session")
def pack():
    """Rows of violations.csv as text: the independent source of expected amounts."""
    with (DATA_DIR / "violations.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
