"""Every permission of the product on one screen. A role is a list of these (see roles.py)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """What an account may do; where, is said by the scope of the role grant."""

    ENTERPRISE_READ = "enterprise.read", _("Look up enterprises")
    ENTERPRISE_EDIT = "enterprise.edit", _("Correct enterprise records")
    ENTERPRISE_IMPORT = "enterprise.import", _("Import employer lists")
    ENTERPRISE_OVERRIDE = "enterprise.override", _("Override facts of the business register")
    ENTERPRISE_MERGE = "enterprise.merge", _("Merge duplicate enterprises")
    WORKER_READ = "worker.read", _("Look up workers")
    WORKER_EDIT = "worker.edit", _("Record workforce changes and badges")
    WORKER_IDENTITY = "worker.identity", _("See full identity numbers")
    WORKER_TRACE = "worker.trace", _("Trace contacts of a worker")
    COMPLAINT_READ = "complaint.read", _("Read complaints and tips")
    COMPLAINT_EDIT = "complaint.edit", _("Receive and handle complaints")
    COMPLAINT_DECIDE = "complaint.decide", _("Accept, return and decide complaints")
    COMPLAINT_IDENTITY = "complaint.identity", _("See who complained")
    ACCIDENT_READ = "accident.read", _("Read accidents")
    ACCIDENT_EDIT = "accident.edit", _("Receive and investigate accidents")
    ACCIDENT_DECIDE = "accident.decide", _("Set up investigation teams, sign their minutes")
    INSPECTION_READ = "inspection.read", _("Read inspections")
    INSPECTION_PROPOSE = "inspection.propose", _("Propose inspections")
    INSPECTION_APPROVE = "inspection.approve", _("Approve and decide inspections")
    INSPECTION_CONDUCT = "inspection.conduct", _("Carry out inspections")
    INSPECTION_ASSIGN = "inspection.assign", _("Assign work, hand it over, see workloads")
    INSPECTION_READ_SENSITIVE = "inspection.read-sensitive", _("Read sensitive inspections")
    INSPECTION_INTERVIEWEE = "inspection.interviewee", _("See who was interviewed")
    VIOLATION_READ = "violation.read", _("Read violation cases")
    VIOLATION_EDIT = "violation.edit", _("Prepare violation cases")
    VIOLATION_DECIDE = "violation.decide", _("Sign sanction decisions")
    VIOLATION_SERVE = "violation.serve", _("Serve decisions and letters")
    VIOLATION_LEDGER = "violation.ledger", _("Keep the ledger of fines, read bank files")
    VIOLATION_EXECUTE = "violation.execute", _("Follow execution, record remedies")
    VIOLATION_ACCEPT = "violation.accept", _("Accept executed remedies")
    DASHBOARD_READ = "dashboard.read", _("See dashboards")
    REPORT_EXPORT = "report.export", _("Export reports")
    AUDIT_READ = "audit.read", _("Read the audit trail")
    ADMIN = "admin", _("Administer the system")


# Headings under which a reader finds the permissions, by the first part of their codes.
MODULES = {
    "enterprise": _("Enterprises"),
    "worker": _("Workers"),
    "complaint": _("Complaints"),
    "accident": _("Accidents"),
    "inspection": _("Inspections"),
    "violation": _("Violations and sanctions"),
    "dashboard": _("Reports"),
    "report": _("Reports"),
    "audit": _("Administration"),
    "admin": _("Administration"),
}


def by_module() -> list[tuple[str, list[Permission]]]:
    """Permissions under their headings, in the order of the list above."""
    grouped: dict[str, list[Permission]] = {}
    for permission in Permission:
        heading = str(MODULES[permission.value.split(".")[0]])
        grouped.setdefault(heading, []).append(permission)
    return list(grouped.items())
