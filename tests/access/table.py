"""Every URL of the site: who may open it, on what thing, and how it is called.

``permission`` is what the view must declare; ``thing`` is what the URL loads and with whom it is
seen; ``owner`` is the only person for whom it exists. A URL that is not here fails a test.
"""

from dataclasses import dataclass, field

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.access import PUBLIC, SIGNED_IN

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
ORIGINS = ("complaint", "accident")
OWNER = "director.dongnai"  # whose own things the world holds
# What a person must be allowed to read in order to see a thing of the province at all.
READS = {
    "enterprise": P.ENTERPRISE_READ,
    "badge": P.WORKER_READ,
    "worker": P.WORKER_READ,
    "employment": P.WORKER_READ,
    "place": P.WORKER_READ,
    "tracing": P.WORKER_TRACE,
    "pair": P.ENTERPRISE_READ,
    "merge": P.ENTERPRISE_READ,
    "self_check": P.ENTERPRISE_READ,
    "import": P.ENTERPRISE_IMPORT,
    "paper": P.REPORT_EXPORT,
    "inspection": P.INSPECTION_READ,
    "concluded": P.INSPECTION_READ,
    "again": P.INSPECTION_READ,  # a follow-up check of it
    "campaign": P.INSPECTION_READ,
    "device": (P.INSPECTION_ASSIGN, P.INSPECTION_CONDUCT),  # the head of the body, the owner
    "plan": P.INSPECTION_READ,
    "strategy": P.INSPECTION_READ,
    "directive": P.INSPECTION_ASSIGN,  # given to one who leads, by another
    "case": P.VIOLATION_READ,
    "accident": P.ACCIDENT_READ,
    # Persons of an accident exist for those who handle accidents, and for nobody else.
    "dossier": (P.ACCIDENT_EDIT, P.ACCIDENT_DECIDE),
    "delegation": P.VIOLATION_DECIDE,
    "waiting": P.INSPECTION_READ,  # a case of an inspection, not decided yet
    "complaint": P.COMPLAINT_READ,
    "statement": P.VIOLATION_LEDGER,
    "reminder_run": (P.VIOLATION_SERVE, P.VIOLATION_DECIDE),
    "reminder_letter": P.VIOLATION_SERVE,
    "colleague": P.INSPECTION_ASSIGN,
    "handover": P.INSPECTION_ASSIGN,  # or one's own, which the world has none of
}


@dataclass(frozen=True)
class Row:
    """One URL. ``args`` name ids of the world, or are literal when they start with ``=``."""

    name: str
    permission: str | tuple[str, ...]  # of several any
    methods: tuple[str, ...] = GET
    thing: str = ""
    args: dict[str, str] = field(default_factory=dict)
    owner: str = ""
    query: str = ""
    also: str = ""  # a second permission that the content asks for
    api: bool = False  # answers JSON: a stranger gets 401 with a code, never a page
    whole_country: bool = False  # refused to a provincial user who holds the permission


def on(thing, name, permission, methods=GET, query="", **args):
    """A URL about one thing, whose key is ``pk`` unless ``args`` say otherwise."""
    key = args.pop("key", "pk")
    return Row(name, permission, methods, thing, {key: thing, **args}, query=query)


ROWS = [
    # --- Anybody ------------------------------------------------------------------------------
    Row("set_language", PUBLIC, POST),
    Row("offline", PUBLIC),
    Row("healthz", PUBLIC),
    Row("readyz", PUBLIC),
    Row("livez", PUBLIC),
    Row("documents:verify", PUBLIC),
    Row("accounts:ended", PUBLIC, args={"reason": "=idle"}),
    # --- Everybody signed in ------------------------------------------------------------------
    Row("home", SIGNED_IN),
    Row("accounts:profile", SIGNED_IN, BOTH),
    Row("accounts:end-sessions", SIGNED_IN, POST),
    Row("accounts:people", SIGNED_IN),
    Row("notifications:list", SIGNED_IN),
    Row("notifications:read_all", SIGNED_IN, POST),
    Row("notifications:wishes", SIGNED_IN, BOTH),
    Row("notifications:unit", SIGNED_IN),
    Row("notifications:snooze", SIGNED_IN, POST, args={"pk": "message"}, owner="director.dongnai"),
    Row("notifications:open", SIGNED_IN, args={"pk": "message"}, owner="director.dongnai"),
    Row("notifications:read", SIGNED_IN, POST, args={"pk": "message"}, owner="director.dongnai"),
    Row("notifications:due", SIGNED_IN, args={"pk": "due"}, owner="director.dongnai"),
    # --- Audit --------------------------------------------------------------------------------
    Row("audit:list", P.AUDIT_READ, whole_country=True),
    Row("audit:of_thing", P.AUDIT_READ, thing="case", args={"app": "=violations",
        "model": "=violationcase", "pk": "case"}),
    # --- Enterprises --------------------------------------------------------------------------
    Row("enterprises:list", P.ENTERPRISE_READ),
    Row("enterprises:facets", P.ENTERPRISE_READ, query="q=bi mat"),
    Row("enterprises:export", P.ENTERPRISE_READ, args={"kind": "=csv"}),
    Row("enterprises:export_ask", P.ENTERPRISE_READ, POST),
    Row("enterprises:export_province", P.REPORT_EXPORT, POST),
    Row("enterprises:suggest", P.ENTERPRISE_READ, query="q=bi mat"),
    Row("enterprises:create", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:detail", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:correct", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:verify", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:move", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:headcounts", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:headcount_add", P.ENTERPRISE_EDIT, POST),
    on("enterprise", "enterprises:headcount_remove", P.ENTERPRISE_EDIT, BOTH, headcount="count"),
    on("enterprise", "enterprises:hazards", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:hazard_add", P.ENTERPRISE_EDIT, POST),
    on("enterprise", "enterprises:hazard_gone", P.ENTERPRISE_EDIT, BOTH, hazard="hazard"),
    on("enterprise", "enterprises:contacts", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:contact_add", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:contact_edit", P.ENTERPRISE_EDIT, BOTH, contact="contact"),
    on("enterprise", "enterprises:contact_end", P.ENTERPRISE_EDIT, BOTH, contact="contact"),
    on("enterprise", "enterprises:sites", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:site_new", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:site_correct", P.ENTERPRISE_EDIT, BOTH, site="site"),
    on("enterprise", "enterprises:site_close", P.ENTERPRISE_EDIT, BOTH, site="site"),
    on("enterprise", "enterprises:relations", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:relation_new", P.ENTERPRISE_EDIT, BOTH),
    on("enterprise", "enterprises:relation_end", P.ENTERPRISE_EDIT, BOTH, relation="relation"),
    on("enterprise", "enterprises:chain", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:sheet", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:sheet_pdf", P.ENTERPRISE_READ),
    Row("enterprises:flag_settle", P.ENTERPRISE_EDIT, BOTH, "enterprise", {"pk": "flag"}),
    Row("enterprises:import_list", P.ENTERPRISE_IMPORT),
    Row("enterprises:import_new", P.ENTERPRISE_IMPORT, BOTH),
    on("import", "enterprises:import_detail", P.ENTERPRISE_IMPORT),
    on("import", "enterprises:import_progress", P.ENTERPRISE_IMPORT),
    on("import", "enterprises:import_columns", P.ENTERPRISE_IMPORT, BOTH),
    on("import", "enterprises:import_encoding", P.ENTERPRISE_IMPORT, POST),
    on("import", "enterprises:import_undo", P.ENTERPRISE_IMPORT, BOTH),
    on("import", "enterprises:import_confirm", P.ENTERPRISE_IMPORT, POST),
    on("import", "enterprises:import_cancel", P.ENTERPRISE_IMPORT, POST),
    on("import", "enterprises:import_report", P.ENTERPRISE_IMPORT, kind="=csv"),
    # --- Duplicates and self-checks -----------------------------------------------------------
    Row("enterprises:duplicate_list", P.ENTERPRISE_READ),
    Row("enterprises:duplicates_of", P.ENTERPRISE_READ),
    on("pair", "enterprises:duplicate_detail", P.ENTERPRISE_READ),
    on("pair", "enterprises:duplicate_merge", P.ENTERPRISE_MERGE, POST),
    on("pair", "enterprises:duplicate_different", P.ENTERPRISE_MERGE, POST),
    on("pair", "enterprises:duplicate_reopen", P.ENTERPRISE_MERGE, POST),
    on("enterprise", "enterprises:duplicates_look", P.ENTERPRISE_MERGE, POST),
    on("enterprise", "enterprises:duplicates_compare", P.ENTERPRISE_MERGE, POST),
    Row("enterprises:merge_list", P.ENTERPRISE_READ),
    on("merge", "enterprises:merge_detail", P.ENTERPRISE_READ),
    on("merge", "enterprises:merge_undo", P.ENTERPRISE_MERGE, POST),
    Row("enterprises:selfcheck_list", P.ENTERPRISE_READ),
    Row("enterprises:selfcheck_new", P.ENTERPRISE_EDIT, BOTH),
    on("self_check", "enterprises:selfcheck_detail", P.ENTERPRISE_READ),
    on("self_check", "enterprises:selfcheck_topic", P.ENTERPRISE_EDIT, BOTH, number="=1"),
    on("self_check", "enterprises:selfcheck_submit", P.ENTERPRISE_EDIT, POST),
    on("self_check", "enterprises:selfcheck_discard", P.ENTERPRISE_EDIT, POST),
    on("enterprise", "enterprises:selfcheck_panel", P.ENTERPRISE_READ),
    on("enterprise", "enterprises:selfcheck_compared", P.ENTERPRISE_READ),
    # --- Workforce ----------------------------------------------------------------------------
    on("enterprise", "enterprises:workforce", P.WORKER_READ),
    on("enterprise", "enterprises:workforce_panel", P.WORKER_READ),
    on("enterprise", "enterprises:workforce_confirm", P.WORKER_EDIT, POST),
    on("enterprise", "enterprises:workers", P.WORKER_READ),
    on("enterprise", "enterprises:worker_find_here", P.WORKER_READ, POST),
    on("enterprise", "enterprises:worker_arrive", P.WORKER_EDIT, BOTH),
    Row("enterprises:worker_find", P.WORKER_READ, BOTH),
    on("worker", "enterprises:worker", P.WORKER_READ),
    on("worker", "enterprises:worker_identity", P.WORKER_IDENTITY, BOTH),
    on("employment", "enterprises:spell_leave", P.WORKER_EDIT, BOTH),
    on("employment", "enterprises:spell_move", P.WORKER_EDIT, BOTH),
    on("employment", "enterprises:spell_change", P.WORKER_EDIT, BOTH),
    Row("enterprises:workforce_freshness", P.WORKER_READ),
    Row("enterprises:workforce_letters", P.WORKER_EDIT, POST),
    # --- Badges, shared places, tracing -------------------------------------------------------
    Row("badge", PUBLIC, args={"token": "badge_token"}),
    Row("enterprises:badge_scan", P.WORKER_READ),
    on("enterprise", "enterprises:badges", P.WORKER_READ),
    on("enterprise", "enterprises:badge_issue", P.WORKER_EDIT, POST),
    on("enterprise", "enterprises:badge_sheets", P.WORKER_EDIT, part="=1"),
    on("badge", "enterprises:badge_revoke", P.WORKER_EDIT, BOTH),
    on("enterprise", "enterprises:shared_places", P.WORKER_READ),
    on("enterprise", "enterprises:shared_places_panel", P.WORKER_READ),
    on("enterprise", "enterprises:shared_place_new", P.WORKER_EDIT, BOTH),
    on("place", "enterprises:shared_place", P.WORKER_READ),
    on("place", "enterprises:shared_place_edit", P.WORKER_EDIT, BOTH),
    on("place", "enterprises:shared_place_close", P.WORKER_EDIT, BOTH),
    on("place", "enterprises:shared_place_assign", P.WORKER_EDIT, BOTH),
    on("place", "enterprises:shared_place_leave", P.WORKER_EDIT, BOTH, stay="stay"),
    Row("enterprises:tracing_list", P.WORKER_TRACE),
    Row("enterprises:tracing_new", P.WORKER_TRACE, BOTH),
    on("tracing", "enterprises:tracing", P.WORKER_TRACE),
    on("tracing", "enterprises:tracing_export", P.WORKER_TRACE, POST, kind="=csv"),
    # --- Accidents ----------------------------------------------------------------------------
    Row("intake:accidents", P.ACCIDENT_READ),
    Row("intake:accident_export", P.ACCIDENT_READ, args={"kind": "=csv"}),
    Row("intake:accident_new", P.ACCIDENT_EDIT, BOTH),
    Row("intake:accident_injuries", P.ACCIDENT_READ, query="q=gay"),
    Row("intake:accident_statistics", P.ACCIDENT_READ),
    Row("intake:accident_missing", P.ACCIDENT_READ),
    Row("intake:accident_return", P.ACCIDENT_EDIT, BOTH),
    Row("intake:accident_statistics_export", P.ACCIDENT_READ, args={"kind": "=csv"}),
    on("enterprise", "intake:accident_report", P.ACCIDENT_EDIT, BOTH),
    on("enterprise", "intake:accident_panel", P.ACCIDENT_READ),
    on("accident", "intake:accident", P.ACCIDENT_READ),
    on("accident", "intake:accident_measures", P.ACCIDENT_READ, BOTH),
    on("accident", "intake:accident_measure", P.ACCIDENT_EDIT, BOTH, measure="measure"),
    on("accident", "intake:accident_timeline", P.ACCIDENT_READ),
    *(
        on("dossier", f"intake:{name}", permission, methods, **args)
        for name, permission, methods, args in (
            ("accident_done", P.ACCIDENT_EDIT, GET, {}),
            ("accident_complete", P.ACCIDENT_EDIT, BOTH, {}),
            ("accident_victims", P.ACCIDENT_READ, GET, {}),
            ("accident_victim_add", P.ACCIDENT_EDIT, BOTH, {}),
            ("accident_victim", P.ACCIDENT_EDIT, BOTH, {"victim": "victim"}),
            ("accident_victim_remove", P.ACCIDENT_EDIT, POST, {"victim": "victim"}),
            ("accident_worker", P.WORKER_READ, BOTH, {"victim": "victim"}),
            ("accident_death", P.ACCIDENT_EDIT, BOTH, {"victim": "victim"}),
            ("accident_assess", P.ACCIDENT_EDIT, BOTH, {"victim": "victim"}),
            ("accident_paid", P.ACCIDENT_EDIT, BOTH, {"victim": "victim"}),
            ("accident_team", P.ACCIDENT_EDIT, BOTH, {}),
            ("accident_draft", P.ACCIDENT_READ, GET, {"kind": "=minutes"}),
            ("accident_scene", P.ACCIDENT_READ, BOTH, {}),
            ("accident_conclusion", P.ACCIDENT_READ, BOTH, {}),
            ("accident_costs", P.ACCIDENT_EDIT, BOTH, {}),
            ("accident_expertise", P.ACCIDENT_EDIT, POST, {}),
            ("accident_step", P.ACCIDENT_READ, BOTH, {"verb": "=announce"}),
            ("accident_documents", P.ACCIDENT_READ, GET, {}),
        )
    ),
    # --- Inspections --------------------------------------------------------------------------
    Row("inspections:list", P.INSPECTION_READ),
    Row("inspections:export", P.INSPECTION_READ, args={"kind": "=csv"}),
    on("enterprise", "inspections:enterprise_panel", P.INSPECTION_READ),
    Row("inspections:propose", P.INSPECTION_PROPOSE, BOTH),
    Row("inspections:take_over", P.INSPECTION_PROPOSE, BOTH),
    Row("inspections:scope_field", P.INSPECTION_PROPOSE),
    on("inspection", "inspections:detail", P.INSPECTION_READ),
    on("inspection", "inspections:correct", P.INSPECTION_PROPOSE, BOTH),
    on(
        "inspection", "inspections:decision", (P.INSPECTION_APPROVE, P.INSPECTION_READ), BOTH
    ),  # who only reads is led to the case
    on("inspection", "inspections:decision_preview", P.INSPECTION_READ),
    on("inspection", "inspections:declare", P.INSPECTION_CONDUCT, POST),
    on("inspection", "inspections:step", P.INSPECTION_READ, BOTH, verb="=suspend"),
    on("inspection", "inspections:announce", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:done", P.INSPECTION_READ, verb="=announce"),
    on("inspection", "inspections:checklist", P.INSPECTION_READ),
    on("inspection", "inspections:section", P.INSPECTION_READ, number="=1"),
    on("inspection", "inspections:answer", P.INSPECTION_CONDUCT, POST, number="=1",
        question="question"),
    on("inspection", "inspections:topic_add", P.INSPECTION_CONDUCT, POST),
    on("inspection", "inspections:progress", P.INSPECTION_READ),
    on("inspection", "inspections:findings", P.INSPECTION_READ),
    on("inspection", "inspections:finding_add", P.INSPECTION_CONDUCT, BOTH),
    Row("inspections:catalogue", P.INSPECTION_READ, query="q=luong"),
    Row("inspections:violation_search", P.INSPECTION_READ, query="search=luong"),
    Row("inspections:favourite", P.INSPECTION_READ, POST),
    on("inspection", "inspections:finding_edit", P.INSPECTION_CONDUCT, BOTH, finding="finding"),
    on("inspection", "inspections:finding_confirm", P.INSPECTION_CONDUCT, POST, finding="finding"),
    on("inspection", "inspections:finding_drop", P.INSPECTION_CONDUCT, BOTH, finding="finding"),
    on("inspection", "inspections:finding_clone", P.INSPECTION_CONDUCT, POST, finding="finding"),
    on("inspection", "inspections:interviews", P.INSPECTION_READ),
    on("inspection", "inspections:interview_add", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:interview_person", P.INSPECTION_READ, POST,
        interview="interview"),
    on("inspection", "inspections:samples", P.INSPECTION_READ),
    on("inspection", "inspections:sample_add", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:sample", P.INSPECTION_READ, sample="sample"),
    on("inspection", "inspections:sample_remove", P.INSPECTION_CONDUCT, BOTH, sample="sample"),
    on("inspection", "inspections:sample_propose", P.INSPECTION_CONDUCT, POST, sample="sample",
        code="=TL-18"),
    on("inspection", "inspections:evidence", P.INSPECTION_READ, BOTH),
    on("inspection", "inspections:evidence_remove", P.INSPECTION_CONDUCT, POST, file="file"),
    on("inspection", "inspections:visits", P.INSPECTION_READ, BOTH),
    on("inspection", "inspections:visit_minutes", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:minutes", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:minutes_preview", P.INSPECTION_READ),
    on("concluded", "inspections:result", P.INSPECTION_READ, BOTH),
    on("concluded", "inspections:requirements", P.INSPECTION_READ),
    Row("inspections:follow_list", P.INSPECTION_READ),
    Row("inspections:follow_remind", P.INSPECTION_APPROVE, POST),
    Row("inspections:follow_export", P.INSPECTION_READ, args={"kind": "=csv"}),
    on("concluded", "inspections:remind", P.INSPECTION_APPROVE, POST),
    on("concluded", "inspections:follow_up_new", P.INSPECTION_PROPOSE, BOTH),
    *(
        on("concluded", f"inspections:{name}", permission, methods, requirement="requirement")
        for name, permission, methods in (
            ("requirement", P.INSPECTION_READ, GET),
            ("requirement_submit", P.INSPECTION_CONDUCT, BOTH),
            ("requirement_accept", P.INSPECTION_READ, POST),
            ("requirement_back", P.INSPECTION_READ, BOTH),
            ("requirement_withdraw", P.INSPECTION_APPROVE, BOTH),
            ("requirement_replace", P.INSPECTION_APPROVE, BOTH),
            ("extension_ask", P.INSPECTION_CONDUCT, BOTH),
        )
    ),
    on("concluded", "inspections:extension_decide", P.INSPECTION_APPROVE, BOTH,
        requirement="requirement", extension="extension"),
    on("again", "inspections:rechecks", P.INSPECTION_READ),
    on("again", "inspections:then_and_now_pdf", P.INSPECTION_READ),
    on("again", "inspections:recheck", P.INSPECTION_CONDUCT, BOTH, recheck="recheck"),
    on("inspection", "inspections:aftermath", P.INSPECTION_READ),
    on("inspection", "inspections:stop_order_new", P.INSPECTION_READ, BOTH),
    *(
        on("inspection", f"inspections:{name}", permission, methods, order="stop")
        for name, permission, methods in (
            ("stop_order", P.INSPECTION_READ, GET),
            ("stop_submit", P.INSPECTION_CONDUCT, BOTH),
            ("stop_lift", P.INSPECTION_APPROVE, BOTH),
            ("stop_keep", P.INSPECTION_APPROVE, BOTH),
        )
    ),
    on("inspection", "inspections:referral_new", P.INSPECTION_APPROVE, BOTH),
    *(
        on("inspection", f"inspections:{name}", P.INSPECTION_READ, methods, referral="referral")
        for name, methods in (
            ("referral", GET),
            ("referral_confirm", BOTH),
            ("referral_answer", BOTH),
        )
    ),
    on("inspection", "inspections:originals", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:original_back", P.INSPECTION_CONDUCT, BOTH, original="original"),
    on("concluded", "inspections:close", P.INSPECTION_READ, BOTH),
    on("concluded", "inspections:reinspect", P.INSPECTION_PROPOSE, BOTH),
    on("inspection", "inspections:documents", P.INSPECTION_READ),
    on("inspection", "inspections:timeline", P.INSPECTION_READ),
    # --- Violations ---------------------------------------------------------------------------
    Row("violations:list", P.VIOLATION_READ),
    Row("violations:export", P.VIOLATION_READ, args={"kind": "=csv"}),
    on("inspection", "violations:open", P.VIOLATION_EDIT, BOTH, key="inspection"),
    Row("violations:leave", P.VIOLATION_EDIT, BOTH, thing="inspection", args={"pk": "finding"}),
    on("inspection", "violations:inspection_panel", P.VIOLATION_READ),
    *(on(thing, f"violations:{thing}_panel", P.VIOLATION_READ) for thing in ORIGINS),
    *(on(thing, f"inspections:{thing}_panel", P.INSPECTION_READ) for thing in ORIGINS),
    Row("violations:open_direct", P.VIOLATION_EDIT, BOTH, "accident",
        query="accident={accident}"),
    on("enterprise", "violations:enterprise_panel", P.VIOLATION_READ),
    on("case", "violations:detail", P.VIOLATION_READ),
    on("case", "violations:worksheet", P.VIOLATION_READ),
    on("case", "violations:worksheet_pdf", P.VIOLATION_READ, lang="=en"),
    on("case", "violations:what_if", P.VIOLATION_READ),
    on("case", "violations:subject", P.VIOLATION_EDIT, BOTH),
    on("case", "violations:act", P.VIOLATION_EDIT, BOTH, act="act"),
    on("case", "violations:weigh", P.VIOLATION_EDIT, BOTH),
    on("case", "violations:unweigh", P.VIOLATION_EDIT, POST, circumstance="circumstance"),
    on("case", "violations:minutes", P.VIOLATION_EDIT, BOTH),
    on("case", "violations:minutes_draft", P.VIOLATION_READ),
    on("case", "violations:explain", P.VIOLATION_EDIT, BOTH),
    on("case", "violations:consider", P.VIOLATION_READ, BOTH, explanation_pk="explanation"),
    on("case", "violations:submit", P.VIOLATION_EDIT, BOTH),
    on("case", "violations:transfer", P.VIOLATION_READ, BOTH),
    on("case", "violations:decision", P.VIOLATION_DECIDE, BOTH),
    on("waiting", "violations:decision_draft", P.VIOLATION_READ),
    on("case", "violations:fine", P.VIOLATION_DECIDE, BOTH, act="act"),
    on("case", "violations:return", P.VIOLATION_DECIDE, BOTH),
    on("case", "violations:no_sanction", P.VIOLATION_DECIDE, BOTH),
    on("case", "violations:serve", P.VIOLATION_SERVE, BOTH),
    on("case", "violations:pay", P.VIOLATION_LEDGER, BOTH),
    on("case", "violations:ledger", P.VIOLATION_READ),
    on("case", "violations:payment_cancel", P.VIOLATION_LEDGER, BOTH, payment="payment"),
    Row("violations:statements", P.VIOLATION_LEDGER, BOTH),
    on("statement", "violations:statement", P.VIOLATION_LEDGER, BOTH),
    on("statement", "violations:statement_undo", P.VIOLATION_LEDGER, BOTH),
    *(
        on("statement", f"violations:{name}", P.VIOLATION_LEDGER, methods, key="pk", pk="line")
        for name, methods in (("line", BOTH), ("line_aside", BOTH), ("line_up", POST))
    ),
    on("case", "violations:remedy", P.VIOLATION_EXECUTE, BOTH, remedy="remedy"),
    on("case", "violations:accept", P.VIOLATION_ACCEPT, BOTH, remedy="remedy"),
    on("case", "violations:send_back", P.VIOLATION_ACCEPT, BOTH, remedy="remedy"),
    on("case", "violations:rulings", P.VIOLATION_EXECUTE),
    on("case", "violations:ruling_new", P.VIOLATION_EXECUTE, BOTH, kind="=CORRECT"),
    on("case", "violations:ruling", P.VIOLATION_READ, ruling="ruling"),
    on("case", "violations:ruling_issue", P.VIOLATION_DECIDE, POST, ruling="ruling"),
    on("case", "violations:ruling_refuse", P.VIOLATION_DECIDE, BOTH, ruling="ruling"),
    on("case", "violations:ruling_draft", P.VIOLATION_READ, ruling="ruling"),
    on("case", "violations:executed", P.VIOLATION_EXECUTE, BOTH),
    on("case", "violations:close", P.VIOLATION_EXECUTE, BOTH),
    on("case", "violations:cancel", P.VIOLATION_EDIT, BOTH),
    on("case", "violations:done", P.VIOLATION_READ, what="=issued"),
    # --- Complaints ---------------------------------------------------------------------------
    Row("intake:complaints", P.COMPLAINT_READ),
    Row("intake:complaint_export", P.COMPLAINT_READ, args={"kind": "=csv"}),
    Row("intake:complaint_new", P.COMPLAINT_EDIT, BOTH),
    Row("intake:complaint_alike", P.COMPLAINT_EDIT, POST),
    on("enterprise", "intake:complaint_enterprise_panel", P.COMPLAINT_READ),
    on("complaint", "intake:complaint", P.COMPLAINT_READ),
    on("complaint", "intake:complaint_step", P.COMPLAINT_READ, BOTH, verb="=classify"),
    on("complaint", "intake:complaint_done", P.COMPLAINT_READ),
    on("complaint", "intake:complaint_person", P.COMPLAINT_READ, BOTH),
    on("complaint", "intake:complaint_person_correct", P.COMPLAINT_EDIT, BOTH),
    on("complaint", "intake:complaint_address", P.COMPLAINT_READ),
    on("complaint", "intake:complaint_receipt", P.COMPLAINT_READ),
]  # fmt: skip
