"""Test objects shared by all modules. Places and bodies are get-or-create by their code, so that
two factories that mention province 75 mean the same row."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from accounts.enums import Level, PlaceScheme
from accounts.models import Agency, Position, Province, Role, RoleGrant, Unit, User, Ward
from accounts.roles import ROLES
from ecms.core.text import fold
from enterprises.enums import LegalForm
from enterprises.models import Enterprise, Sector
from inspections.enums import Ground, Kind, State, TeamRole
from inspections.loading_procedures import shipped_parts, write_parts
from inspections.models import (
    Checklist,
    ChecklistItem,
    Inspection,
    Procedure,
    TeamMember,
)
from law.models import (
    AnswerType,
    DeadlineRule,
    Frame,
    Instrument,
    Provision,
    Question,
    ViolationTopic,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=VIETNAM)  # a Monday under Decree 283/2026
TODAY = NOW.date()
PROVINCES = {
    "75": ("Đồng Nai", "Dong Nai", "Tỉnh"),
    "01": ("Hà Nội", "Hanoi", "Thành phố"),
    "79": ("Hồ Chí Minh", "Ho Chi Minh City", "Thành phố"),
}


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ("scheme", "code")

    scheme = PlaceScheme.SINCE_2025
    code = "75"
    name_vi = factory.LazyAttribute(lambda o: PROVINCES.get(o.code, (f"Tỉnh {o.code}",))[0])
    name_en = factory.LazyAttribute(lambda o: PROVINCES.get(o.code, ("", f"Province {o.code}"))[1])
    kind_vi = factory.LazyAttribute(lambda o: PROVINCES.get(o.code, ("", "", "Tỉnh"))[2])
    valid_from = date(2025, 7, 1)


class WardFactory(DjangoModelFactory):
    class Meta:
        model = Ward
        django_get_or_create = ("scheme", "code")

    scheme = PlaceScheme.SINCE_2025
    code = "26041"
    name_vi = "Trấn Biên"
    name_en = "Tran Bien"
    kind_vi = "Phường"
    folded = factory.LazyAttribute(lambda o: fold(o.name_vi))
    province = factory.SubFactory(ProvinceFactory)


class AgencyFactory(DjangoModelFactory):
    """The Department of Home Affairs of a province; level MINISTRY makes the ministry's bureau."""

    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    province = factory.SubFactory(ProvinceFactory)
    level = Level.PROVINCE
    code = factory.LazyAttribute(lambda o: f"SNV-{o.province.code}" if o.province else "BNV")
    name_vi = factory.LazyAttribute(
        lambda o: f"Sở Nội vụ {o.province.name_vi}" if o.province else "Bộ Nội vụ"
    )
    name_en = "Department of Home Affairs"
    superior_vi = factory.LazyAttribute(
        lambda o: f"Ủy ban nhân dân tỉnh {o.province.name_vi}" if o.province else ""
    )
    place_vi = factory.LazyAttribute(lambda o: o.province.name_vi if o.province else "Hà Nội")
    symbol = factory.LazyAttribute(lambda o: "SNV" if o.province else "BNV")
    treasury_name = "Kho bạc Nhà nước khu vực"
    treasury_account = "3949.0.1000000"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    agency = factory.SubFactory(AgencyFactory)
    code = factory.LazyAttribute(lambda o: f"{o.agency.code}-LDVL")
    name_vi = "Phòng Lao động, việc làm"
    name_en = "Labour division"
    symbol = "LĐVL"


class RoleFactory(DjangoModelFactory):
    """A shipped role by its code."""

    class Meta:
        model = Role
        django_get_or_create = ("code",)

    class Params:
        spec = factory.LazyAttribute(lambda o: next(r for r in ROLES if r.code == o.code))

    code = "inspector"
    name_vi = factory.LazyAttribute(lambda o: o.spec.name_vi)
    name_en = factory.LazyAttribute(lambda o: o.spec.name_en)
    reach = factory.LazyAttribute(lambda o: o.spec.reach)
    permissions = factory.LazyAttribute(lambda o: [str(p) for p in o.spec.permissions])


class UserFactory(DjangoModelFactory):
    """An account; ``role="inspector"`` grants that role at its agency."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.test")
    agency = factory.SubFactory(AgencyFactory)

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if create and extracted:
            RoleGrant.objects.create(
                user=self, role=RoleFactory(code=extracted), agency=self.agency
            )


class PositionFactory(DjangoModelFactory):
    """The head of a department; ``is_deputy=True, is_head=False`` makes a deputy."""

    class Meta:
        model = Position

    user = factory.SubFactory(UserFactory)
    agency = factory.SelfAttribute("user.agency")
    title_code = "DHA_DIRECTOR"
    title_vi = "Giám đốc"
    title_en = "Director"
    is_head = True
    valid_from = date(2025, 8, 1)


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("scheme", "code")

    scheme = "VSIC2025"
    level = 1
    code = "C"
    name_vi = "Công nghiệp chế biến, chế tạo"
    name_en = "Manufacturing"


class EnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = Enterprise

    tax_code = factory.Sequence(lambda n: f"{3600000000 + n}")
    name = factory.Sequence(lambda n: f"Công ty TNHH Đức Phát {n}")
    legal_form = LegalForm.LLC_MANY
    address = "Khu công nghiệp Biên Hòa 2"
    province = factory.SubFactory(ProvinceFactory)
    sector = factory.SubFactory(SectorFactory)
    representative = "Trần Thị Hạnh"
    representative_title = "Giám đốc"
    workers = 120
    folded = factory.LazyAttribute(lambda o: fold(f"{o.name} {o.tax_code}"))
    created_at = NOW
    updated_at = NOW


# --- Law ------------------------------------------------------------------------------------
class InstrumentFactory(DjangoModelFactory):
    """Decree 283/2026; ``number="12/2022/NĐ-CP"`` makes the one before."""

    class Meta:
        model = Instrument
        django_get_or_create = ("number",)

    number = "283/2026/NĐ-CP"
    kind = Instrument.SANCTION
    name_vi = factory.LazyAttribute(lambda o: f"Nghị định {o.number}")
    name_en = factory.LazyAttribute(lambda o: f"Decree {o.number}")
    valid_from = factory.LazyAttribute(
        lambda o: date(2026, 9, 10) if o.number.startswith("283") else date(2022, 1, 17)
    )
    valid_to = factory.LazyAttribute(
        lambda o: None if o.number.startswith("283") else date(2026, 9, 9)
    )


class ViolationTopicFactory(DjangoModelFactory):
    class Meta:
        model = ViolationTopic
        django_get_or_create = ("code",)

    code = "wages"
    name_vi = "Tiền lương"
    name_en = "Wages"


class ProvisionFactory(DjangoModelFactory):
    class Meta:
        model = Provision
        django_get_or_create = ("instrument", "code")

    instrument = factory.SubFactory(InstrumentFactory)
    code = "TL-18"
    article = "17"
    clause = "2"
    legal_basis = factory.LazyAttribute(lambda o: f"Điều 17.2 {o.instrument.number}")
    topic = factory.SubFactory(ViolationTopicFactory)
    severity = "serious"
    violator = "employer"
    fine_stated_for = "individual"
    org_multiplier = "2"
    fine_type = "bracket"
    scale_unit = "workers"
    name_vi = "Trả lương không đúng hạn"
    name_en = "Wages paid late"
    valid_from = factory.SelfAttribute("instrument.valid_from")
    valid_to = factory.SelfAttribute("instrument.valid_to")
    folded = factory.LazyAttribute(lambda o: fold(f"{o.code} {o.name_vi} {o.name_en}"))


class FrameFactory(DjangoModelFactory):
    class Meta:
        model = Frame

    provision = factory.SubFactory(ProvisionFactory)
    row_id = factory.Sequence(lambda n: f"F-{n}")
    bracket_from = 1
    bracket_to = 10
    fine_min = 5_000_000
    fine_max = 10_000_000
    org_fine_min = 10_000_000
    org_fine_max = 20_000_000


class DeadlineRuleFactory(DjangoModelFactory):
    class Meta:
        model = DeadlineRule
        django_get_or_create = ("number",)

    number = 12
    regime = "CHECK_217"
    step = "Check duration - provincial department"
    legal_basis = factory.LazyAttribute(
        lambda o: f"Decree 217/2025/ND-CP Art 13.2b (row {o.number})"
    )


# --- Inspections ----------------------------------------------------------------------------
class ProcedureFactory(DjangoModelFactory):
    class Meta:
        model = Procedure
        django_get_or_create = ("code", "version")
        skip_postgeneration_save = True

    code = "CHECK_217"
    version = 1
    published_on = date(2025, 8, 5)
    kind = Kind.CHECK
    regime = "CHECK_217"
    legal_basis = "Nghị định 217/2025/NĐ-CP, Điều 13"
    name_vi = "Kiểm tra chuyên ngành"
    name_en = "Specialised check"
    valid_from = date(2025, 8, 5)

    @factory.post_generation
    def parts(self, create, extracted, **kwargs):
        """The states, steps and terms that ECMS ships for the code."""
        if create and not self.states.exists():
            write_parts(self, *shipped_parts()[self.code, self.version])


class InspectionProcedureFactory(ProcedureFactory):
    code = "INSPECTION_2025"
    kind = Kind.INSPECTION
    regime = "INSPECTION_2025"
    legal_basis = "Luật Thanh tra 84/2025/QH15, Điều 20"
    name_vi = "Thanh tra"
    name_en = "Inspection"
    valid_from = date(2025, 7, 1)
    published_on = date(2025, 7, 1)


class LegacyProcedureFactory(ProcedureFactory):
    code = "LEGACY_2010"
    kind = Kind.LEGACY
    regime = "INSPECTION_2010"
    legal_basis = "Luật Thanh tra 56/2010/QH12"
    name_vi = "Thanh tra theo luật cũ"
    name_en = "Legacy inspection"
    valid_from = date(2011, 7, 1)
    valid_to = date(2023, 6, 30)
    published_on = date(2011, 7, 1)
    can_propose = False
    first_state = "DECIDED"


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    code = factory.Sequence(lambda n: f"CK-{n:03}")
    topic = "3 Wages"
    topic_vi = "3 Tiền lương"
    text_vi = "Có trả lương đầy đủ, đúng hạn?"
    text_en = "Are wages paid in full and on time?"
    answer_type = AnswerType.YES_NO
    legal_basis = "Labour Code 45/2019 Art. 94"
    violation_codes = ["TL-18"]


class ChecklistFactory(DjangoModelFactory):
    """A published checklist; ``questions=3`` composes that many, or give a list."""

    class Meta:
        model = Checklist
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"LABOUR-{n}")
    name_vi = "Kiểm tra pháp luật lao động"
    name_en = "Labour law check"
    published_on = date(2026, 1, 1)
    valid_from = date(2026, 1, 1)

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        if not create:
            return
        wanted = extracted if isinstance(extracted, list) else None
        if wanted is None:
            wanted = [QuestionFactory() for _ in range(2 if extracted is None else extracted)]
        for order, question in enumerate(wanted, start=1):
            ChecklistItem.objects.create(checklist=self, question=question, order=order)


PHASES = {s.code: s.phase for parts in shipped_parts().values() for s in parts[0]}


class InspectionFactory(DjangoModelFactory):
    """A proposed check of an enterprise of the agency's province; ``head=user`` makes the team."""

    class Meta:
        model = Inspection
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"KT-75-2026-{90000 + n}")
    procedure = factory.SubFactory(ProcedureFactory)
    state = State.PROPOSED
    phase = factory.LazyAttribute(lambda made: PHASES[made.state])
    ground = Ground.PLAN
    ground_detail = "Kế hoạch kiểm tra năm 2026"
    agency = factory.SubFactory(AgencyFactory)
    province = factory.SelfAttribute("agency.province")
    enterprise = factory.SubFactory(
        EnterpriseFactory, province=factory.SelfAttribute("..agency.province")
    )
    checklist = factory.SubFactory(ChecklistFactory)
    scope = "Việc chấp hành pháp luật về tiền lương"
    period_from = date(2025, 1, 1)
    period_to = date(2026, 9, 30)
    planned_on = date(2026, 10, 12)
    place = "Trụ sở doanh nghiệp"
    duration_days = 10
    submission = factory.LazyFunction(uuid.uuid4)
    proposed_at = NOW
    proposed_by = factory.SubFactory(UserFactory, agency=factory.SelfAttribute("..agency"))

    @factory.post_generation
    def head(self, create, extracted, **kwargs):
        if create and extracted:
            TeamMember.objects.create(inspection=self, user=extracted, role=TeamRole.HEAD)


def fresh(user):
    """The same account with nothing cached: grants are cached on the object."""
    return User.objects.get(pk=user.pk)
