"""Pages of one enterprise: its facts, sites, relations, sheet."""

from django.urls import path

from enterprises.views import dossier, editing, facts, relations, sheet, sites

urlpatterns = [
    path("new/", editing.create, name="create"),
    path("<int:pk>/", dossier.detail, name="detail"),
    path("<int:pk>/correct/", editing.correct, name="correct"),
    path("<int:pk>/verify/", editing.verify, name="verify"),
    path("<int:pk>/move/", editing.move, name="move"),
    path("<int:pk>/headcounts/", facts.headcounts, name="headcounts"),
    path(
        "<int:pk>/headcounts/<int:headcount>/remove/",
        facts.headcount_remove,
        name="headcount_remove",
    ),
    path("<int:pk>/headcounts/new/", facts.headcount_add, name="headcount_add"),
    path("<int:pk>/hazards/new/", facts.hazard_add, name="hazard_add"),
    path("<int:pk>/hazards/", facts.hazards, name="hazards"),
    path("<int:pk>/hazards/<int:hazard>/gone/", facts.hazard_gone, name="hazard_gone"),
    path("<int:pk>/contacts/", facts.contacts, name="contacts"),
    path("<int:pk>/contacts/new/", facts.contact_add, name="contact_add"),
    path("<int:pk>/contacts/<int:contact>/", facts.contact_edit, name="contact_edit"),
    path("<int:pk>/contacts/<int:contact>/end/", facts.contact_end, name="contact_end"),
    path("<int:pk>/sites/", sites.index, name="sites"),
    path("<int:pk>/sites/new/", sites.new, name="site_new"),
    path("<int:pk>/sites/<int:site>/", sites.correct, name="site_correct"),
    path("<int:pk>/sites/<int:site>/close/", sites.close, name="site_close"),
    path("<int:pk>/relations/", relations.index, name="relations"),
    path("<int:pk>/relations/new/", relations.new, name="relation_new"),
    path("<int:pk>/relations/<int:relation>/end/", relations.end, name="relation_end"),
    path("<int:pk>/chain/", relations.members, name="chain"),
    path("<int:pk>/sheet/", sheet.page, name="sheet"),
    path("<int:pk>/sheet.pdf", sheet.pdf, name="sheet_pdf"),
    path("flags/<int:pk>/settle/", facts.flag_settle, name="flag_settle"),
]
