"""The page finds the acts that the server finds, in the same order: the same words through both."""

import csv
import json
import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st

from ecms.core.text import fold
from law.rules.search import Entry, Index, Saying
from scripts.assets import find_node
from tests.architecture.sources import ROOT

SCRIPT = ROOT / "tests" / "field" / "search_of_page.mjs"
WORDS = [
    *("luong", "thuong", "tra", "tra luong", "lam", "them", "gio", "lao dong", "hop dong", "bao"),
    *("hiem", "cham", "dong", "wage", "wages", "overtime", "late", "payment", "toi", "thieu"),
]
SAID = [
    *("TL-01", "tl 02", "tl03", "zz-99", "điều 2", "Khoản 1 Điều 2", "điểm a khoản 1 điều 3"),
    *("2.1", "3.2b", "đ 3 k 2", "art. 2", "", " ;,. ", "(((", "$& $1", "LƯƠNG  thưởng"),
    *("Đ2", "đ3k1", "Đ3k2b", "Đ. 1, K. 2, điểm a", "k1đ2", "b k2 đ3", "đ1k2đa", "k2", "đ2k"),
]


def of_the_page(**asked):
    node, _npm = find_node()
    done = subprocess.run(
        [node, SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
SLIPPED = st.tuples(PHRASES, st.integers(0, 20), st.sampled_from(["", "x"])).map(
    lambda told: told[0][: told[1]] + told[2] + told[0][told[1] + 1 :]
)


@st.composite
def catalogues(draw):
    """Acts, sayings about them, and what is asked."""
    entries = [
        Entry(
            n, f"TL-{n:02}",
            (draw(st.integers(1, 3)), draw(st.integers(0, 2)), draw(st.sampled_from(["", "a", "b"]))),
            f"tl-{n:02} {draw(PHRASES)}",
        )
        for n in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    codes = st.lists(st.sampled_from([f"TL-{n:02}" for n in range(9)]), max_size=2, unique=True)
    said = st.lists(PHRASES, max_size=4, unique=True)
    sayings = [
        Saying(words, tuple(draw(st.lists(PHRASES, max_size=2))), tuple(draw(codes)))
        for words in draw(said)
    ]
    asked = draw(st.lists(st.one_of(PHRASES, SLIPPED), max_size=12))
    return entries, sayings, [*SAID, *asked, *(saying.said for saying in sayings)]


@settings(max_examples=8, deadline=None)
@given(st.lists(catalogues(), min_size=1, max_size=15))
def test_the_same_acts_in_the_same_order(searches):
    here, there = [], []
    for entries, sayings, said in searches:
        index = Index(entries, sayings)
        here.append([[entry.code for entry in index.find(fold(words))] for words in said])
        there.append(
            {
                "rows": [{"code": e.code, "words": e.words, "place": e.place} for e in entries],
                "sayings": [[s.said, s.written, s.codes] for s in sayings],
                "said": said,
            }
        )
    assert of_the_page(searches=there)["found"] == here


def test_what_inspectors_say_is_folded_alike():
    with (ROOT / "data" / "catalogue_words.csv").open(encoding="utf-8") as source:
        texts = [row["said"] for row in csv.DictReader(source)]
    texts += ["  Công ty TNHH ĐỨC  Phát ", "Ða\u200bkao", "nghỉ\u00a0lễ", "HỢP ĐỒNG"]
    assert of_the_page(texts=texts)["folded"] == [fold(text) for text in texts]
