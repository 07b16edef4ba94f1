"""The page of the field work, its interface, and the pages of the office."""

from django.urls import path

from field.views import api_cases, api_exchange, api_session, office, shell

app_name = "field"
urlpatterns = [
    path("field/", shell.page, name="shell"),
    path("field/sw.js", shell.worker, name="worker"),
    path("field/manifest.webmanifest", shell.manifest, name="manifest"),
    path("field/api/session", api_session.session, name="session"),
    path("field/api/devices", api_session.register, name="register"),
    path("field/api/devices/<uuid:key>/wiped", api_session.wiped, name="wiped"),
    path("field/api/contact", api_session.contact, name="contact"),
    path("field/api/log", api_session.faults, name="faults"),
    path("field/api/cases", api_cases.cases, name="cases"),
    path("field/api/catalogue", api_cases.catalogue, name="catalogue"),
    path("field/api/checkouts", api_cases.check_outs, name="check_outs"),
    path("field/api/checkouts/<uuid:key>", api_cases.check_out, name="check_out"),
    path("field/api/checkouts/<uuid:key>/live", api_cases.live_part, name="live"),
    path("field/api/checkouts/<uuid:key>/return", api_cases.give_back, name="give_back"),
    path("field/api/checkouts/<uuid:key>/renew", api_cases.renew, name="renew"),
    path("field/api/commands", api_exchange.commands, name="commands"),
    path("field/api/commands/<uuid:key>", api_exchange.command, name="command"),
    path("field/api/outcomes", api_exchange.outcomes, name="outcomes"),
    path("field/api/uploads", api_exchange.begin, name="uploads"),
    path("field/api/uploads/<uuid:key>", api_exchange.upload, name="upload"),
    # Outside the reach of the service worker, which keeps no page with data.
    path("field-office/devices/", office.device_list, name="devices"),
    path("field-office/devices/<int:pk>/revoke/", office.device_revoke, name="device_revoke"),
    path("field-office/cases/<int:pk>/", office.exchange, name="exchange"),
    path("field-office/cases/<int:pk>/panel/", office.panel, name="panel"),
    path("field-office/cases/<int:pk>/items/<int:command>/", office.item, name="item"),
]
