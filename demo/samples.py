"""Ready computed sets of acts, so that a quarter of a million cases need no computation each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, islice
from typing import Any

from ecms.core.bulk import json_text
from law.enums import Party
from law.models import Provision, Remedy
from law.rules import ActFacts, worksheet
from law.rules.reference import Reference
from law.selectors import reference

NEW_LAW = date(2026, 9, 10)
CODES = (
    ("TL-18", "Trả lương thấp hơn mức lương tối thiểu vùng.", True),
    ("TL-06", "Trả lương chậm trong nhiều kỳ.", True),
    ("TG-07", "Huy động làm thêm vượt quá số giờ quy định.", True),
    ("AT-43", "Trang cấp phương tiện bảo vệ cá nhân chưa đủ.", True),
    ("TL-04", "Không thông báo bảng kê trả lương.", False),
    ("TD-07", "Không báo cáo tình hình thay đổi về lao động.", False),
    ("AT-11", "Chưa xây dựng nội quy, quy trình an toàn.", False),
    ("AT-38", "Thiếu biển cảnh báo tại khu vực nguy hiểm.", False),
)
QUANTITIES = (4, 20, 80)


@dataclass(frozen=True)
class SampleAct:
    """One computed act."""

    code: str
    words: str
    provision_id: int
    workers: int | None
    units: int | None
    base: int | None
    frame_min: int
    frame_max: int
    fine: int
    remedies: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Sample:
    """A set of acts with its frozen worksheet as JSON text; amounts in whole VND."""

    acts: tuple[SampleAct, ...]
    worksheet: str
    fine: int


def make() -> dict[tuple[bool, bool], list[Sample]]:
    """Samples by (household business, act under the decree of 2026)."""
    law = reference()
    return {
        (household, new): [
            _sample(law, chosen, quantity, household=household, new=new)
            for chosen in islice(combinations(CODES, 3), 0, None, 4)
            for quantity in QUANTITIES
        ]
        for household in (False, True)
        for new in (False, True)
    }


def _sample(law: Reference, chosen: Any, quantity: int, *, household: bool, new: bool) -> Sample:
    ended = NEW_LAW + timedelta(days=5) if new else NEW_LAW - timedelta(days=60)
    decided = ended + timedelta(days=40)
    facts = [
        ActFacts(code=code, workers=quantity if counted else None, ended_on=ended)
        for code, _words, counted in chosen
    ]
    party = Party.HOUSEHOLD if household else Party.ORGANISATION
    sheet = worksheet(
        law, facts, party, decided_on=decided, minutes_on=decided - timedelta(days=6)
    )
    number = "283/2026/NĐ-CP" if new else "12/2022/NĐ-CP"
    ids = dict(Provision.objects.filter(instrument__number=number).values_list("code", "pk"))
    remedies = dict(Remedy.objects.values_list("code", "pk"))
    acts = tuple(
        SampleAct(
            code, words, ids[code], quantity if counted else None, None, None, item.frame_min,
            item.frame_max, item.fine,
            tuple((remedies[r.remedy.code], r.remedy.title_vi) for r in item.remedies),
        )
        for (code, words, counted), item in zip(chosen, sheet.acts, strict=True)
    )  # fmt: skip
    fine = sum(act.fine for act in acts)
    frozen = {
        "vi": sheet.to_dict("vi"), "en": sheet.to_dict("en"), "total": fine,
        "decided": [{"act": None, "computed": a.fine, "fine": a.fine, "reason": ""} for a in acts],
        "decided_on": decided.isoformat(),
    }  # fmt: skip
    return Sample(acts, json_text(frozen), fine)
