"""Verbs of documents: issue, preview, replace, cancel; and the documents of a thing."""

from ecms.documents.services.issuing import cancel, issue, preview, replace
from ecms.documents.services.reading import latest, of

__all__ = ["cancel", "issue", "latest", "of", "preview", "replace"]
