"""One small world told through the services: a check with a finding, a decided case, its papers.

Everything stands in Đồng Nai; people of Hà Nội look at it from outside. ``WORLD.ids`` holds the
primary keys by the names that the table of URLs uses.
"""

import uuid
from datetime import timedelta
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from accounts.demo import create_demo_accounts
from accounts.models import Agency, Province, User
from analytics.enums import ReportFormat, ReportState
from analytics.models import Paper, ReportJob, Saved
from ecms.documents import files
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import Delivery, DueItem
from enterprises.enums import FlagKind, ImportState, RelationKind, RowVerdict
from enterprises.models import (
    Contact,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    ImportJob,
    ImportRow,
    Relation,
    SelfCheckForm,
    Site,
)
from enterprises.services import duplicates, merging, selfchecks
from enterprises.services.imports import jobs
from inspections.enums import AnswerValue, Ground, SignedHow, TeamRole, VisitOutcome, WorkKind
from inspections.models import Checklist, Finding
from inspections.selectors_checklist import entries
from inspections.services import (
    checklist,
    conduct,
    decision,
    extensions,
    feeds,
    findings,
    followup,
    interviews,
    minutes,
    originals,
    other_work,
    proposal,
    referrals,
    requirements,
    result,
    samples,
    stop_orders,
    team,
    visits,
)
from intake.services.accidents import fieldwork
from intake.services.complaints import receiving
from intake.services.complaints.identity import Person
from tests.access import (
    world_campaigns,
    world_claims,
    world_execution,
    world_field,
    world_kept,
    world_tracing,
)
from tests.access import world_sanction as before_decision
from tests.factories import NOW, TODAY, EnterpriseFactory
from tests.intake import accident_cases
from violations.services import (
    acts,
    explanation,
    opening,
    rulings,
    submission,
)
from violations.services import decision as sanction
from violations.services import minutes as violation_minutes
from violations.states import ExplanationKind

FAULT = "Trả lương chậm hai tháng cho người lao động."
LIST = "Mã số thuế;Tên doanh nghiệp;Địa chỉ;Số lao động\n3600000123;Công ty Gỗ An Bình;Biên Hòa;12\n;Thiếu mã;;x\n"
SECRET = "Bí Mật Đồng Nai"  # part of the enterprise's name: nobody of another province may see it


def photo(colour=(120, 160, 90)):
    """A small real picture."""
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile("xuong.jpg", out.getvalue(), "image/jpeg")


class World:
    """Builds itself on creation; needs the reference data in the database."""

    def __init__(self):
        call_command("load_reference", verbosity=0)
        create_demo_accounts()
        self.people = {user.username: user for user in User.objects.all()}
        self.agency = Agency.objects.get(code="SNV-75")
        self.province = Province.objects.get(code="75", scheme=self.agency.province.scheme)
        self.firm = EnterpriseFactory(province=self.province, name=f"Công ty {SECRET}", workers=40)
        self.inspector = self.people["inspector.dongnai"]
        self.director = self.people["director.dongnai"]
        self.chief = self.people["chief.dongnai"]
        self.ids = {"enterprise": self.firm.pk}
        self._beside()
        self._concluded()
        self._running()
        self._case()
        self._complaint()
        self._files()
        self._jobs()
        self._messages()
        self._accident()
        self.ids |= world_kept.tell(self)
        self.ids |= world_tracing.tell(self)
        self._twins()
        for part in (world_campaigns, world_execution, world_field):
            self.ids |= part.tell(self)

    def _beside(self):
        """Rows of every kind beside the enterprise."""
        stated = {"source": "Tại chỗ", "recorded_at": NOW, "recorded_by": self.inspector}
        own = {"enterprise": self.firm}
        other = EnterpriseFactory(province=self.province)
        rows = {
            "count": Headcount(**own, on=TODAY, total=40, **stated),
            "hazard": EnterpriseHazard(**own, hazard=Hazard.objects.first(), on=TODAY, **stated),
            "contact": Contact(**own, name="Bà Hạnh", phone="0900 000 000", **stated),
            "site": Site(**own, name="Kho", province=self.province),
            "flag": Flag(**own, kind=FlagKind.INSURED_GAP, raised_on=TODAY),
            "relation": Relation(
                source_firm=self.firm, target_firm=other, kind=RelationKind.PRINCIPAL, **stated
            ),
        }
        for name, row in rows.items():
            row.save()
            self.ids[name] = row.pk

    def _accident(self):
        """Two seriously injured: a provincial team at work, one measure demanded."""
        by = self.inspector
        case = accident_cases.declared(by, firm=self.firm, injured=2, serious=2)
        victim = accident_cases.victim(case, by, injuries=["034"])
        case = accident_cases.investigated(case, by, self.director)
        measure = fieldwork.recommend(
            case, text="Lắp che chắn", responsible="Giám đốc", due_on=TODAY + timedelta(days=9),
            submission=uuid.uuid4(), by=by, at=NOW,
        )  # fmt: skip
        self.accident = case
        self.ids |= {"accident": case.pk, "dossier": case.pk, "victim": victim.pk,
                     "measure": measure.pk}  # fmt: skip

    # --- Checks -----------------------------------------------------------------------------
    def _proposed(self):
        team = [
            (self.inspector, TeamRole.HEAD),
            (self.people["inspector2.dongnai"], TeamRole.MEMBER),
        ]
        wanted = proposal.Proposal(
            ground=Ground.PLAN, ground_detail="Kế hoạch kiểm tra năm 2026", scope="Tiền lương",
            period_from=TODAY - timedelta(days=365), period_to=TODAY, planned_on=TODAY, team=team,
            checklist=Checklist.objects.in_force(TODAY).order_by("pk").first(),
            place="Trụ sở", overlap_reason="Nội dung khác",
            no_conflict=frozenset(user.pk for user, _ in team),
        )  # fmt: skip
        return proposal.propose(
            self.firm, wanted, submission=uuid.uuid4(), agency=self.agency, by=self.inspector,
            at=NOW,
        )  # fmt: skip

    def _announced(self):
        case = decision.approve(self._proposed(), by=self.director, at=NOW)
        return conduct.announce(case, on=TODAY, attendees="Bà Hạnh", by=self.inspector, at=NOW)

    def _visit(self, case):
        facts = visits.VisitFacts(TODAY, VisitOutcome.DONE)
        visits.record(case, facts, submission=uuid.uuid4(), by=self.inspector, at=NOW)

    def _concluded(self):
        """Nothing found but one demand, with evidence that waits for acceptance."""
        case = self._announced()
        self._visit(case)
        for item in entries(case):
            checklist.answer(
                case, item.question, checklist.Given(AnswerValue.NOT_APPLICABLE),
                by=self.inspector, at=NOW,
            )  # fmt: skip
        signing = minutes.Signing(TODAY, SignedHow.SUBJECT, "Bà Hạnh")
        case = minutes.sign(case, signing, by=self.inspector, at=NOW)
        demand = result.Demand("Lập sổ quản lý lao động", TODAY + timedelta(days=30))
        case = result.conclude(case, [demand], by=self.director, at=NOW)
        row = case.requirements.get()
        requirements.submit(row, note="Đã lập sổ", by=self.inspector, at=NOW)
        wish = extensions.Wish(TODAY + timedelta(days=40), "Chờ kinh phí", TODAY)
        more = extensions.ask(row, wish, by=self.inspector, at=NOW)
        self.ids |= {"concluded": case.pk, "requirement": row.pk, "extension": more.pk}
        self._again(case, row)

    def _again(self, case, row):
        """A follow-up check of it, proposed."""
        team = [
            (self.inspector, TeamRole.HEAD),
            (self.people["inspector2.dongnai"], TeamRole.MEMBER),
        ]
        plan = followup.Plan([row], TODAY + timedelta(days=5), team)
        again = followup.open_check(case, plan, submission=uuid.uuid4(), by=self.inspector, at=NOW)
        self.ids |= {"again": again.pk, "recheck": again.rechecks.get().pk}

    def _aftermath(self, case):
        """Work is stopped, a matter went elsewhere, an original is held."""
        danger = stop_orders.Danger(
            "MACHINE", "Máy dập số 3", "Không che chắn", "Lắp che chắn", "Điều 6 Luật ATVSLĐ"
        )
        stop = stop_orders.order(case, danger, submission=uuid.uuid4(), by=self.inspector, at=NOW)
        matter = referrals.Matter(
            "OTHER", "Bảo hiểm xã hội tỉnh", "Chậm đóng", "Thẩm quyền", TODAY + timedelta(days=30)
        )
        sent = referrals.send(case, matter, submission=uuid.uuid4(), by=self.director, at=NOW)
        paper = originals.take(
            case, name="Sổ lương", taken_on=TODAY, taken_from="Bà Hạnh", submission=uuid.uuid4(),
            by=self.inspector, at=NOW,
        )  # fmt: skip
        self.ids |= {"stop": stop.pk, "referral": sent.pk, "original": paper.pk}

    def _running(self):
        """In progress, one question answered, one finding drafted and one confirmed."""
        case = self._announced()
        self._visit(case)
        item = entries(case)[0]
        checklist.answer(
            case, item.question, checklist.Given(AnswerValue.YES), by=self.inspector, at=NOW
        )
        self.inspection = case
        self.ids |= {"inspection": case.pk, "question": item.question.pk}
        self._talk_and_sample(case)
        self.ids["finding"] = self._finding("HD-01").pk
        self._aftermath(case)
        task = team.assign(
            case, user=self.inspector, text="Lương", due_on=TODAY, submission=uuid.uuid4(),
            by=self.inspector, at=NOW,
        )  # fmt: skip
        guest = team.invite(
            case, team.Invitation("Bà Hà", "", "BHXH tỉnh"), by=self.inspector, at=NOW
        )
        work = other_work.record(
            WorkKind.PHONE, done_on=TODAY, submission=uuid.uuid4(), by=self.inspector, at=NOW
        )
        token = feeds.renew(user=self.inspector, at=NOW)
        self.ids |= {
            "task": task.pk, "guest": guest.pk, "work": work.pk, "calendar_token": token,
        }  # fmt: skip

    def _talk_and_sample(self, case):
        said = interviews.Talk(TODAY, name="Người Được Giấu Tên", note="Chậm lương")
        talk = interviews.record(case, said, submission=uuid.uuid4(), by=self.inspector, at=NOW)
        rows = [{"label": "A", "note": "", "figures": {"wage": 5_000_000}}]
        table = samples.Table("PAYROLL", "Bảng lương", TODAY, TODAY, rows)
        sample = samples.record(case, table, submission=uuid.uuid4(), by=self.inspector, at=NOW)
        self.ids |= {"interview": talk.pk, "sample": sample.pk}

    def _finding(self, code, **facts):
        values = {"ended_on": TODAY - timedelta(days=10), "discovered_on": TODAY, "workers": 20}
        return findings.add(
            self.inspection, findings.Facts(code, FAULT, **(values | facts)),
            submission=uuid.uuid4(), by=self.inspector, at=NOW,
        )  # fmt: skip

    # --- Violation case ---------------------------------------------------------------------
    def _case(self):
        case = self._submitted("TL-18", "TD-03")
        measures = [
            sanction.Measure(act.pk, remedy.code, remedy.name_vi)
            for act in case.acts.all()
            for remedy in act.provision.remedies.all()
        ]
        case = sanction.issue(case, sanction.Order(measures), by=self.director, at=NOW)
        self.case = case
        words = rulings.Proposal("CORRECT", "Sai chính tả", content="Thay “Hưng” bằng “Hùng”")
        ruling = rulings.propose(case, words, submission=uuid.uuid4(), by=self.inspector, at=NOW)
        waiting = self._submitted("TL-19")
        self.ids |= before_decision.tell(self, waiting) | {
            "case": case.pk,
            "ruling": ruling.pk,
            "waiting": waiting.pk,
            **world_claims.receipt_of(case, self.inspector),
            "act": case.acts.first().pk,
            "remedy": case.remedies.first().pk,
            "circumstance": case.circumstances.first().pk,
            "explanation": case.explanations.get().pk,
            **world_claims.claim_of(case.acts.first(), self.inspector),
        }

    def _submitted(self, *codes):
        """A case of findings with these codes that waits for the director."""
        rows = [self._finding(code) for code in codes]
        for row in rows:
            findings.confirm(row, by=self.inspector, at=NOW)
        chosen = Finding.objects.filter(pk__in=[row.pk for row in rows])
        case = opening.open_from_findings(
            self.inspection, list(chosen), opening.Opening(TODAY), submission=uuid.uuid4(),
            by=self.inspector, at=NOW,
        )  # fmt: skip
        acts.weigh(case, "M1", evidence="Biên bản khắc phục", by=self.inspector, at=NOW)
        signing = violation_minutes.Signing(TODAY, "Trụ sở", SignedHow.SUBJECT, "Bà Hạnh")
        case = violation_minutes.sign(case, signing, by=self.inspector, at=NOW)
        if case.explanation_right:
            explanation.record(
                case, ExplanationKind.WAIVED, received_on=TODAY, text="Không giải trình",
                by=self.inspector, at=NOW,
            )  # fmt: skip
            case.refresh_from_db()
        return submission.submit(case, self.director.positions.get(), by=self.inspector, at=NOW)

    # --- Complaint --------------------------------------------------------------------------
    def _complaint(self):
        entry = receiving.Entry(
            channel="COUNTER", received_on=TODAY, kind="TIP", subject="OSH",
            respondent="EMPLOYER", summary="Máy dập không có che chắn.", enterprise=self.firm,
        )  # fmt: skip
        person = Person(name="Trần Thị Người Báo", phone="0905111222")
        row = receiving.receive(
            entry, person, submission=uuid.uuid4(), agency=self.agency,
            by=self.people["clerk.dongnai"], at=NOW,
        )  # fmt: skip
        self.ids["complaint"] = row.pk

    # --- What hangs on them -----------------------------------------------------------------
    def _files(self):
        stored = files.store(photo(), self.inspection, kind="photo", by=self.inspector, at=NOW)
        kind = ContentType.objects.get_for_model(self.case)
        paper = GeneratedDocument.objects.filter(content_type=kind, object_id=self.case.pk).first()
        self.ids |= {"file": stored.pk, "document": paper.pk}

    def _jobs(self):
        job, _ = jobs.upload(
            file=SimpleUploadedFile("ds.csv", LIST.encode(), "text/csv"), province=self.province,
            source="Bảo hiểm xã hội", as_of=TODAY, by=self.people["clerk.dongnai"], at=NOW,
        )  # fmt: skip
        # Checking a list needs a second connection, which does not see this transaction.
        ImportJob.objects.filter(pk=job.pk).update(
            state=ImportState.READY, checked_at=NOW, total=2, new=1, refused=1
        )
        ImportRow.objects.create(
            job=job, row_number=3, verdict=RowVerdict.REFUSED, raw=["", "Thiếu mã", "", "x"]
        )
        report = ReportJob(
            submission=uuid.uuid4(), format=ReportFormat.CSV, first=TODAY.replace(day=1),
            last=TODAY.replace(day=1), language="vi", requested_at=NOW,
            requested_by=self.director, state=ReportState.DONE, as_of=NOW, finished_at=NOW,
        )  # fmt: skip
        report.file.save("report.csv", ContentFile(b"x"), save=False)
        report.save()
        paper = Paper.objects.create(
            kind="RESULTS", first=TODAY.replace(day=1), last=TODAY.replace(day=1),
            province=self.province, agency=self.director.agency, sha256="0" * 64, is_final=False,
            content={"title": "Báo cáo", "period": "", "place": "", "parts": [], "method": [],
                     "definitions": []},
            as_of=NOW, submission=uuid.uuid4(), made_at=NOW, made_by=self.director,
        )  # fmt: skip
        self.ids["saved_question"] = Saved.objects.create(
            kind="QUESTION", title="Câu hỏi", address="m=opened&rows=month", saved_at=NOW,
            submission=uuid.uuid4(), saved_by=self.director).pk  # fmt: skip
        self.ids |= {"import": job.pk, "report": report.pk, "paper": paper.pk}

    def _messages(self):
        message = Delivery.objects.filter(recipient=self.director).first()
        due = DueItem.objects.filter(closed_at=None, object_id=self.inspection.pk).first()
        Delivery.objects.create(
            key="told", recipient=self.director, kind=due.kind, due_item=due,
            content_type=due.content_type, object_id=due.object_id, label=due.label,
            due_on=due.due_on, created_at=NOW, stage="LAST",
        )  # fmt: skip
        self.ids |= {"message": message.pk, "due": due.pk}

    # --- Duplicates and self-checks -----------------------------------------------------------
    def _twins(self):
        """A pair to decide, a merge, and the draft of a self-check."""
        twin, gone = (
            EnterpriseFactory(province=self.province, name=f"Cty {SECRET}") for _ in range(2)
        )
        head = self.people["chief.dongnai"]
        merge = merging.merge(
            survivor=self.firm, merged=gone, choices={}, reason="Trùng", by=head, at=NOW
        )
        pair = duplicates.propose(self.firm, twin, by=head, at=NOW)
        form = SelfCheckForm.objects.in_force(TODAY).order_by("pk").first()
        draft = selfchecks.begin(
            enterprise=self.firm, form=form, done_on=TODAY, source="Bản giấy",
            by=self.people["clerk.dongnai"], at=NOW,
        )  # fmt: skip
        self.ids |= {"pair": pair.pk, "merge": merge.pk, "self_check": draft.pk}
