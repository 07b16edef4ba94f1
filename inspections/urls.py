"""Pages of the module."""

from django.urls import path

from inspections.views import (
    checklist,
    decision,
    detail,
    evidence,
    findings,
    listing,
    minutes,
    propose,
    result,
    steps,
)

app_name = "inspections"
urlpatterns = [
    path("", listing.index, name="list"),
    path("export/<slug:kind>/", listing.export, name="export"),
    path("enterprise/<int:pk>/", listing.enterprise_panel, name="enterprise_panel"),
    path("propose/", propose.propose, name="propose"),
    path("propose/scope/", propose.scope_field, name="scope_field"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/correct/", propose.correct, name="correct"),
    path("<int:pk>/decision/", decision.decision, name="decision"),
    path("<int:pk>/decision/preview/", decision.decision_preview, name="decision_preview"),
    path("<int:pk>/declare/", detail.declare, name="declare"),
    path("<int:pk>/step/<slug:verb>/", steps.step, name="step"),
    path("<int:pk>/announce/", steps.announce, name="announce"),
    path("<int:pk>/done/<slug:verb>/", detail.done, name="done"),
    path("<int:pk>/checklist/", checklist.checklist, name="checklist"),
    path("<int:pk>/checklist/topic/", checklist.topic_add, name="topic_add"),
    path("<int:pk>/checklist/progress/", checklist.progress, name="progress"),
    path("<int:pk>/checklist/<int:number>/", checklist.section, name="section"),
    path("<int:pk>/checklist/<int:number>/<int:question>/", checklist.answer, name="answer"),
    path("<int:pk>/findings/", findings.findings, name="findings"),
    path("<int:pk>/findings/add/", findings.finding_add, name="finding_add"),
    path("<int:pk>/findings/search/", findings.violation_search, name="violation_search"),
    path("<int:pk>/findings/<int:finding>/", findings.finding_edit, name="finding_edit"),
    path(
        "<int:pk>/findings/<int:finding>/confirm/",
        findings.finding_confirm,
        name="finding_confirm",
    ),
    path("<int:pk>/findings/<int:finding>/drop/", findings.finding_drop, name="finding_drop"),
    path("<int:pk>/findings/<int:finding>/clone/", findings.finding_clone, name="finding_clone"),
    path("<int:pk>/evidence/", evidence.evidence, name="evidence"),
    path(
        "<int:pk>/evidence/<int:file>/remove/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
    path("<int:pk>/visits/", evidence.visits, name="visits"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/preview/", minutes.minutes_preview, name="minutes_preview"),
    path("<int:pk>/result/", result.result, name="result"),
    path("<int:pk>/requirements/", result.requirements, name="requirements"),
    path(
        "<int:pk>/requirements/<int:requirement>/submit/",
        result.requirement_submit,
        name="requirement_submit",
    ),
    path(
        "<int:pk>/requirements/<int:requirement>/accept/",
        result.requirement_accept,
        name="requirement_accept",
    ),
    path(
        "<int:pk>/requirements/<int:requirement>/back/",
        result.requirement_back,
        name="requirement_back",
    ),
    path("<int:pk>/documents/", detail.documents, name="documents"),
    path("<int:pk>/timeline/", detail.timeline, name="timeline"),
]
