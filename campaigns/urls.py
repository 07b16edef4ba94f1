"""Pages of the module."""

from django.urls import path

from campaigns.views import pages, plans, results, targets

app_name = "campaigns"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.new, name="new"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/edit/", pages.edit, name="edit"),
    path("<int:pk>/select/", pages.select, name="select"),
    path("<int:pk>/targets/", targets.targets, name="targets"),
    path("<int:pk>/targets/<int:target>/drop/", targets.drop, name="drop"),
    path("<int:pk>/targets/<int:target>/go-on/", targets.go_on, name="go_on"),
    path("<int:pk>/export/<slug:kind>/", targets.export, name="export"),
    path("<int:pk>/approve/", pages.approve, name="approve"),
    path("<int:pk>/open/", pages.open_checks_page, name="open"),
    path("<int:pk>/close/", pages.close, name="close"),
    path("<int:pk>/cancel/", pages.cancel, name="cancel"),
    path("<int:pk>/results/", results.page, name="results"),
    path("<int:pk>/results/report/", results.draft, name="report"),
    path("<int:pk>/results/workbook/", results.workbook, name="workbook"),
    path("<int:pk>/timeline/", pages.timeline, name="timeline"),
    path("plans/", plans.index, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<int:pk>/", plans.detail, name="plan"),
    path("plans/<int:pk>/overlaps/", plans.overlaps, name="plan_overlaps"),
    path("plans/<int:pk>/timeline/", plans.timeline, name="plan_timeline"),
    path("plans/<int:pk>/items/add/", plans.add, name="plan_add"),
    path("plans/<int:pk>/items/carry-over/", plans.carry_over, name="plan_carry_over"),
    path("plans/<int:pk>/items/<int:item>/change/", plans.change, name="plan_change"),
    path("plans/<int:pk>/items/<int:item>/take/", plans.take, name="plan_take"),
    path("plans/<int:pk>/items/<int:item>/decline/", plans.decline, name="plan_decline"),
    path("plans/<int:pk>/items/<int:item>/drop/", plans.drop, name="plan_drop"),
    path("plans/<int:pk>/submit/", plans.submit, name="plan_submit"),
    path("plans/<int:pk>/return/", plans.give_back, name="plan_return"),
    path("plans/<int:pk>/approve/", plans.approve, name="plan_approve"),
    path("plans/<int:pk>/close/", plans.close, name="plan_close"),
    path("plans/<int:pk>/days/", plans.days, name="plan_days"),
    path("plans/<int:pk>/extract/", plans.extract, name="plan_extract"),
    path("plans/<int:pk>/export/<slug:kind>/", plans.export, name="plan_export"),
]
