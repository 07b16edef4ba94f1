"""Pages of what follows a decision; included by urls.py under the same names."""

from django.urls import path

from violations.views import contesting, enforcing, following, publishing

E = "<int:pk>/enforcements/<int:row>/"
P = "<int:pk>/publications/<int:row>/"

urlpatterns = [
    path("follow-up/", following.index, name="follow_up"),
    path("follow-up/export/<str:kind>/", following.export, name="follow_up_export"),
    path("reminders/", following.runs, name="reminder_runs"),
    path("reminders/<int:pk>/", following.run, name="reminder_run"),
    path("reminders/<int:pk>/letters.pdf", following.run_pdf, name="reminder_pdf"),
    path("reminders/letters/<int:pk>/", following.delivered, name="reminder_delivered"),
    path("<int:pk>/execution/", contesting.execution, name="execution"),
    path("<int:pk>/non-execution/", enforcing.record, name="non_execution"),
    path("<int:pk>/means/new/", enforcing.ask, name="inquiry_new"),
    path("<int:pk>/means/<int:inquiry>/", enforcing.answer, name="inquiry_answer"),
    path("<int:pk>/enforcements/new/", enforcing.propose, name="enforcement_new"),
    path(E, enforcing.detail, name="enforcement"),
    path(f"{E}draft.pdf", enforcing.draft, name="enforcement_draft"),
    path(f"{E}order/", enforcing.order, name="enforcement_order"),
    path(f"{E}refuse/", enforcing.refuse_it, name="enforcement_refuse"),
    path(f"{E}steps/<str:kind>/", enforcing.step, name="enforcement_step"),
    path("<int:pk>/contest/", contesting.contest, name="contest"),
    path("<int:pk>/contest/<int:challenge>/result/", contesting.settle, name="contest_result"),
    path("<int:pk>/contest/<int:challenge>/stay/", contesting.stay, name="stay"),
    path("<int:pk>/stays/<int:stay_pk>/lift/", contesting.lift, name="stay_lift"),
    path("<int:pk>/evasion/", contesting.evade, name="evasion"),
    path("<int:pk>/evasion/<int:evasion>/end/", contesting.evasion_end, name="evasion_end"),
    path("<int:pk>/lapse/", contesting.end_execution, name="lapse"),
    path("<int:pk>/publications/new/", publishing.propose, name="publication_new"),
    path(P, publishing.detail, name="publication"),
    path(f"{P}order/", publishing.order, name="publication_order"),
    path(f"{P}refuse/", publishing.refuse_it, name="publication_refuse"),
    path(f"{P}next/", publishing.go_on, name="publication_next"),
    path(f"{P}correct/", publishing.correct, name="publication_correct"),
]
