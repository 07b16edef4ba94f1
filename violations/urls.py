"""Pages of the module."""

from django.urls import path

from violations.views import decision, detail, execution, listing, minutes, opening, panels

app_name = "violations"
urlpatterns = [
    path("", listing.index, name="list"),
    path("export/<str:kind>/", listing.export, name="export"),
    path("open/<int:inspection>/", opening.open_case, name="open"),
    path("findings/<int:pk>/leave/", opening.leave, name="leave"),
    path("of-inspection/<int:pk>/", panels.inspection, name="inspection_panel"),
    path("of-enterprise/<int:pk>/", panels.enterprise, name="enterprise_panel"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/worksheet/", detail.worksheet, name="worksheet"),
    path("<int:pk>/subject/", detail.subject, name="subject"),
    path("<int:pk>/acts/<int:act>/", detail.act, name="act"),
    path("<int:pk>/circumstances/", detail.weigh, name="weigh"),
    path("<int:pk>/circumstances/<int:circumstance>/remove/", detail.unweigh, name="unweigh"),
    path("<int:pk>/minutes/", minutes.sign, name="minutes"),
    path("<int:pk>/minutes/draft.pdf", minutes.preview, name="minutes_draft"),
    path("<int:pk>/explanations/", minutes.explain, name="explain"),
    path("<int:pk>/explanations/<int:explanation_pk>/", minutes.consider, name="consider"),
    path("<int:pk>/submit/", decision.submit, name="submit"),
    path("<int:pk>/transfer/", decision.transfer, name="transfer"),
    path("<int:pk>/decision/", decision.decide, name="decision"),
    path("<int:pk>/decision/draft.pdf", decision.preview, name="decision_draft"),
    path("<int:pk>/acts/<int:act>/fine/", decision.fine, name="fine"),
    path("<int:pk>/return/", decision.return_, name="return"),
    path("<int:pk>/no-sanction/", decision.no_sanction, name="no_sanction"),
    path("<int:pk>/service/", execution.serve, name="serve"),
    path("<int:pk>/payments/", execution.pay, name="pay"),
    path("<int:pk>/remedies/<int:remedy>/", execution.remedy, name="remedy"),
    path("<int:pk>/remedies/<int:remedy>/accept/", execution.accept, name="accept"),
    path("<int:pk>/remedies/<int:remedy>/back/", execution.send_back, name="send_back"),
    path("<int:pk>/executed/", execution.executed, name="executed"),
    path("<int:pk>/close/", execution.close, name="close"),
    path("<int:pk>/cancel/", execution.cancel, name="cancel"),
    path("<int:pk>/done/<str:what>/", execution.done, name="done"),
]
