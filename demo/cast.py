"""Who acts in the stories of a province, and what they find."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from accounts.demo import PROVINCES
from accounts.models import Agency, Position, User


@dataclass(frozen=True)
class Cast:
    """The demonstration accounts of one province."""

    agency: Agency
    inspectors: tuple[User, ...]
    chief: User
    director: User
    director_office: Position
    chair: User
    chair_office: Position


def cast_of(code: str) -> Cast:
    """The people of the province with that code."""
    place = next(name for name, number in PROVINCES.items() if number == code)
    people = {
        user.username.split(".")[0]: user
        for user in User.objects.filter(username__endswith=f".{place}").select_related(
            "agency", "unit"
        )
    }
    return Cast(
        agency=Agency.objects.get(code=f"SNV-{code}"),
        inspectors=tuple(people[name] for name in ("inspector", "inspector2", "inspector3")),
        chief=people["chief"],
        director=people["director"],
        director_office=Position.objects.get(user=people["director"]),
        chair=people["chairman"],
        chair_office=Position.objects.get(user=people["chairman"]),
    )


@dataclass(frozen=True)
class Fault:
    """A "no" of the checklist as a story tells it; ``share`` of the workers is concerned."""

    question: str
    code: str
    words: str
    share: float = 0.0  # 0: the fine does not depend on a number
    arrears: int = 0  # VND a worker, where the fine is a percentage
    owed: int = 0  # VND a worker that must be paid out


WAGES = (
    Fault(
        "CK-026",
        "TL-18",
        "Trả lương thấp hơn mức lương tối thiểu vùng.",
        share=0.15,
        owed=1_250_000,
    ),
    Fault("CK-029", "TL-08", "Không trả đủ tiền lương làm thêm giờ.", share=0.3, owed=820_000),
    Fault("CK-027", "TL-06", "Trả lương chậm trong nhiều kỳ.", share=0.5),
    Fault("CK-040", "TG-07", "Huy động làm thêm vượt quá số giờ quy định.", share=0.4),
    Fault("CK-028", "TL-04", "Không thông báo bảng kê trả lương cho người lao động."),
    Fault("CK-004", "TD-07", "Không báo cáo tình hình thay đổi về lao động."),
    Fault("CK-048", "TG-03", "Không bố trí đủ ngày nghỉ hằng năm."),
    Fault(
        "CK-065",
        "BH-03",
        "Chậm đóng bảo hiểm xã hội bắt buộc.",
        share=1.0,
        arrears=700_000,
        owed=700_000,
    ),
)
SAFETY = (
    Fault("CK-087", "AT-70", "Chưa tổ chức huấn luyện an toàn cho nhóm 4.", share=0.25),
    Fault("CK-095", "AT-43", "Trang cấp phương tiện bảo vệ cá nhân chưa đủ.", share=0.35),
    Fault("CK-085", "AT-11", "Chưa xây dựng nội quy, quy trình an toàn tại nơi làm việc."),
    Fault("CK-092", "AT-15", "Chưa định kỳ kiểm tra, bảo dưỡng máy, thiết bị."),
    Fault("CK-094", "AT-38", "Thiếu biển cảnh báo tại khu vực nguy hiểm."),
    Fault("CK-089", "AT-02", "Không báo cáo công tác an toàn, vệ sinh lao động hằng năm."),
)
CHECKLISTS = {"TIEN-LUONG": WAGES, "ATVSLD": SAFETY}


def pick_faults(random: Random, checklist: str, least: int) -> list[Fault]:
    """Some faults of a checklist without repetition, at least ``least``."""
    count = max(least, random.choices((0, 1, 2, 3), (15, 35, 32, 18))[0])
    return random.sample(CHECKLISTS[checklist], count)
