"""Fields encrypted at rest and the hashes that find them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecms.core import secrets

TEXTS = st.text(max_size=60)


@given(TEXTS)
def test_what_was_encrypted_can_be_read(text):
    assert secrets.decrypt(secrets.encrypt(text)) == text
    assert secrets.decrypt(memoryview(secrets.encrypt(text))) == text


def test_the_same_text_looks_different_each_time_and_never_like_itself():
    first, second = secrets.encrypt("075190001234"), secrets.encrypt("075190001234")
    assert first != second
    assert b"0751" not in first


@given(TEXTS, st.integers(0, 200))
def test_an_altered_value_is_refused(text, place):
    stored = bytearray(secrets.encrypt(text))
    stored[place % len(stored)] ^= 0x55
    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(bytes(stored))


def test_nothing_is_no_value():
    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(b"")


def test_a_key_may_be_replaced_and_the_old_one_still_reads(settings):
    settings.FIELD_KEYS = ["old" * 12]
    stored = secrets.encrypt("012")
    settings.FIELD_KEYS = ["new" * 12, "old" * 12]
    assert secrets.decrypt(stored) == "012"
    assert secrets.encrypt("012")[0] != stored[0]
    settings.FIELD_KEYS = ["new" * 12]
    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(stored)


@given(TEXTS, TEXTS)
def test_hashes_agree_exactly_where_texts_do(one, other):
    assert (secrets.keyed_hash(one) == secrets.keyed_hash(other)) == (one == other)
    assert len(secrets.keyed_hash(one)) == secrets.HASH_BYTES


def test_a_hash_needs_its_key(settings):
    before = secrets.keyed_hash("012")
    settings.HASH_KEY = "another" * 6
    assert secrets.keyed_hash("012") != before


def test_tokens_are_random_and_fit_into_an_address():
    tokens = {secrets.token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(token.isalnum() and len(token) == 32 for token in tokens)
