"""Pages before and beside the cases: plans, teams, calendars, workloads, other work."""

from django.urls import path

from inspections.views import planning, plans, preparing, team

urlpatterns = [
    path("work/", planning.work, name="other_work"),
    path("work/<int:pk>/off/", planning.work_off, name="work_off"),
    path("activity/", planning.activity, name="activity"),
    path("calendar/", planning.calendar, name="calendar"),
    path("calendar/address/", planning.feed_renew, name="feed_renew"),
    path("calendar/address/end/", planning.feed_revoke, name="feed_revoke"),
    path("workload/", planning.workload, name="workload"),
    path("day/", preparing.day, name="day"),
    path("<int:pk>/prepare/", preparing.prepare, name="prepare"),
    path("<int:pk>/prepare/freeze/", preparing.freeze, name="freeze"),
    path("<int:pk>/prepare/<slug:kind>/", preparing.letter, name="letter"),
    path("plans/", plans.plans, name="plans"),
    path("<int:pk>/team/", team.team, name="team"),
    path("<int:pk>/team/conflict/", team.conflict, name="conflict"),
    path("<int:pk>/team/tasks/", team.task_add, name="task_add"),
    path("<int:pk>/team/tasks/<int:task>/done/", team.task_done, name="task_done"),
    path("<int:pk>/team/guests/", team.guest_add, name="guest_add"),
    path("<int:pk>/team/guests/<int:guest>/declare/", team.guest_declare, name="guest_declare"),
    path("<int:pk>/team/guests/<int:guest>/off/", team.guest_off, name="guest_off"),
    path("<int:pk>/team/change/", team.change, name="team_change"),
    path("<int:pk>/team/decide/", team.change_decide, name="team_decide"),
    path("<int:pk>/proposal/", plans.proposal_paper, name="proposal_paper"),
]
