"""Number books: distinct, without gaps, given back by a rollback (T14)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from ecms.documents.models import NumberBook
from ecms.documents.services import numbering


def take_one(_index):
    try:
        with transaction.atomic():
            return numbering.take("SNV-75", "QĐ", 2026)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_without_a_gap():
    with ThreadPoolExecutor(max_workers=10) as pool:
        numbers = list(pool.map(take_one, range(50)))
    assert sorted(numbers) == list(range(1, 51))
    assert NumberBook.objects.get().last == 50


@pytest.mark.django_db(transaction=True)
def test_a_rollback_gives_the_number_back():
    class Wrong(Exception):
        pass

    with pytest.raises(Wrong), transaction.atomic():
        assert numbering.take("SNV-75", "QĐ", 2026) == 1
        raise Wrong
    with transaction.atomic():
        assert numbering.take("SNV-75", "QĐ", 2026) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_refused_outside_a_transaction():
    with pytest.raises(RuntimeError):
        numbering.take("SNV-75", "QĐ", 2026)


@pytest.mark.django_db
def test_series_are_apart_by_body_kind_and_year():
    taken = [
        numbering.take("SNV-75", "QĐ", 2026),
        numbering.take("SNV-75", "QĐ", 2026),
        numbering.take("SNV-01", "QĐ", 2026),
        numbering.take("SNV-75", "QĐ-XPHC", 2026),
        numbering.take("SNV-75", "QĐ", 2027),
    ]
    assert taken == [1, 2, 1, 1, 1]


@pytest.mark.parametrize(
    "number, symbol, printed",
    [(5, "QĐ-SNV", "05/QĐ-SNV"), (12, "QĐ-XPHC", "12/QĐ-XPHC"), (103, "BB-VPHC", "103/BB-VPHC")],
)
def test_reference_has_a_leading_zero_below_ten(number, symbol, printed):
    assert numbering.reference(number, symbol) == printed
