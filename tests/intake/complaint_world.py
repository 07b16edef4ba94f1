"""Complaints on their way, for tests: people, reference data, and one function a step."""

import uuid
from datetime import timedelta

from intake import complaint_loading
from intake.enums.complaint import ComplaintState
from intake.services.complaints import classifying, handling, papers, receiving, settling
from intake.services.complaints.identity import Person
from law import loading as law
from tests.factories import NOW, TODAY, EnterpriseFactory

NAME, PHONE, NUMBER = "Trịnh Thị Hoài Nhân", "0912 345 678", "075190004321"
MAIL, STREET = "hoainhan@example.vn", "Số 7 hẻm Giếng Đá"
LETTER = f"Tôi tên là {NAME}, sống tại {STREET}. Công ty nợ lương tôi từ tháng sáu."
# Whatever of these stands in an answer, an export, a paper, an audit row or a log is a leak.
SECRETS = (NAME, "Trinh Thi Hoai Nhan", PHONE, "0912345678", NUMBER, MAIL, "hẻm Giếng Đá")
PERSON = Person(
    name=NAME, phone=PHONE, email=MAIL, address=STREET, id_number=NUMBER, content=LETTER
)
SUMMARY = "Công ty nợ lương ba tháng của nhiều công nhân tổ may hai."
CLEAN = "Một số công nhân phản ánh công ty chậm trả lương từ tháng sáu."


def load():
    """What complaints need of the reference data."""
    law.load_deadlines()
    law.load_days()
    for data_set in complaint_loading.DATA_SETS:
        data_set.load()


class Cast:
    """The people of one body and the steps they take."""

    def __init__(self, agency, clerk, inspector, chief, director):
        self.agency, self.clerk, self.inspector = agency, clerk, inspector
        self.chief, self.director = chief, director
        self.firm = EnterpriseFactory(province=agency.province, name="Công ty May Sao Mai")

    def entry(self, **more):
        values = {
            "channel": "COUNTER", "received_on": TODAY, "kind": "LABOUR", "subject": "LABOUR",
            "respondent": "EMPLOYER", "level": "SECOND", "summary": SUMMARY,
            "enterprise": self.firm, "known_on": TODAY - timedelta(days=5),
        }  # fmt: skip
        return receiving.Entry(**(values | more))

    def received(self, person=PERSON, *, at=NOW, uploads=(), previous=None, **more):
        return receiving.receive(
            self.entry(**more), person, submission=uuid.uuid4(), agency=self.agency,
            by=self.clerk, at=at, uploads=uploads, previous=previous,
        )  # fmt: skip

    def classified(self, *, at=NOW, person=PERSON, **more):
        return self.classify(self.received(person, at=at, **more), at=at)

    def classify(self, complaint, *, at=NOW, **more):
        names = ("kind", "subject", "level", "respondent", "known_on", "is_remote")
        given = classifying.Classification(
            **{name: more.get(name, getattr(complaint, name)) for name in names},
            accused=more.get("accused", tuple(complaint.accused.all())),
        )
        return classifying.classify(complaint, given, by=self.clerk, at=at)

    def accepted(self, *, at=NOW, **more):
        complaint = handling.assign(
            self.classified(at=at, **more), self.inspector, by=self.chief, at=at
        )
        return handling.accept(complaint, by=self.director, at=at)

    def verifying(self, **more):
        return handling.verify(self.accepted(**more), by=self.inspector, at=NOW)

    def noted(self, **more):
        complaint = self.verifying(**more)
        handling.note(complaint, handling.Note("NOTE", TODAY, "Bảng lương còn nợ 40 người."),
                      by=self.inspector, at=NOW)  # fmt: skip
        return complaint

    def discussed(self, **more):
        facts = papers.Dialogue(
            TODAY, "Trụ sở", "Người khiếu nại; đại diện công ty", "Hai bên trình bày.", "Hẹn trả."
        )
        return handling.dialogue(self.noted(**more), facts, by=self.inspector, at=NOW)

    def drafted(self, **more):
        return settling.draft(self.discussed(**more), RESULT, by=self.inspector, at=NOW)

    def decided(self, **more):
        return settling.decide(self.drafted(**more), RESULT, by=self.director, at=NOW)

    def served(self, **more):
        given = settling.Service("POST", TODAY)
        return settling.serve(self.decided(**more), given, by=self.clerk, at=NOW)

    def in_state(self, state):
        """A complaint in any state, told by the services."""
        later = NOW + timedelta(days=60)
        if state == ComplaintState.RECEIVED:
            return self.received()
        if state == ComplaintState.SUSPENDED:
            return handling.suspend(self.verifying(), "Chờ kết quả", by=self.director, at=NOW)
        if state == ComplaintState.RETURNED:
            given = handling.Return("REFUSED", "UNCLEAR", "Đơn không có chữ ký.")
            return handling.return_(self.classified(), given, by=self.director, at=NOW)
        if state == ComplaintState.WITHDRAWN:
            return handling.withdraw(
                self.classified(), "Đã nhận lương", on=TODAY, by=self.clerk, at=NOW
            )
        early = {ComplaintState.CLASSIFIED: self.classified, ComplaintState.ACCEPTED: self.accepted,
                 ComplaintState.VERIFYING: self.verifying, ComplaintState.DIALOGUE: self.discussed,
                 ComplaintState.DECIDED: self.decided}  # fmt: skip
        if state in early:
            return early[state]()
        complaint = settling.take_effect(self.served(), by=self.clerk, at=later)
        if state == ComplaintState.EFFECTIVE:
            return complaint
        complaint = settling.execute(complaint, "Đã trả đủ lương.", by=self.clerk, at=later)
        if state == ComplaintState.EXECUTED:
            return complaint
        return settling.close(complaint, by=self.clerk, at=later)


RESULT = settling.Result("UPHELD", "Còn nợ lương 40 người.", "Khiếu nại đúng.", "Trả đủ lương.")
