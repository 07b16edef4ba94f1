"""Pages of duplicates, merges and self-checks."""

from django.urls import path

from enterprises.views import duplicates, merges, selfchecks

urlpatterns = [
    path("duplicates/", duplicates.index, name="duplicate_list"),
    path("duplicates/of/", duplicates.of_enterprise, name="duplicates_of"),
    path("duplicates/<int:pk>/", duplicates.detail, name="duplicate_detail"),
    path("duplicates/<int:pk>/merge/", duplicates.merge, name="duplicate_merge"),
    path("duplicates/<int:pk>/different/", duplicates.different, name="duplicate_different"),
    path("duplicates/<int:pk>/reopen/", duplicates.reopen, name="duplicate_reopen"),
    path("<int:pk>/duplicates/look/", duplicates.look, name="duplicates_look"),
    path("<int:pk>/duplicates/compare/", duplicates.compare, name="duplicates_compare"),
    path("merges/", merges.index, name="merge_list"),
    path("merges/<int:pk>/", merges.detail, name="merge_detail"),
    path("merges/<int:pk>/undo/", merges.undo, name="merge_undo"),
    path("self-checks/", selfchecks.index, name="selfcheck_list"),
    path("self-checks/new/", selfchecks.new, name="selfcheck_new"),
    path("self-checks/<int:pk>/", selfchecks.detail, name="selfcheck_detail"),
    path("self-checks/<int:pk>/topic/<int:number>/", selfchecks.topic, name="selfcheck_topic"),
    path("self-checks/<int:pk>/submit/", selfchecks.submit, name="selfcheck_submit"),
    path("self-checks/<int:pk>/discard/", selfchecks.discard, name="selfcheck_discard"),
    path("<int:pk>/self-checks/", selfchecks.panel, name="selfcheck_panel"),
    path("<int:pk>/self-checks/compared/", selfchecks.compared, name="selfcheck_compared"),
]
