"""Reference data of the module: each half lists its own."""

from intake.accident_loading import DATA_SETS as ACCIDENT_SETS
from intake.complaint_loading import DATA_SETS as COMPLAINT_SETS

DATA_SETS = (*COMPLAINT_SETS, *ACCIDENT_SETS)
