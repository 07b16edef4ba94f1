"""Pages about the workers of a case."""

from django.urls import path

from violations.views import claims, recoveries

urlpatterns = [
    path("workers/", recoveries.result, name="workers_result"),
    path("workers/export/<str:kind>/", recoveries.result_export, name="workers_result_export"),
    path("workers/template/<str:kind>/", claims.template, name="claims_template"),
    path("<int:pk>/workers/", claims.workers, name="workers"),
    path("<int:pk>/workers/<int:claim>/", claims.claim, name="claim"),
    path("<int:pk>/workers/<int:claim>/edit/", claims.claim_edit, name="claim_edit"),
    path("<int:pk>/workers/<int:claim>/remove/", claims.claim_remove, name="claim_remove"),
    path("<int:pk>/workers/<int:claim>/received/", recoveries.recover, name="recover"),
    path("<int:pk>/received/<int:recovery>/cancel/", recoveries.cancel, name="recovery_cancel"),
    path("<int:pk>/acts/<int:act>/workers/", claims.claims, name="claims"),
    path("<int:pk>/acts/<int:act>/workers/add/", claims.claim_add, name="claim_add"),
    path("<int:pk>/acts/<int:act>/workers/list/", claims.claims_import, name="claims_import"),
    path("<int:pk>/acts/<int:act>/workers/interest/", claims.terms, name="claims_terms"),
    path("<int:pk>/acts/<int:act>/workers/count/", claims.take_over, name="claims_take"),
    path("<int:pk>/acts/<int:act>/workers/settled/", recoveries.settle, name="claims_settle"),
    path("<int:pk>/acts/<int:act>/workers/received/", recoveries.received, name="claims_received"),
    path("<int:pk>/acts/<int:act>/workers/right/", recoveries.right, name="claims_right"),
    path(
        "<int:pk>/acts/<int:act>/workers/right/<int:claim>/", recoveries.right, name="claim_right"
    ),
    path(
        "<int:pk>/acts/<int:act>/workers/export/<str:kind>/", claims.export, name="claims_export"
    ),
]
