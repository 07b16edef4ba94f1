"""Pages of what follows a visit."""

from django.urls import path

from inspections.views import aftermath, closing, follow_list, followup, stop_orders
from inspections.views import requirements as views

ONE = "<int:pk>/requirements/<int:requirement>"
STOP = "<int:pk>/stop-work/<int:order>"
REFERRAL = "<int:pk>/referrals/<int:referral>"

urlpatterns = [
    path("follow-up/", follow_list.index, name="follow_list"),
    path("follow-up/remind/", follow_list.remind, name="follow_remind"),
    path("follow-up/export/<slug:kind>/", follow_list.export, name="follow_export"),
    path("<int:pk>/requirements/", views.requirements, name="requirements"),
    path("<int:pk>/requirements/remind/", views.remind, name="remind"),
    path(f"{ONE}/", views.requirement, name="requirement"),
    path(f"{ONE}/submit/", views.submit, name="requirement_submit"),
    path(f"{ONE}/accept/", views.accept, name="requirement_accept"),
    path(f"{ONE}/back/", views.back, name="requirement_back"),
    path(f"{ONE}/withdraw/", views.withdraw, name="requirement_withdraw"),
    path(f"{ONE}/replace/", views.replace, name="requirement_replace"),
    path(f"{ONE}/more-time/", views.extension_ask, name="extension_ask"),
    path(f"{ONE}/more-time/<int:extension>/", views.extension_decide, name="extension_decide"),
    path("<int:pk>/follow-up/", followup.new, name="follow_up_new"),
    path("<int:pk>/then-and-now/", followup.items, name="rechecks"),
    path("<int:pk>/then-and-now/report/", followup.report, name="then_and_now_pdf"),
    path("<int:pk>/then-and-now/<int:recheck>/", followup.rate, name="recheck"),
    path("<int:pk>/orders/", aftermath.index, name="aftermath"),
    path("<int:pk>/stop-work/", stop_orders.new, name="stop_order_new"),
    path(f"{STOP}/", stop_orders.detail, name="stop_order"),
    path(f"{STOP}/evidence/", stop_orders.submit, name="stop_submit"),
    path(f"{STOP}/lift/", stop_orders.lift, name="stop_lift"),
    path(f"{STOP}/keep/", stop_orders.keep, name="stop_keep"),
    path("<int:pk>/referrals/", aftermath.referral_new, name="referral_new"),
    path(f"{REFERRAL}/", aftermath.referral, name="referral"),
    path(f"{REFERRAL}/receipt/", aftermath.referral_confirm, name="referral_confirm"),
    path(f"{REFERRAL}/answer/", aftermath.referral_answer, name="referral_answer"),
    path("<int:pk>/originals/", aftermath.originals_page, name="originals"),
    path("<int:pk>/originals/<int:original>/", aftermath.original_back, name="original_back"),
    path("<int:pk>/close/", closing.close, name="close"),
]
