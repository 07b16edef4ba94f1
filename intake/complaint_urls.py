"""Pages of complaints."""

from django.urls import URLPattern, path

from intake.views import (
    complaint_case,
    complaint_identity,
    complaint_list,
    complaint_new,
    complaint_panels,
)

urlpatterns: list[URLPattern] = [
    path("complaints/", complaint_list.index, name="complaints"),
    path("complaints/export/<str:kind>/", complaint_list.export, name="complaint_export"),
    path("complaints/new/", complaint_new.new, name="complaint_new"),
    path("complaints/alike/", complaint_new.alike, name="complaint_alike"),
    path(
        "complaints/of-enterprise/<int:pk>/",
        complaint_panels.enterprise,
        name="complaint_enterprise_panel",
    ),
    path("complaints/<int:pk>/", complaint_case.detail, name="complaint"),
    path("complaints/<int:pk>/step/<str:verb>/", complaint_case.step, name="complaint_step"),
    path("complaints/<int:pk>/done/", complaint_case.done, name="complaint_done"),
    path("complaints/<int:pk>/person/", complaint_identity.person, name="complaint_person"),
    path(
        "complaints/<int:pk>/person/correct/",
        complaint_identity.correct,
        name="complaint_person_correct",
    ),
    path("complaints/<int:pk>/receipt.pdf", complaint_identity.receipt, name="complaint_receipt"),
    path("complaints/<int:pk>/address.pdf", complaint_identity.address, name="complaint_address"),
]
