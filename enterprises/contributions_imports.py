"""What imports add to the site: kinds of lists, navigation, events, the letter."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit import registry as events
from ecms.core import nav
from ecms.notifications import registry as letters
from enterprises.notifications import IMPORT_FINISHED
from enterprises.services.imports import adapters
from enterprises.services.imports.adapters.kinds import KINDS

PAGES = (
    "enterprises:import_new", "enterprises:import_detail", "enterprises:import_columns",
    "enterprises:import_undo",
)  # fmt: skip
EVENTS = {
    "import.uploaded": _("List sent in"),
    "import.columns_chosen": _("Columns of the list chosen"),
    "import.encoding_chosen": _("Encoding of the list chosen"),
    "import.confirmed": _("Import confirmed"),
    "import.finished": _("Import carried out"),
    "import.refused": _("List refused"),
    "import.cancelled": _("Import cancelled"),
    "import.failed": _("Import failed"),
    "import.undo_ordered": _("Undo of an import ordered"),
    "import.undo_stopped": _("Undo of an import stopped"),
    "import.undone": _("Import undone"),
    "import.report_read": _("Refused rows of a list read"),
}


def register_all() -> None:
    """Called once, when the application is ready."""
    for kind in KINDS:
        adapters.register(kind)
    letters.register(IMPORT_FINISHED)
    events.register(EVENTS)
    nav.register(
        nav.Item(
            "imports", _("Imports"), "enterprises:import_list",
            Permission.ENTERPRISE_IMPORT, "upload", order=29, group="register", match=PAGES,
        )
    )  # fmt: skip
