"""What the director asked for and keeps: an export, a saved search; and work that went to others."""

import uuid

from django.core.files.base import ContentFile

from accounts.models import Handover, SavedSearch
from ecms.documents.models import ExportJob, ExportState
from tests.factories import NOW


def tell(world):
    """The keys of what was made, by the names of the table."""
    director = world.director
    job = ExportJob(
        exporter="enterprises", kind="csv", name="a.csv", state=ExportState.DONE,
        asked_at=NOW, asked_by=director, finished_at=NOW,
    )  # fmt: skip
    job.file.save("a.csv", ContentFile(b"x"))
    search = SavedSearch.objects.create(
        owner=director, place="enterprises:list", name="A", query="q=a", created_at=NOW
    )
    handover = Handover.objects.create(
        person=world.people["deputy.dongnai"], agency=world.agency, absence="AWAY", reason="Ốm",
        submission=uuid.uuid4(), done_at=NOW, done_by=director,
    )  # fmt: skip
    return {
        "export": job.pk, "saved": search.pk, "handover": handover.pk,
        "colleague": world.inspector.pk,
    }  # fmt: skip
