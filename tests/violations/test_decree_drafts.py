"""A new decree from a file: checked, compared, tested, published, taken back."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecms.core.exports import write_xlsx
from ecms.core.refusal import Refusal
from law import draft_publishing as drafts
from law import draft_reading, draft_results
from law.models import CompetenceScope, DecreeDraft, Instrument, Provision
from law.rules import ActFacts, LawRefusal, Party, act_worksheet
from law.selectors import reference
from tests.factories import NOW, TODAY
from violations.models import ViolationCase
from violations.worksheets import compute

pytestmark = pytest.mark.django_db
FIRST = TODAY + timedelta(days=60)
FACTS = {
    "number": "900/2026/NĐ-CP", "name_vi": "Nghị định mới", "name_en": "New decree",
    "valid_from": FIRST, "fine_level_article_vi": "khoản 2 Điều 6",
    "fine_level_article_en": "Art. 6(2)", "fine_most": 75_000_000,
    "fine_most_overseas": 100_000_000,
}  # fmt: skip
SCOPES = [("DHA_DIRECTOR", "8-48", "", ""), ("PROVINCE_CHAIR", "8-48", "", "")]


def book(titles, rows, name):
    content = BytesIO()
    write_xlsx(content, titles, rows)
    return SimpleUploadedFile(name, content.getvalue())


def rows_of_present(**changes):
    """The template of the present decree; ``changes`` are cells of TL-18's first bracket."""
    found = []
    for item in reference().provisions:
        if item.instrument.startswith("283") and item.code != "GV-01":
            cells = dict(zip(draft_reading.TITLES, draft_reading.cells_of(item), strict=True))
            if item.code == "TL-18" and item.bracket_from == 1:
                cells |= changes
            found.append(cells)
    return found


def files(rows=None, scopes=SCOPES, **changes):
    listed = rows_of_present(**changes) if rows is None else rows
    upload = book(
        draft_reading.COLUMNS,
        [[row[name] for name in draft_reading.COLUMNS] for row in listed],
        "moi.xlsx",
    )
    places = book(draft_reading.SCOPE_COLUMNS, scopes, "tq.xlsx") if scopes else None
    return upload, places  # fmt: skip


@pytest.fixture
def draft(law, administrator):
    upload, scopes = files(fine_min_vnd="25000000", fine_max_vnd="35000000")
    return drafts.load(FACTS, upload, scopes, by=administrator, at=NOW)


@pytest.fixture
def published(draft, administrator):
    drafts.test(draft, by=administrator, at=NOW)
    drafts.publish(draft, by=administrator, at=NOW)
    draft.refresh_from_db()
    return draft


def test_the_template_of_the_present_decree_comes_back_without_faults(draft):
    rows, faults = draft_reading.provisions(draft)
    assert not faults
    present = [row for row in reference().provisions if row.instrument.startswith("283")]
    assert len(rows) == len([row for row in present if row.code != "GV-01"])
    assert rows[0].legal_basis.endswith("NĐ 900/2026/NĐ-CP")


def test_what_differs(draft):
    found = draft_results.difference(draft, draft_reading.provisions(draft)[0])
    assert [item.code for item in found.changed] == ["TL-18"]
    assert found.changed[0].names == ("fine_min", "fine_max")
    assert [item.code for item in found.gone] == ["GV-01"]
    assert not found.new


def test_known_cases_are_computed_under_both(draft, administrator):
    found = drafts.test(draft, by=administrator, at=NOW)
    other = {item.case.facts.code: (item.before, item.after) for item in found if item.differs}
    assert other == {"TL-18": (50_000_000, 60_000_000), "GV-01": (0, None)}
    assert all(item.signers for item in found if item.after is not None and "NN" not in
               item.case.facts.code)  # fmt: skip
    assert not Instrument.objects.filter(number=FACTS["number"]).exists()


@pytest.mark.parametrize("day", [FIRST - timedelta(1), FIRST, FIRST + timedelta(1)])
def test_published_it_applies_to_acts_of_its_own_days(published, day):
    facts = ActFacts("TL-18", workers=1, ended_on=day)
    act = act_worksheet(reference(), facts, Party.ORGANISATION, FIRST + timedelta(5))
    after = day >= FIRST
    assert act.instrument == (FACTS["number"] if after else "283/2026/NĐ-CP")
    assert act.fine == (60_000_000 if after else 50_000_000)


def test_publishing_twice_is_once_and_needs_a_test(draft, administrator):
    with pytest.raises(Refusal):
        drafts.publish(draft, by=administrator, at=NOW)
    drafts.test(draft, by=administrator, at=NOW)
    first = drafts.publish(draft, by=administrator, at=NOW)
    assert drafts.publish(draft, by=administrator, at=NOW).pk == first.pk
    assert Instrument.objects.get(number="283/2026/NĐ-CP").valid_to == FIRST - timedelta(1)


def test_taken_back_before_it_takes_effect(published, administrator):
    for _again in range(2):
        drafts.withdraw(published, by=administrator, at=NOW)
    assert Instrument.objects.get(number="283/2026/NĐ-CP").valid_to is None
    assert not Provision.objects.filter(instrument__number=FACTS["number"]).exists()
    assert not CompetenceScope.objects.filter(instrument_number=FACTS["number"]).exists()
    facts = ActFacts("GV-01", ended_on=FIRST)
    assert act_worksheet(reference(), facts, Party.ORGANISATION, FIRST).instrument.startswith(
        "283"
    )
    drafts.publish(DecreeDraft.objects.get(), by=administrator, at=NOW)


def test_once_in_effect_it_stays(published, administrator):
    DecreeDraft.objects.update(valid_from=TODAY)
    with pytest.raises(Refusal):
        drafts.withdraw(published, by=administrator, at=NOW)


def test_dates_that_overlap_are_refused(law, administrator):
    upload, scopes = files()
    early = drafts.load({**FACTS, "valid_from": date(2026, 9, 10)}, upload, scopes,
                        by=administrator, at=NOW)  # fmt: skip
    with pytest.raises(Refusal):
        drafts.test(early, by=administrator, at=NOW)
        drafts.publish(early, by=administrator, at=NOW)
    assert Instrument.objects.get(number="283/2026/NĐ-CP").valid_to is None


def test_without_scopes_nobody_could_sign(law, administrator):
    upload, _none = files(scopes=None)
    draft = drafts.load(FACTS, upload, None, by=administrator, at=NOW)
    drafts.test(draft, by=administrator, at=NOW)
    with pytest.raises(Refusal):
        drafts.publish(draft, by=administrator, at=NOW)


@pytest.mark.parametrize(
    "cells",
    [
        {"fine_min_vnd": "3o"}, {"fine_min_vnd": "90000000"}, {"title_vi": ""},
        {"remedial_codes": "R99"}, {"category": "nothing"}, {"fine_type": "lump"},
        {"bracket_to": "9"}, {"org_multiplier": "3"}, {"bracket_from": "11", "bracket_to": "50"},
    ],
)  # fmt: skip
def test_a_wrong_row_is_named(law, administrator, cells):
    upload, scopes = files(**cells)
    draft = drafts.load(FACTS, upload, scopes, by=administrator, at=NOW)
    _rows, faults = draft_reading.provisions(draft)
    assert faults
    assert all(words for _row, words in faults)
    with pytest.raises(Refusal):
        drafts.test(draft, by=administrator, at=NOW)


@pytest.mark.parametrize(
    "upload",
    [SimpleUploadedFile("x.xlsx", b"PK no workbook"), SimpleUploadedFile("x.csv", b"a,b\n1,2\n"),
     SimpleUploadedFile("x.pdf", b"%PDF-1.7 \xff\xfe\x00")],
)  # fmt: skip
def test_a_wrong_file_is_refused(law, administrator, upload):
    with pytest.raises(Refusal):
        drafts.load(FACTS, upload, None, by=administrator, at=NOW)


def test_a_decree_of_that_number_is_there(published, administrator):
    upload, scopes = files()
    with pytest.raises(Refusal):
        drafts.load(FACTS, upload, scopes, by=administrator, at=NOW)


def test_a_refused_decree_leaves_the_law_as_it_was(draft, administrator):
    drafts.test(draft, by=administrator, at=NOW)
    facts = ActFacts("GV-01", ended_on=FIRST)
    assert act_worksheet(reference(), facts, Party.ORGANISATION, FIRST)
    drafts.publish(draft, by=administrator, at=NOW)
    with pytest.raises(LawRefusal):
        act_worksheet(reference(), facts, Party.ORGANISATION, FIRST)


def test_a_file_loaded_again_meanwhile_is_not_marked_as_tested(draft, administrator):
    """What is marked is what was computed, not the rows that somebody else loaded since."""
    read_before = DecreeDraft.objects.get()
    upload, scopes = files(fine_min_vnd="36000000", fine_max_vnd="35000000")
    later = NOW + timedelta(minutes=1)
    drafts.load(FACTS, upload, scopes, by=administrator, at=later)
    with pytest.raises(Refusal):
        drafts.test(read_before, by=administrator, at=later)
    assert DecreeDraft.objects.get().tested_at is None


def test_what_somebody_else_loaded_and_tested_is_not_published_unseen(
    draft, administrator, client
):
    client.force_login(administrator)
    url = reverse("admin:decree_draft", args=[draft.pk])
    seen = client.get(url).context["loaded"]
    later = NOW + timedelta(minutes=1)
    upload, scopes = files(fine_min_vnd="26000000", fine_max_vnd="36000000")
    anew = drafts.load(FACTS, upload, scopes, by=administrator, at=later)
    drafts.test(anew, by=administrator, at=later)
    client.post(url, {"step": "publish", "loaded": seen})
    assert not Instrument.objects.filter(number=FACTS["number"]).exists()
    client.post(url, {"step": "publish", "loaded": client.get(url).context["loaded"]})
    assert Instrument.objects.filter(number=FACTS["number"]).exists()


def test_an_open_case_keeps_the_decree_of_the_date_of_its_acts(
    draft, administrator, open_case, finding, director, inspector, clock
):
    """An act that ended before the new decree is judged by the old one, also when its case is
    still open on the days of the new one; an act of those days is not."""
    case = open_case("TL-18", workers=1)
    before = compute(case, on=TODAY)
    drafts.test(draft, by=administrator, at=NOW)
    drafts.publish(draft, by=administrator, at=NOW)
    clock.move_to(NOW + timedelta(days=70))
    kept = compute(ViolationCase.objects.get(pk=case.pk), on=FIRST + timedelta(days=10))
    assert kept.acts[0].instrument == before.acts[0].instrument == "283/2026/NĐ-CP"
    assert (kept.acts[0].fine, kept.total_fine) == (before.acts[0].fine, before.total_fine)
    assert kept.total_fine == 50_000_000
    new = open_case("TL-18", workers=1, ended_on=FIRST, discovered_on=FIRST)
    found = compute(new, on=FIRST + timedelta(days=10))
    assert (found.acts[0].instrument, found.total_fine) == (FACTS["number"], 60_000_000)


def test_pages_for_administrators_only(draft, administrator, inspector, client):
    urls = [reverse("admin:decree_drafts"), reverse("admin:decree_draft", args=[draft.pk])]
    client.force_login(inspector)
    assert {client.get(url).status_code for url in urls} == {403}
    client.force_login(administrator)
    assert {client.get(url).status_code for url in urls} == {200}
    loaded = client.get(urls[1]).context["loaded"]
    tested = client.post(urls[1], {"step": "test", "loaded": loaded})
    assert tested.context["other"] == 2
    assert client.post(urls[1], {"step": "publish", "loaded": loaded}).status_code == 302
    assert Instrument.objects.filter(number=FACTS["number"]).exists()
    assert client.post(urls[1], {"step": "drop"}).status_code == 404
