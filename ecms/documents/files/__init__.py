"""Uploaded files of a case: checked by content, hashed, frozen as evidence, never overwritten."""

from ecms.documents.files.refusals import FileFrozen, UploadRefused
from ecms.documents.files.storing import freeze, of, remove, store

__all__ = ["FileFrozen", "UploadRefused", "freeze", "of", "remove", "store"]
