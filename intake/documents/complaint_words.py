"""The sentences of the papers of complaints, in Vietnamese."""

from __future__ import annotations

from datetime import date

from ecms.documents.parts import vn_date
from intake.models import Complaint

KINDS = {
    "ADMIN": "Khiếu nại", "LABOUR": "Khiếu nại về lao động", "DENUNCIATION": "Tố cáo",
    "PETITION": "Kiến nghị, phản ánh", "TIP": "Tin báo", "OTHER": "Đơn",
}  # fmt: skip
PERSONS = {
    "ADMIN": "Người khiếu nại", "LABOUR": "Người khiếu nại", "DENUNCIATION": "Người tố cáo",
    "PETITION": "Người kiến nghị, phản ánh", "TIP": "Người báo tin", "OTHER": "Người có đơn",
}  # fmt: skip
CHANNELS = {
    "COUNTER": "trực tiếp", "POST": "qua dịch vụ bưu chính", "PHONE": "qua điện thoại",
    "MAIL": "qua thư điện tử", "PORTAL": "qua cổng thông tin",
    "FORWARDED": "do cơ quan khác chuyển đến",
}  # fmt: skip
FAMILIES = {
    "ADMIN": "complaint-admin", "LABOUR": "complaint-labour",
    "DENUNCIATION": "complaint-denunciation", "PETITION": "complaint-petition",
    "TIP": "complaint-petition", "OTHER": "complaint-petition",
}  # fmt: skip
RECEIPT_ABSTRACT = "Về việc tiếp nhận đơn khiếu nại, tố cáo, kiến nghị, phản ánh, tin báo"
RETURN_ABSTRACTS = {
    "REFUSED": "Về việc không thụ lý giải quyết",
    "GUIDED": "Về việc trả lại đơn và hướng dẫn gửi đến cơ quan có thẩm quyền",
    "FORWARDED": "Về việc chuyển đơn đến cơ quan có thẩm quyền",
}
RETURN_REASONS = {
    "COMPETENCE": "không thuộc thẩm quyền giải quyết",
    "NOT_CONCERNED": "quyết định, hành vi bị khiếu nại không liên quan trực tiếp đến quyền, lợi ích hợp pháp của người có đơn",  # noqa: E501 - a sentence of the law
    "NO_CAPACITY": "người có đơn không có năng lực hành vi dân sự đầy đủ mà không có người đại diện hợp pháp",  # noqa: E501 - a sentence of the law
    "INTERNAL": "quyết định, hành vi trong nội bộ cơ quan nhà nước hoặc thuộc phạm vi bí mật nhà nước",  # noqa: E501 - a sentence of the law
    "OUT_OF_TIME": "thời hiệu đã hết mà không có lý do chính đáng",
    "FINAL_DECISION": "đã có quyết định giải quyết lần hai",
    "IN_COURT": "vụ việc đã được Tòa án thụ lý hoặc đã có bản án, quyết định của Tòa án",
    "UNCLEAR": "đơn không có chữ ký hoặc nội dung không có cơ sở để xác minh",
    "ANSWERED": "đã được giải quyết, không có tình tiết mới",
}
OUTCOMES = {
    "UPHELD": "khiếu nại đúng toàn bộ", "PARTLY": "khiếu nại đúng một phần",
    "WRONG": "khiếu nại sai toàn bộ", "SUBSTANTIATED": "nội dung tố cáo là đúng",
    "PARTLY_TRUE": "nội dung tố cáo đúng một phần",
    "UNSUBSTANTIATED": "nội dung tố cáo không đúng", "ANSWERED": "đã xem xét, trả lời",
}  # fmt: skip


def person(kind: str) -> str:
    """What the person is called."""
    return PERSONS[kind]


def addressee(kind: str, code: str) -> str:
    """To whom a letter goes, without the name: the name stands on the address sheet."""
    return f"{PERSONS[kind]} trong hồ sơ số {code} (theo phiếu địa chỉ kèm theo)"


def _until(day: date | None) -> str:
    return f"chậm nhất {vn_date(day)}" if day else "theo quy định của pháp luật"


def acceptance(complaint: Complaint, basis: str) -> tuple[str, ...]:
    """Accepted since, decided by."""
    kind, about = KINDS[complaint.kind].lower(), complaint.redacted or complaint.summary
    law = f" theo {basis}" if basis else ""
    until = _until(complaint.settle_due_on)
    return (
        (
            f"{vn_date(complaint.received_on).capitalize()}, {complaint.agency.name_vi} nhận được "
            f"đơn {kind}, vào sổ số {complaint.code}, về việc: {about}"
        ),
        (
            f"Căn cứ quy định của pháp luật, {complaint.agency.name_vi} thụ lý giải quyết kể từ "
            f"{vn_date(complaint.accepted_on)}; thời hạn giải quyết {until}{law}."
        ),
        "Người có đơn có quyền tra cứu tình trạng giải quyết bằng mã trên giấy biên nhận.",
    )


def returning(complaint: Complaint) -> tuple[str, ...]:
    """Why not, and what now."""
    reason = RETURN_REASONS[complaint.return_reason]
    first = (
        f"{complaint.agency.name_vi} nhận được đơn vào sổ số {complaint.code} ngày "
        f"{complaint.received_on:%d/%m/%Y}, về việc: {complaint.redacted or complaint.summary}"
    )
    second = f"Sau khi xem xét, đơn không được thụ lý giải quyết vì {reason}. {complaint.reason}"
    kinds = {
        "REFUSED": "Thông báo để người có đơn được biết.",
        "GUIDED": f"Trả lại đơn và hướng dẫn người có đơn gửi đến: {complaint.returned_to}.",
        "FORWARDED": (
            f"Chuyển đơn đến {complaint.returned_to} để giải quyết theo thẩm quyền. Đề nghị giữ "
            "bí mật thông tin của người có đơn theo quy định của pháp luật."
        ),
    }
    return (first, second, kinds[complaint.return_kind])


def extension(complaint: Complaint, basis: str) -> tuple[str, ...]:
    """Until when, why."""
    law = f" theo {basis}" if basis else ""
    return (
        (
            f"Gia hạn thời hạn giải quyết đơn thuộc hồ sơ số {complaint.code}{law}; thời hạn mới: "
            f"{_until(complaint.settle_due_on)}."
        ),
        f"Lý do gia hạn: {complaint.extension_reason}",
    )


def suspension(complaint: Complaint) -> tuple[str, ...]:
    """The articles of the decision."""
    return (
        (
            f"Tạm đình chỉ giải quyết đơn thuộc hồ sơ số {complaint.code} kể từ "
            f"{vn_date(complaint.suspended_on)}."
        ),
        f"Lý do: {complaint.reason}",
        (
            "Khi lý do tạm đình chỉ không còn, việc giải quyết được tiếp tục; thời gian này "
            "không tính vào thời hạn giải quyết."
        ),
    )


def withdrawal(complaint: Complaint) -> tuple[str, ...]:
    """Since when, why."""
    return (
        (
            f"{person(complaint.kind)} trong hồ sơ số {complaint.code} đã rút đơn "
            f"{vn_date(complaint.withdrawn_on)}."
        ),
        f"Lý do, ghi chú: {complaint.reason}",
        "Việc giải quyết được đình chỉ kể từ ngày rút đơn, trừ khi pháp luật quy định khác.",
    )


def dialogue_abstract(complaint: Complaint) -> str:
    """What the dialogue was about."""
    return f"Giải quyết {KINDS[complaint.kind].lower()}, hồ sơ số {complaint.code}"


def decision_abstract(complaint: Complaint) -> str:
    """What the result is about."""
    times = {"FIRST": "lần đầu", "SECOND": "lần hai"}[complaint.level]
    if complaint.kind in ("ADMIN", "LABOUR"):
        return f"Về việc giải quyết {KINDS[complaint.kind].lower()} ({times})"
    if complaint.kind == "DENUNCIATION":
        return "Nội dung tố cáo"
    return f"Trả lời {KINDS[complaint.kind].lower()}, hồ sơ số {complaint.code}"


def _parts(complaint: Complaint) -> tuple[str, ...]:
    about = complaint.redacted or complaint.summary
    firm = f" (liên quan: {complaint.firm_name})" if complaint.firm_name else ""
    return (
        f"Nội dung{firm}: {about}",
        f"Kết quả xác minh: {complaint.findings}",
        f"Kết luận: {OUTCOMES[complaint.outcome]}. {complaint.conclusion}",
    )


def decision(complaint: Complaint) -> tuple[str, ...]:
    """The articles of the decision, with the right to go on."""
    until = (
        f" trong thời hạn đến hết {vn_date(complaint.effective_due_on)}"
        if complaint.effective_due_on
        else " theo quy định của pháp luật"
    )
    further = (
        f"Nếu không đồng ý, người khiếu nại có quyền khiếu nại lần hai{until} hoặc khởi kiện tại "
        "Tòa án theo quy định của pháp luật."
        if complaint.level == "FIRST"
        else "Nếu không đồng ý, người khiếu nại có quyền khởi kiện tại Tòa án theo quy định của "
        "pháp luật. Quyết định có hiệu lực pháp luật theo quy định."
    )
    measures = complaint.measures or "Không."
    return (*_parts(complaint), f"Biện pháp, trách nhiệm thực hiện: {measures}", further)


def conclusion(complaint: Complaint) -> tuple[str, ...]:
    """The parts of the conclusion on a denunciation."""
    return (*_parts(complaint), f"Biện pháp xử lý, kiến nghị: {complaint.measures or 'Không.'}")


def answer(complaint: Complaint) -> tuple[str, ...]:
    """The answer as a letter."""
    measures = (f"Biện pháp đã và sẽ thực hiện: {complaint.measures}",)
    return (*_parts(complaint), *(measures if complaint.measures else ()))
