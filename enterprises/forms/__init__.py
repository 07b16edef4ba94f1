"""Forms of the register: facts by hand, and lists on their way in."""

from enterprises.forms.facts import CorrectForm, CreateForm, FactsForm
from enterprises.forms.imports import ColumnsForm, EncodingForm, UploadForm

__all__ = [
    "ColumnsForm",
    "CorrectForm",
    "CreateForm",
    "EncodingForm",
    "FactsForm",
    "UploadForm",
]
