"""Pages of the module."""

from django.urls import path

from campaigns.views import directives, letters, pages, plans, results, strategies, targets

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
    path("<int:pk>/letters/", letters.index, name="letters"),
    path("<int:pk>/letters/new/", letters.new, name="letters_new"),
    path("<int:pk>/letters/<int:mailing>/", letters.detail, name="letters_of"),
    path("<int:pk>/letters/<int:mailing>/edit/", letters.edit, name="letters_edit"),
    path("<int:pk>/letters/<int:mailing>/discard/", letters.discard, name="letters_discard"),
    path("<int:pk>/letters/<int:mailing>/sample/", letters.sample, name="letters_sample"),
    path("<int:pk>/letters/<int:mailing>/issue/", letters.issue, name="letters_issue"),
    path("<int:pk>/letters/<int:mailing>/record/", letters.record, name="letters_record"),
    path("<int:pk>/letters/<int:mailing>/print/", letters.printed, name="letters_print"),
    path("<int:pk>/letters/<int:mailing>/take/", letters.take, name="letters_take"),
    path(
        "<int:pk>/letters/<int:mailing>/mail-again/", letters.mail_again, name="letters_mail_again"
    ),
    path(
        "<int:pk>/letters/<int:mailing>/export/<slug:kind>/", letters.export, name="letters_export"
    ),
    path("directives/", directives.index, name="directives"),
    path("directives/new/", directives.new, name="directive_new"),
    *(
        path(f"directives/of-{place}/<int:pk>/", view, name=f"directives_{place}")
        for place, view in directives.PANELS.items()
    ),
    path("directives/<int:pk>/", directives.detail, name="directive"),
    path("directives/<int:pk>/answer/", directives.answer, name="directive_answer"),
    path("directives/<int:pk>/judge/", directives.judge, name="directive_judge"),
    path("directives/<int:pk>/withdraw/", directives.withdraw, name="directive_withdraw"),
    path("strategies/", strategies.index, name="strategies"),
    path("strategies/new/", strategies.new, name="strategy_new"),
    path("strategies/<int:pk>/", strategies.detail, name="strategy"),
    path("strategies/<int:pk>/edit/", strategies.edit, name="strategy_edit"),
    path("strategies/<int:pk>/approve/", strategies.approve, name="strategy_approve"),
    path("strategies/<int:pk>/close/", strategies.close, name="strategy_close"),
    path("strategies/<int:pk>/add/<slug:kind>/<int:above>/", strategies.add, name="strategy_add"),
    path(
        "strategies/<int:pk>/change/<slug:kind>/<int:part>/",
        strategies.change,
        name="strategy_change",
    ),
    path(
        "strategies/<int:pk>/remove/<slug:kind>/<int:part>/",
        strategies.remove,
        name="strategy_remove",
    ),
    path("strategies/<int:pk>/figure/<int:part>/", strategies.measure, name="strategy_measure"),
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
