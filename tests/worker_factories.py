"""Workers, their employment, and what they share."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from ecms.core.secrets import encrypt, keyed_hash
from ecms.core.text import fold
from enterprises.enums import ContractKind, IdentityKind, SharedPlaceKind
from enterprises.models import SharedPlace, SharedStay, Site, Spell, Worker
from tests.factories import NOW, EnterpriseFactory


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    enterprise = factory.SubFactory(EnterpriseFactory)
    province = factory.SelfAttribute("enterprise.province")
    name = factory.Sequence(lambda n: f"Nhà máy {n}")
    address = "Khu công nghiệp Biên Hòa 2"


class WorkerFactory(DjangoModelFactory):
    """A person; ``number="079090000123"`` is the citizen identity number, "" for none."""

    class Meta:
        model = Worker

    class Params:
        number = factory.Sequence(lambda n: f"075190{n:06}")

    name = factory.Sequence(lambda n: f"Nguyễn Thị Mai {n}")
    folded = factory.LazyAttribute(lambda o: fold(o.name))
    born_on = date(1990, 5, 17)
    sex = "F"
    identity = factory.LazyAttribute(lambda o: encrypt(o.number) if o.number else None)
    identity_hash = factory.LazyAttribute(
        lambda o: keyed_hash(f"{o.identity_kind}:{o.number}") if o.number else None
    )
    identity_kind = IdentityKind.CITIZEN
    created_at = NOW


class SpellFactory(DjangoModelFactory):
    """Open employment; ``worker``, ``enterprise``, ``site`` and the days may be given."""

    class Meta:
        model = Spell

    worker = factory.SubFactory(WorkerFactory)
    enterprise = factory.SubFactory(EnterpriseFactory)
    province = factory.SelfAttribute("enterprise.province")
    started_on = date(2026, 1, 5)
    job_title = "Công nhân lắp ráp"
    contract = ContractKind.INDEFINITE
    updated_at = NOW


class SharedPlaceFactory(DjangoModelFactory):
    """A dormitory; ``kind="VEHICLE"`` or ``"SHIFT"`` makes the others."""

    class Meta:
        model = SharedPlace

    kind = SharedPlaceKind.HOUSING
    enterprise = factory.SubFactory(EnterpriseFactory)
    code = factory.Sequence(lambda n: f"Nhà ở {n}")


class SharedStayFactory(DjangoModelFactory):
    class Meta:
        model = SharedStay

    place = factory.SubFactory(SharedPlaceFactory)
    worker = factory.SubFactory(WorkerFactory)
    started_on = date(2026, 1, 5)
