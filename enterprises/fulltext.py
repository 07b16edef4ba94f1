"""The index of words as expressions: what the columns hold, and whether a query fits.

``enterprise_words(text)`` is a function of the database (a migration makes it). It is
declared expensive, so that the planner asks the index instead of computing it row by row.
"""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, TextField, Value

from enterprises.rules.search import SEPARATOR, SIGNS

# The signs of most texts: each replaced by itself, which is four times as fast as ``translate``.
USUAL = "-.,|/&()':"
_RARE = "".join(sign for sign in SIGNS if sign not in USUAL)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _without_usual() -> str:
    text = "folded"
    for sign in USUAL:
        text = f"replace({text}, {_quoted(sign)}, ' ')"
    return text


# The words of a text, without empty ones; made of functions that are immutable themselves.
MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION enterprise_words(folded text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $body$
BEGIN
    folded := {_without_usual()};
    IF folded ~ '[^a-z0-9 ]' THEN
        folded := translate(folded, {_quoted(_RARE)}, {_quoted(" " * len(_RARE))});
    END IF;
    RETURN array_to_tsvector(array_remove(string_to_array(folded, ' '), ''));
END
$body$"""
DROP_FUNCTION = "DROP FUNCTION IF EXISTS enterprise_words(text)"


class Words(Func):
    """The words of a text as the index has them."""

    function = "enterprise_words"
    output_field = SearchVectorField()


class NamePart(Func):
    """The name in the search text: what stands before the first separator."""

    function = "split_part"
    output_field = TextField()

    def __init__(self, **extra: Any) -> None:
        super().__init__(F("folded"), Value(SEPARATOR), Value(1), **extra)


class Fits(Func):
    """Whether words fit an expression (a ``tsquery`` as text)."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, words: Any, wanted: str, **extra: Any) -> None:
        super().__init__(words, Value(wanted), **extra)


class Holds(Func):
    """Whether a text holds a pattern; written so that no index of trigrams is asked for it."""

    template = "(%(expressions)s)"
    arg_joiner = " || '' ~ "
    output_field = BooleanField()

    def __init__(self, text: Any, pattern: str, **extra: Any) -> None:
        super().__init__(text, Value(pattern), **extra)


def all_words() -> Words:
    """Every word of an enterprise and of its sites."""
    return Words(F("folded"))


def name_words() -> Words:
    """The words of its name."""
    return Words(NamePart())
