"""Saved searches that tell: new matches once each, in the scope of the day, bounded."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import searches as places
from accounts.models import SavedSearch
from accounts.services import searches
from ecms.core.refusal import Refusal
from ecms.notifications.models import Delivery
from tests.factories import NOW, EnterpriseFactory

PLACE = "enterprises:list"


@pytest.fixture
def firms(province):
    return [EnterpriseFactory(province=province, name=f"Công ty Giày {n}") for n in range(2)]


@pytest.fixture
def search(inspector, firms):
    row = searches.save(place=places.place(PLACE), name="Giày", query="status=ACTIVE",
                        by=inspector, at=NOW)  # fmt: skip
    searches.listen(search=row, on=True, by=inspector)
    row.refresh_from_db()
    return row


def told(row):
    return Delivery.objects.filter(kind="search.found", object_id=row.pk).count()


def run(hours=1):
    return searches.tell_all(at=NOW + timedelta(hours=hours))


def test_what_matched_already_is_no_news_and_what_is_new_is_told_once(search, province):
    assert len(search.known) == 2
    assert run() == 0
    new = EnterpriseFactory(province=province, name="Công ty Giày mới")
    assert run(2) == 1
    assert run(3) == 0
    search.refresh_from_db()
    assert [entry["pk"] for entry in search.news] == [new.pk]
    new.status = "SUSPENDED"
    new.save()
    assert run(4) == 0
    new.status = "ACTIVE"
    new.save()
    assert run(5) == 0  # it left and came back: told already
    assert told(search) == 1


def test_a_record_that_comes_to_match_later_is_news(search, firms, province):
    old = EnterpriseFactory(province=province, name="Công ty cũ")
    old.status = "SUSPENDED"
    old.save()
    assert run() == 0
    old.status = "ACTIVE"
    old.save()
    assert run(2) == 1


def test_nothing_is_told_that_the_owner_may_not_see_any_more(search, other_agency, inspector,
                                                            province):  # fmt: skip
    EnterpriseFactory(province=other_agency.province, name="Công ty tỉnh khác")
    assert run() == 0
    EnterpriseFactory(province=province, name="Công ty mới")
    inspector.is_active = False
    inspector.save()
    assert run(2) == 0
    inspector.is_active = True
    inspector.save()
    inspector.grants.all().delete()
    assert run(3) == 0


def test_a_search_that_grows_too_wide_falls_silent_and_says_so(search, province, monkeypatch):
    monkeypatch.setattr(searches, "MOST_KNOWN", 2)
    EnterpriseFactory(province=province, name="Công ty mới")
    assert run() == 1
    search.refresh_from_db()
    assert not search.alerts
    assert Delivery.objects.filter(kind="search.too_wide").count() == 1
    with pytest.raises(Refusal, match="thu hẹp"):
        searches.listen(search=search, on=True, by=search.owner)


def test_one_person_lets_few_searches_tell(search, inspector, monkeypatch):
    monkeypatch.setattr(searches, "MOST_ALERTS", 1)
    other = searches.save(place=places.place(PLACE), name="Khác", query="q=khac", by=inspector,
                          at=NOW)  # fmt: skip
    with pytest.raises(Refusal, match="tắt báo"):
        searches.listen(search=other, on=True, by=inspector)


def test_a_killed_job_tells_all_or_nothing(search, province, monkeypatch):
    EnterpriseFactory(province=province, name="Công ty mới")

    class Killed(BaseException):
        pass

    def dying(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(searches, "tell", dying)
        with pytest.raises(Killed):
            run()
    assert run(2) == 1
    assert told(search) == 1


def test_a_search_that_fails_does_not_silence_the_others(search, province, inspector, monkeypatch):
    broken = searches.save(place=places.place(PLACE), name="A", query="size=SMALL", by=inspector,
                           at=NOW)  # fmt: skip
    searches.listen(search=broken, on=True, by=inspector)
    broken.refresh_from_db()
    EnterpriseFactory(province=province, name="Công ty mới")
    whole = searches._matches

    def failing(row, *, known):
        if row.pk == broken.pk:
            raise ValueError(row.query)
        return whole(row, known=known)

    monkeypatch.setattr(searches, "_matches", failing)
    assert run() == 1
    assert told(search) == 1


@pytest.mark.parametrize(
    "code", ["enterprises:list", "violations:list", "inspections:list", "intake:complaints"]
)
def test_every_list_keeps_searches_and_tells_of_them(code, director, sign_in):
    client = sign_in(director)
    page = client.get(f"{reverse(code)}?q=abc&tab=all").content.decode()
    assert reverse("accounts:search_save") in page
    client.post(reverse("accounts:search_save"),
                {"place": code, "query": "q=abc&tab=all&page=2", "name": "abc"})  # fmt: skip
    row = SavedSearch.objects.get()
    assert (row.place, row.query) == (code, "q=abc&tab=all")
    for _ in range(2):
        client.post(reverse("accounts:search_listen", args=[row.pk]), {"on": "1"})
    row.refresh_from_db()
    assert row.alerts
    assert run() == 0
    assert (
        str(places.place(code).label) in client.get(reverse("accounts:searches")).content.decode()
    )


def test_the_page_shows_what_is_new_and_nothing_of_others(search, province, sign_in, inspector,
                                                         director):  # fmt: skip
    new = EnterpriseFactory(province=province, name="Công ty Giày mới")
    run()
    url = reverse("accounts:search", args=[search.pk])
    page = sign_in(inspector).get(url).content.decode()
    assert "Công ty Giày mới" in page
    assert reverse("enterprises:detail", args=[new.pk]) in page
    assert sign_in(director).get(url).status_code == 404
    assert Delivery.objects.get(kind="search.found").recipient == inspector


def test_a_list_that_one_may_not_open_keeps_nothing(inspector, sign_in):
    sign_in(inspector).post(reverse("accounts:search_save"),
                            {"place": "admin:index", "query": "q=a", "name": "a"})  # fmt: skip
    assert not SavedSearch.objects.exists()
