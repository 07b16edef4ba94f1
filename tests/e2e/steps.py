"""What journeys have in common: people, days, a checklist filled in by a colleague, leaks."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Agency, User
from ecms.core import clock
from ecms.documents.models import GeneratedDocument
from inspections.enums import AnswerValue, State
from inspections.models import Checklist, Inspection
from inspections.selectors_checklist import entries
from inspections.services import checklist as checklists
from tests.documents.reading import text_of
from tests.factories import EnterpriseFactory


def day(offset=0):
    """A day as people type it."""
    return (clock.today() + timedelta(days=offset)).strftime("%d/%m/%Y")


def person(name):
    return User.objects.get(username=name)


def a_firm(name="Công ty May Sao Mai", province="SNV-75"):
    return EnterpriseFactory(province=Agency.objects.get(code=province).province, name=name)


def paper(form):
    return GeneratedDocument.objects.filter(form_code=form).latest("pk")


def words_of(desk, form):
    """The text of the newest document of a form, as the person downloads it."""
    return text_of(desk.fetch("documents:download", paper(form).pk))


def step(desk, case, verb, **fields):
    """The page of one step of an inspection: fill in and send."""
    desk.open("inspections:step", case.pk, verb).fill(**fields).send()
    case.refresh_from_db()
    return case


def answer_the_rest(case, name="inspector2.dongnai"):
    """The other questions of the checklist, thirty times the same click."""
    colleague = person(name)
    for item in entries(case):
        if not case.answers.filter(question=item.question).exists():
            given = checklists.Given(AnswerValue.NOT_APPLICABLE)
            checklists.answer(case, item.question, given, by=colleague, at=clock.now())


def announced(people, check):
    """The other member declares, the head announces at the enterprise today."""
    member = people["inspector2.dongnai"].open("inspections:detail", check.pk)
    member.send(reverse("inspections:declare", args=[check.pk]))
    head = people["inspector.dongnai"].open("inspections:detail", check.pk)
    head.follow("inspections:announce", check.pk)
    head.fill(on=day(), attendees="Bà Trần Thị Hạnh, Giám đốc").send_twice()
    check.refresh_from_db()
    assert check.state == State.IN_PROGRESS


def visit_and_sign(desk, case):
    """A visit, then the minutes signed by the subject."""
    desk.open("inspections:visits", case.pk)
    desk.fill(visited_on=day(), met="Bà Hạnh").choose("outcome", "DONE").send_twice()
    assert case.visits.count() == 1
    desk.open("inspections:minutes", case.pk)
    desk.fill(on=day(), names="Trần Thị Hạnh").choose("how", "SUBJECT")
    desk.choose("read_aloud", True).send_twice()
    case.refresh_from_db()
    return case


def proposed_from(inspector, name, thing):
    """The ad hoc check, from the page of the complaint or accident it follows: only the team and
    the day are chosen, everything else stands there."""
    inspector.open(f"intake:{name}", thing.pk).follow("inspections:propose")
    checked = inspector.page.locator('main [name="ground"]:checked')
    assert checked.get_attribute("value") == "AD_HOC"
    typed = {n: inspector.page.input_value(f'main [name="{n}"]')
             for n in ("ground_detail", "scope", "place", "period_from", "period_to")}  # fmt: skip
    assert all(typed.values()), typed
    assert thing.code in typed["ground_detail"] or name == "complaint"
    inspector.choose("checklist", Checklist.objects.get(code="TIEN-LUONG").pk)
    inspector.choose("head", person("inspector.dongnai").pk)
    inspector.choose("members", person("inspector2.dongnai").pk).choose("no_conflict", True)
    inspector.fill(planned_on=day()).send_twice()
    check = Inspection.objects.get(**{f"origin_{name}": thing})
    assert (check.enterprise, check.ground) == (thing.enterprise, "AD_HOC")
    return check


def nobody_named(desk, names, *pages):
    """None of ``names`` stands on the pages ``(name, args, query)``; unreachable ones neither."""
    for name, args, query in pages:
        url = f"{desk.base}{reverse(name, args=args)}{query}"
        answer = desk.context.request.get(url)
        assert answer.status in (200, 403, 404), f"{answer.status} {url}"
        body = answer.body()
        text = text_of(body) if body[:4] == b"%PDF" else body.decode("utf-8", "replace")
        assert not [word for word in names if word in text], f"{desk.username} reads {url}"
