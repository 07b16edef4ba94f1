"""Housing, vehicles and shifts: declaring, lists of workers line by line, moving, closing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enterprises.models import SharedPlace, SharedStay
from enterprises.services import place_lists, shared_places
from tests.enterprises.tracing.conftest import NUMBER, SECRET
from tests.enterprises.tracing.test_badges import own_events
from tests.factories import NOW, TODAY
from tests.worker_factories import SharedPlaceFactory, SharedStayFactory, SpellFactory

pytestmark = pytest.mark.django_db
START = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(firm):
    return SharedPlaceFactory(enterprise=firm, code="Nhà 3", capacity=2)


def enter(place, text, by, **options):
    lines = place_lists.pasted(text, first_day=options.get("first", START))
    return shared_places.assign(place, lines, by=by, at=NOW)


def stays(place):
    return sorted(
        SharedStay.objects.filter(place=place).values_list("worker", "started_on", "ended_on")
    )


class TestLists:
    @pytest.mark.parametrize(
        "text, first, last",
        [
            (NUMBER, START, None),
            (f"{NUMBER}; 05/02/2026", date(2026, 2, 5), None),
            (f"{NUMBER}\t2026-02-05\t30/06/2026", date(2026, 2, 5), date(2026, 6, 30)),
            (f"{NUMBER},,30/06/2026", date(2026, 9, 1), date(2026, 6, 30)),
        ],
    )
    def test_pasted_lines(self, text, first, last):
        (line,) = place_lists.pasted(text, first_day=START)
        assert (line.identity, line.started_on, line.ended_on) == (NUMBER, first, last)
        assert line.problem == ("reversed" if last and last < first else "")

    def test_empty_lines_are_no_lines_and_numbers_stay(self):
        lines = place_lists.pasted(f"\n{NUMBER}\n\n{NUMBER}; 99/99/2026", first_day=START)
        assert [(line.row, line.problem) for line in lines] == [(2, ""), (4, "date")]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
    def test_files_with_titles_in_any_order(self, encoding):
        text = f"Từ ngày;Đến ngày;Số CCCD\n05/02/2026;;{NUMBER}\n"
        if encoding == "cp1258":
            text = f"from;until;identity\n05/02/2026;;{NUMBER}\n"
        file = SimpleUploadedFile("ds.csv", text.encode(encoding))
        (line,) = place_lists.from_file(file, first_day=START)
        assert (line.identity, line.started_on) == (NUMBER, date(2026, 2, 5))


class TestAssigning:
    def test_every_line_is_judged_and_the_good_ones_enter(self, house, worker, clerk, firm):
        left = SpellFactory(enterprise=firm, ended_on=date(2026, 3, 1)).worker
        text = f"{NUMBER}\n123\n075190999999\n{number_of(left)}\n{NUMBER}; 31/12/2026\n"
        result = enter(house, text, clerk)
        assert (result.added, result.same) == (1, 0)
        assert [(item.line.row, item.problem) for item in result.refused] == [
            (2, "identity_length"), (3, "unknown"), (4, "not_employed"), (5, "future"),
        ]  # fmt: skip
        assert stays(house) == [(worker.pk, START, None)]

    def test_sent_twice_is_once(self, house, worker, clerk):
        enter(house, NUMBER, clerk)
        again = enter(house, NUMBER, clerk)
        assert (again.added, again.same, again.refused) == (0, 1, [])
        assert len(stays(house)) == 1

    def test_a_worker_twice_in_one_list_is_once(self, house, worker, clerk):
        result = enter(house, f"{NUMBER}\n{NUMBER}", clerk)
        assert (result.added, result.same) == (1, 1)

    def test_moving_in_elsewhere_ends_the_stay_before(self, firm, house, worker, clerk):
        old = SharedPlaceFactory(enterprise=firm, code="Nhà 1")
        SharedStayFactory(place=old, worker=worker, started_on=date(2026, 2, 1))
        result = enter(house, NUMBER, clerk)
        assert (result.added, result.moved) == (1, 1)
        assert stays(old) == [(worker.pk, date(2026, 2, 1), START - timedelta(days=1))]

    def test_who_is_elsewhere_on_these_days_is_refused(self, firm, house, worker, clerk):
        old = SharedPlaceFactory(enterprise=firm, code="Nhà 1")
        SharedStayFactory(place=old, worker=worker, started_on=START)
        result = enter(house, NUMBER, clerk)
        assert [(item.problem, item.place) for item in result.refused] == [("elsewhere", "Nhà 1")]
        assert stays(house) == []

    def test_two_vehicles_are_possible(self, firm, worker, clerk):
        morning, evening = (
            SharedPlaceFactory(enterprise=firm, kind="VEHICLE", code=code) for code in ("A1", "B2")
        )
        enter(morning, NUMBER, clerk)
        result = enter(evening, NUMBER, clerk)
        assert (result.added, result.moved) == (1, 0)

    def test_a_stay_at_another_enterprise_is_not_touched(self, house, worker, other_firm, clerk):
        there = SharedPlaceFactory(enterprise=other_firm, code="Hà Nội 1")
        SharedStayFactory(place=there, worker=worker, started_on=date(2026, 2, 1))
        assert enter(house, NUMBER, clerk).added == 1
        assert stays(there) == [(worker.pk, date(2026, 2, 1), None)]

    def test_somebody_of_another_enterprise_is_unknown(self, house, other_firm, clerk):
        away = SpellFactory(enterprise=other_firm).worker
        result = enter(house, number_of(away), clerk)
        assert [item.problem for item in result.refused] == ["unknown"]

    def test_a_long_list_costs_few_statements(self, house, firm, clerk,
                                              django_assert_max_num_queries):  # fmt: skip
        people = [SpellFactory(enterprise=firm).worker for _ in range(40)]
        text = "\n".join(number_of(person) for person in people)
        with django_assert_max_num_queries(14):
            assert enter(house, text, clerk).added == 40

    def test_a_closed_place_takes_nobody(self, house, worker, clerk):
        shared_places.close(house, on=TODAY, by=clerk, at=NOW)
        with pytest.raises(shared_places.Closed):
            enter(house, NUMBER, clerk)


def number_of(worker):
    from ecms.core.secrets import decrypt

    return decrypt(worker.identity)


class TestLeaving:
    def test_moving_out_once(self, house, worker, clerk):
        stay = SharedStayFactory(place=house, worker=worker, started_on=START)
        assert shared_places.leave(stay, on=TODAY, by=clerk, at=NOW) is True
        assert shared_places.leave(stay, on=START, by=clerk, at=NOW) is False
        assert stays(house) == [(worker.pk, START, TODAY)]

    def test_not_before_it_began(self, house, worker, clerk):
        stay = SharedStayFactory(place=house, worker=worker, started_on=START)
        early = START - timedelta(days=1)
        assert shared_places.leave(stay, on=early, by=clerk, at=NOW) is False

    def test_closing_ends_what_lasts(self, house, worker, colleagues, clerk):
        SharedStayFactory(place=house, worker=worker, started_on=START)
        done = SharedStayFactory(
            place=house, worker=colleagues[0], started_on=START, ended_on=START
        )
        assert shared_places.close(house, on=TODAY, by=clerk, at=NOW) == 1
        assert shared_places.close(house, on=START, by=clerk, at=NOW) == 0
        house.refresh_from_db()
        done.refresh_from_db()
        assert (house.closed_on, done.ended_on) == (TODAY, START)

    def test_whoever_leaves_the_enterprise_leaves_all(self, house, firm, worker, other_firm):
        bus = SharedPlaceFactory(enterprise=firm, kind="VEHICLE", code="A1")
        there = SharedPlaceFactory(enterprise=other_firm)
        for place in (house, bus, there):
            SharedStayFactory(place=place, worker=worker, started_on=START)
        assert shared_places.leave_all(worker=worker, enterprise=firm, on=TODAY) == 2
        assert SharedStay.objects.get(ended_on=None).place == there


class TestPages:
    def test_declare_assign_and_see(self, firm, worker, colleagues, clerk, sign_in):
        client = sign_in(clerk)
        facts = {"kind": "HOUSING", "code": "Nhà 7", "capacity": "1", "address": "12 Bùi Văn Hòa"}
        url = reverse("enterprises:shared_place_new", args=[firm.pk])
        response = client.post(url, facts)
        place = SharedPlace.objects.get()
        assert response.url == reverse("enterprises:shared_place", args=[place.pk])
        assert client.post(url, facts).status_code == 422  # there is one already
        assign = reverse("enterprises:shared_place_assign", args=[place.pk])
        lines = "\n".join([NUMBER, number_of(colleagues[0])])
        done = client.post(assign, {"numbers": lines, "started_on": "01/09/2026"}, follow=True)
        assert SECRET in done.content.decode()
        assert NUMBER not in done.content.decode()
        assert done.context["crowded"]
        assert any("2" in str(message) for message in done.context["messages"])

    def test_refused_lines_come_back(self, house, worker, clerk, sign_in):
        url = reverse("enterprises:shared_place_assign", args=[house.pk])
        text = f"{NUMBER}\n075190999999; 05/09/2026"
        response = sign_in(clerk).post(url, {"numbers": text, "started_on": "01/09/2026"})
        assert response.status_code == 422
        assert len(stays(house)) == 1
        (row,) = response.context["refused"]
        assert row["line"].row == 2
        form = response.context["form"]
        assert form.initial["numbers"] == "075190999999; 05/09/2026"

    def test_a_file(self, house, worker, clerk, sign_in):
        file = SimpleUploadedFile("ds.csv", f"identity,from,until\n{NUMBER},,\n".encode())
        url = reverse("enterprises:shared_place_assign", args=[house.pk])
        sign_in(clerk).post(url, {"file": file, "started_on": "01/09/2026"})
        assert stays(house) == [(worker.pk, START, None)]

    def test_a_file_that_is_no_list(self, house, clerk, sign_in):
        file = SimpleUploadedFile("ds.csv", b"%PDF-1.7 nothing")
        url = reverse("enterprises:shared_place_assign", args=[house.pk])
        response = sign_in(clerk).post(url, {"file": file, "started_on": "01/09/2026"})
        assert response.status_code == 422
        assert "file" in response.context["form"].errors

    def test_a_plate_is_kept_bare(self, firm, clerk, sign_in):
        url = reverse("enterprises:shared_place_new", args=[firm.pk])
        sign_in(clerk).post(url, {"kind": "VEHICLE", "code": "60b-123.45"})
        assert SharedPlace.objects.get().code == "60B12345"

    def test_correct_close_and_move_out(self, house, worker, clerk, sign_in):
        stay = SharedStayFactory(place=house, worker=worker, started_on=START)
        client = sign_in(clerk)
        edit = reverse("enterprises:shared_place_edit", args=[house.pk])
        assert client.get(edit).status_code == 200
        client.post(edit, {"code": "Nhà 3B", "capacity": "8"})
        house.refresh_from_db()
        assert (house.code, house.capacity, house.kind) == ("Nhà 3B", 8, "HOUSING")
        leave = reverse("enterprises:shared_place_leave", args=[house.pk, stay.pk])
        assert client.post(leave, {"ended_on": "01/01/2026"}).status_code == 422
        for _ in range(2):
            assert client.post(leave, {"ended_on": "02/10/2026"}).status_code == 302
        close = reverse("enterprises:shared_place_close", args=[house.pk])
        for _ in range(2):
            assert client.post(close, {"ended_on": "05/10/2026"}).status_code == 302
        events = own_events().values_list("event", flat=True)
        assert list(events) == ["shared_place.changed", "shared_place.left", "shared_place.closed"]

    def test_panel_and_list(self, house, inspector, sign_in):
        client = sign_in(inspector)
        for name in ("shared_places_panel", "shared_places"):
            response = client.get(reverse(f"enterprises:{name}", args=[house.enterprise_id]))
            assert "Nhà 3" in response.content.decode()

    def test_another_province_answers_404(self, house, worker, foreign_inspector, sign_in):
        stay = SharedStayFactory(place=house, worker=worker, started_on=START)
        client = sign_in(foreign_inspector)
        for name in ("shared_places", "shared_places_panel", "shared_place_new"):
            url = reverse(f"enterprises:{name}", args=[house.enterprise_id])
            assert client.get(url).status_code == 404
        for name in ("shared_place", "shared_place_edit", "shared_place_close",
                     "shared_place_assign"):  # fmt: skip
            url = reverse(f"enterprises:{name}", args=[house.pk])
            assert client.get(url).status_code == 404
        url = reverse("enterprises:shared_place_leave", args=[house.pk, stay.pk])
        assert client.post(url, {"ended_on": "01/10/2026"}).status_code == 404

    def test_a_stay_is_found_through_its_place_only(
        self, house, worker, other_firm, clerk, sign_in
    ):
        away = SharedPlaceFactory(enterprise=other_firm)
        stay = SharedStayFactory(place=away, worker=worker, started_on=START)
        url = reverse("enterprises:shared_place_leave", args=[house.pk, stay.pk])
        assert sign_in(clerk).post(url, {"ended_on": "01/10/2026"}).status_code == 404
