"""Search, facets and saved searches: merged records, slips, counts, names kept once."""

import pytest
from django.urls import reverse

from accounts.models import SavedSearch
from ecms.core.clock import today
from enterprises import exporters
from enterprises.models import Enterprise, FacetCount
from enterprises.services import figures
from tests.enterprises.test_pages import firm, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(register, wards):
    made = [
        firm("Công ty TNHH Điện tử Hoàng Long", register, ward=wards[0], workers=85),
        firm("Công ty TNHH Điện tử Hoa Long", register, ward=wards[1], workers=1500),
        firm("Hộ kinh doanh Hoàng Long", register, workers=3, risk_score=80),
    ]
    figures.refresh_words()
    return made


def found(client, **query):
    return names(client.get(reverse("enterprises:list"), query))


@pytest.mark.parametrize(
    "query", ["dein tu hoang long", "dientu hoang long", "dien tu hoanf long", "ien tu hoang"]
)
def test_slips_and_parts_find_it(firms, inspector, sign_in, query):
    assert found(sign_in(inspector), q=query)[0] == firms[0].name


def test_a_merged_record_leads_to_the_one_that_stays(firms, inspector, sign_in):
    gone, kept = firms[2], firms[0]
    Enterprise.objects.filter(pk=gone.pk).update(merged_into=kept)
    kept.former_names = f"{gone.name}\n{gone.tax_code}"
    kept.save()
    kept.folded = " | ".join([kept.folded, gone.tax_code, "ho kinh doanh hoang long"])
    kept.save(update_fields=["folded"])
    client = sign_in(inspector)
    assert found(client, q=gone.tax_code) == [kept.name]
    assert gone.name not in found(client)
    url = reverse("enterprises:suggest")
    items = client.get(url, {"q": gone.tax_code, "format": "json"}).json()["items"]
    assert [item["value"] for item in items] == [kept.pk]
    rows = exporters.rows(exporters.asked_by(inspector, "q=hoang+long"))
    assert gone.tax_code not in [row[0] for row in rows]


def test_several_choices_of_one_filter_widen_it(firms, inspector, sign_in):
    assert len(found(sign_in(inspector), size=["MICRO", "SMALL"])) == 2


def test_a_count_is_what_choosing_would_show(firms, inspector, sign_in):
    figures.refresh_facets(today=today())
    client, url = sign_in(inspector), reverse("enterprises:facets")
    for query in ({}, {"q": "hoang long"}, {"size": ["SMALL"]}, {"risk": ["high"], "q": "long"}):
        form = client.get(url, query).context["form"]
        for name in ("size", "risk", "visited", "status"):
            for value, label in form.fields[name].choices:
                page = client.get(reverse("enterprises:list"), {**query, name: [value]})
                shown = 0 if page.context["alike"] else len(page.context["rows"])
                assert str(label).endswith(f"({shown})"), (query, name, value)


def test_beyond_the_bound_the_job_s_counts_stand(firms, inspector, sign_in, monkeypatch):
    monkeypatch.setattr("enterprises.facets.BOUND", 2)
    client, url = sign_in(inspector), reverse("enterprises:facets")
    words = [str(label) for _, label in client.get(url).context["form"].fields["size"].choices]
    assert not [word for word in words if word.endswith(")")]
    figures.refresh_facets(today=today())
    words = [str(label) for _, label in client.get(url).context["form"].fields["size"].choices]
    assert len([word for word in words if word.endswith("(1)")]) == 3


def test_facets_are_counted_anew_not_twice(firms):
    first = figures.refresh_facets(today=today())
    assert figures.refresh_facets(today=today()) == first == FacetCount.objects.count()


class TestSaved:
    def test_saved_once_opened_renamed_deleted(self, firms, inspector, sign_in):
        client = sign_in(inspector)
        query = "q=hoang&size=SMALL&page=3&size="
        wanted = {"place": "enterprises:list", "name": " To ", "query": query}
        for _ in range(2):
            client.post(reverse("accounts:search_save"), wanted)
        one = SavedSearch.objects.get(owner=inspector)
        assert (one.name, one.query) == ("To", "q=hoang&size=SMALL")
        page = client.get(f"{reverse('enterprises:list')}?{one.query}")
        assert page.context["saved_now"] == one
        client.post(reverse("accounts:search_rename", args=[one.pk]), {"name": "Nhỏ"})
        assert "Nhỏ" in client.get(reverse("accounts:searches")).content.decode()
        for _ in range(2):
            assert client.post(reverse("accounts:search_delete", args=[one.pk])).status_code == 302
        assert not SavedSearch.objects.exists()


def test_a_province_that_is_no_number_narrows_to_nothing(firms, ministry_official, sign_in):
    """“²” is a digit to Python and none to the database."""
    page = sign_in(ministry_official).get(reverse("enterprises:list"), {"province": "²"})
    assert page.status_code == 200


def test_a_repeated_word_is_part_of_the_phrase(register, inspector, sign_in):
    for name in ("Công ty TNHH Luyện kim Uy Kim Kim", "Công ty TNHH Luyện kim Kim Uy"):
        firm(name, register)
    figures.refresh_words()
    first = found(sign_in(inspector), q="luyen kim kim uy")[0]
    assert first == "Công ty TNHH Luyện kim Kim Uy"


def test_a_rare_word_beside_common_ones_and_one_letter(firms, inspector, sign_in, monkeypatch):
    for name, most in (("FEW", 1), ("LONG", 1), ("RARE", 0)):
        monkeypatch.setattr(f"enterprises.searching.{name}", most)
        client = sign_in(inspector)
        assert found(client, q="tnhh dien tu hoang l")[0] == firms[0].name
        assert found(client, q="cong ty tnhh dien tu hoa long")[0] == firms[1].name


def test_filters_come_when_they_are_opened_and_as_a_page(firms, inspector, sign_in):
    client, url = sign_in(inspector), reverse("enterprises:facets")
    assert 'name="ward"' not in client.get(reverse("enterprises:list")).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert 'name="ward"' in part
    assert "<html" not in part
    page = client.get(url).content.decode()
    assert 'name="ward"' in page
    assert "<html" in page
    wrong = client.get(reverse("enterprises:list"), {"size": "NONSENSE"}).content.decode()
    assert 'name="ward"' in wrong
    assert "<details open>" in wrong
