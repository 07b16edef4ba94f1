"""What the administrator does: open an account, edit roles, share a case, import and export."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from zeal import zeal_ignore

from accounts import sharing as registry
from accounts.models import Agency, Role, SharedCase, Unit, User
from accounts.permissions import Permission
from accounts.services import sharing
from accounts.spreadsheets import neutralise, restore
from ecms.audit.models import AuditEvent
from ecms.core import clock
from inspections.models import Inspection
from law.models import CalendarDay, Provision
from tests.factories import FrameFactory, InspectionFactory, RoleFactory, fresh

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"


@pytest.fixture
def admin_client(sign_in, administrator):
    return sign_in(administrator)


def events(name):
    return AuditEvent.objects.filter(event=name)


# --- Accounts --------------------------------------------------------------------------------
@pytest.fixture
def new_account(agency, unit):
    return {
        "username": "nguyen.thi.hoa", "full_name": "Nguyễn Thị Hoa", "email": "", "phone": "",
        "staff_title": "Chuyên viên", "role": RoleFactory(code="inspector").pk,
        "agency": agency.pk, "unit": unit.pk, "valid_from": "01/09/2026", "valid_to": "",
        "office": "", "title_vi": "", "title_code": "",
    }  # fmt: skip


def test_an_account_opens_in_one_form_and_leads_to_its_link(admin_client, new_account, agency):
    response = admin_client.post(f"{USERS}add/", new_account)
    user = User.objects.get(username="nguyen.thi.hoa")
    assert response.url == reverse("admin:accounts_user_link", args=[user.pk])
    assert not user.has_usable_password()
    assert (user.agency, user.grants.get().role.code) == (agency, "inspector")
    assert user.can(Permission.INSPECTION_CONDUCT)
    assert events("account.opened").count() == 1
    page = admin_client.post(response.url).content.decode()
    assert "/accounts/password/reset/key/" in page


def test_a_deputy_cannot_be_given_a_title_of_competence(admin_client, new_account):
    from accounts import offices

    offices.register_titles(lambda: [("DHA_DIRECTOR", "Giám đốc Sở Nội vụ")])
    data = {**new_account, "office": "deputy", "title_vi": "Phó Giám đốc",
            "title_code": "DHA_DIRECTOR"}  # fmt: skip
    response = admin_client.post(f"{USERS}add/", data)
    assert response.status_code == 200
    assert "title_code" in response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "INSPECTOR"}, "username"),
        ({"office": "head"}, "title_vi"),
        ({"title_vi": "Giám đốc"}, "office"),
        ({"role": ""}, "role"),
    ],
)
def test_the_form_refuses_halves(admin_client, inspector, new_account, change, field):
    response = admin_client.post(f"{USERS}add/", {**new_account, **change})
    assert field in response.context["adminform"].form.errors
    assert not User.objects.filter(username="nguyen.thi.hoa").exists()


def test_a_unit_of_another_body_is_refused(admin_client, new_account, other_agency):
    response = admin_client.post(f"{USERS}add/", {**new_account, "agency": other_agency.pk})
    assert "unit" in response.context["adminform"].form.errors


def inlines(user, **first):
    grant = user.grants.get()
    return {
        "username": user.username, "full_name": user.full_name, "language": "vi",
        "agency": user.agency_id, "valid_from": "", "valid_to": "", "email": "", "phone": "",
        "staff_title": "", "unit": "",
        "grants-TOTAL_FORMS": 1, "grants-INITIAL_FORMS": 1, "grants-0-id": grant.pk,
        "grants-0-user": user.pk, "grants-0-role": grant.role_id,
        "grants-0-agency": grant.agency_id, "grants-0-valid_from": "", "grants-0-valid_to": "",
        "positions-TOTAL_FORMS": 0, "positions-INITIAL_FORMS": 0, **first,
    }  # fmt: skip


def test_an_administrator_cannot_end_their_own_last_way_in(admin_client, administrator):
    yesterday = f"{clock.today() - timedelta(days=1):%d/%m/%Y}"
    url = f"{USERS}{administrator.pk}/change/"
    with zeal_ignore():  # the body is asked for by the account and by each of its roles
        data = inlines(administrator, **{"grants-0-valid_to": yesterday})
        response = admin_client.post(url, data)
    assert response.status_code == 200
    assert fresh(administrator).can(Permission.ADMIN)


def test_ending_the_role_of_somebody_takes_effect_at_once(admin_client, inspector):
    yesterday = f"{clock.today() - timedelta(days=1):%d/%m/%Y}"
    url = f"{USERS}{inspector.pk}/change/"
    data = inlines(inspector, **{"grants-0-valid_to": yesterday})
    with zeal_ignore():
        assert admin_client.post(url, data).status_code == 302
    assert not fresh(inspector).can(Permission.INSPECTION_READ)
    assert events("account.changed").count() == 1


def test_people_are_never_deleted(admin_client, inspector):
    assert admin_client.post(f"{USERS}{inspector.pk}/delete/", {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [inspector.pk], "post": "yes"}
    admin_client.post(USERS, action)
    assert User.objects.filter(pk=inspector.pk).exists()


@pytest.mark.parametrize("act", ["sign-out", "off", "link", "transfer"])
def test_asking_changes_nothing(admin_client, inspector, act):
    before = User.objects.values().get(pk=inspector.pk)
    assert admin_client.get(f"{USERS}{inspector.pk}/{act}/").status_code == 200
    assert User.objects.values().get(pk=inspector.pk) == before


def test_off_and_on_again(admin_client, inspector):
    url = f"{USERS}{inspector.pk}/"
    assert admin_client.post(f"{url}off/", {"reason": ""}).status_code == 200
    assert fresh(inspector).is_active
    admin_client.post(f"{url}off/", {"reason": "Nghỉ việc"})
    assert not fresh(inspector).is_active
    again = admin_client.post(f"{url}off/", {"reason": "Nghỉ việc"})
    assert again.status_code == 200, "a second click is refused with words"
    admin_client.post(f"{url}on/")
    assert fresh(inspector).is_active


def test_people_are_found_without_accents(admin_client, inspector, director):
    page = admin_client.get(USERS, {"q": "dang quoc giam"})
    assert list(page.context["cl"].queryset) == [director]


def test_the_preview_marks_changes_without_inline_style(admin_client, unit):
    content = f"code,name_vi,agency\n{unit.code},<b>Phòng mới</b>,{unit.agency.code}\n"
    page = upload(admin_client, Unit, content).content.decode()
    assert "<ins>" in page
    assert "style=" not in page
    assert "<b>" not in page


# --- Roles -----------------------------------------------------------------------------------
def role_data(role, **change):
    return {
        "name_vi": role.name_vi, "name_en": role.name_en, "reach": role.reach,
        "permissions": role.permissions, **change,
    }  # fmt: skip


def test_a_role_is_edited_in_words_with_history(admin_client, inspector, administrator):
    role = Role.objects.get(code="inspector")
    data = role_data(role, permissions=[*role.permissions, str(Permission.REPORT_EXPORT)])
    url = reverse("admin:accounts_role_change", args=[role.pk])
    assert admin_client.post(url, data).status_code == 302
    assert fresh(inspector).can(Permission.REPORT_EXPORT)
    assert role.history.first().history_user == administrator
    assert events("catalogue.changed").get().actor == administrator
    history = admin_client.get(reverse("admin:accounts_role_history", args=[role.pk]))
    assert str(Permission.REPORT_EXPORT.label) in history.content.decode()


def test_the_own_role_keeps_its_way_in(admin_client, administrator):
    role = Role.objects.get(code="administrator")
    url = reverse("admin:accounts_role_change", args=[role.pk])
    response = admin_client.post(url, role_data(role, permissions=[]))
    assert "permissions" in response.context["adminform"].form.errors
    assert fresh(administrator).can(Permission.ADMIN)


def test_an_invented_permission_is_refused(admin_client, inspector):
    role = Role.objects.get(code="inspector")
    url = reverse("admin:accounts_role_change", args=[role.pk])
    response = admin_client.post(url, role_data(role, permissions=["everything"]))
    assert "permissions" in response.context["adminform"].form.errors


def test_the_matrix_shows_every_permission(admin_client, director):
    page = admin_client.get("/admin/roles/matrix/").content.decode()
    for permission in Permission:
        assert str(permission.label) in page


# --- Sharing ---------------------------------------------------------------------------------
@pytest.fixture
def shareable():
    registry.register(
        registry.Shareable(
            "inspection", "Inspection", "inspections.share_inspection",
            lambda code: Inspection.objects.filter(code=code).first(),
        )
    )  # fmt: skip


def test_a_shared_case_opens_for_one_person_until_the_day(
    admin_client, inspector, foreign_inspector, agency, shareable
):
    case = InspectionFactory(agency=agency, proposed_by=inspector)
    other = InspectionFactory(agency=agency, proposed_by=inspector)
    until = clock.today() + timedelta(days=3)
    data = {"code": case.code, "user": foreign_inspector.pk, "until": f"{until:%d/%m/%Y}",
            "reason": "Đoàn liên ngành"}  # fmt: skip
    assert admin_client.post("/admin/share-a-case/", data).status_code == 302
    assert admin_client.post("/admin/share-a-case/", data).status_code == 302
    assert SharedCase.objects.count() == 1, "sharing twice is sharing once"
    visible = Inspection.objects.visible_to(fresh(foreign_inspector))
    assert list(visible) == [case]
    assert other not in visible
    at = clock.now() + timedelta(days=4)
    assert sharing.end_expired(at=at) == 1
    assert sharing.end_expired(at=at) == 0
    assert not Inspection.objects.visible_to(fresh(foreign_inspector)).exists()
    assert events("case.shared").count() == 2
    assert events("case.share_ended").count() == 1


def test_sharing_an_unknown_case_is_refused_in_words(admin_client, foreign_inspector, shareable):
    data = {"code": "KT-0", "user": foreign_inspector.pk, "until": "31/12/2099", "reason": "x"}
    response = admin_client.post("/admin/share-a-case/", data)
    assert response.context["form"].non_field_errors()


# --- Import and export -----------------------------------------------------------------------
def upload(client, model, content, name="file.csv", form=0):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_import")
    return client.post(url, {"import_file": file, "format": form, "resource": "0"})


def confirm(client, model, response):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_process_import")
    return client.post(url, response.context["confirm_form"].initial)


def export(client, model, form=0):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    return client.post(url, {"format": form, "resource": "0"})


def test_units_go_out_and_come_back_unchanged(admin_client, unit):
    unit.name_vi = "=SUM(A1:A9)"
    unit.save()
    content = export(admin_client, Unit).content
    assert b"'=SUM" in content
    response = upload(admin_client, Unit, content)
    assert response.context["result"].totals["skip"] == 1
    unit.refresh_from_db()
    assert unit.name_vi == "=SUM(A1:A9)"


def test_preview_first_then_saved_with_history_and_audit(admin_client, agency, administrator):
    content = f"code,name_vi,agency\nDV-1,Phòng Việc làm,{agency.code}\n"
    response = upload(admin_client, Unit, content)
    assert response.context["result"].totals["new"] == 1
    assert not Unit.objects.filter(code="DV-1").exists()
    assert confirm(admin_client, Unit, response).status_code == 302
    assert Unit.objects.get(code="DV-1").history.get().history_user == administrator
    assert events("catalogue.imported").get().data == {"list": "accounts.Unit", "new": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("code,name_vi,agency\nDV-1,Phòng,KHONG-CO\n", "KHONG-CO"),
        ("code,name_vi,agency,valid_from\nDV-1,Phòng,SNV-75,hôm qua\n", "hôm qua"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_saved(admin_client, agency, content, words):
    page = upload(admin_client, Unit, content)
    assert words in page.content.decode()
    assert "Traceback" not in page.content.decode()
    assert "confirm_form" not in page.context
    assert not Unit.objects.exists()


@pytest.mark.parametrize(("name", "form"), [("file.csv", 0), ("file.xlsx", 1)])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"\xff\xfe\x00"])
def test_nonsense_is_refused_in_the_form(admin_client, content, name, form):
    page = upload(admin_client, Unit, content, name, form)
    assert page.status_code == 200
    assert not Unit.objects.exists()
    assert "confirm_form" not in page.context


def test_users_come_in_without_password_with_their_role(admin_client, agency):
    RoleFactory(code="clerk")
    content = f"username,full_name,agency,valid_from,role\nmoi.1,Người Mới,{agency.code},01/09/2026,clerk\n"
    response = upload(admin_client, User, content)
    assert not User.objects.filter(username="moi.1").exists()
    confirm(admin_client, User, response)
    user = User.objects.get(username="moi.1")
    assert not user.has_usable_password()
    assert user.can(Permission.ENTERPRISE_IMPORT)


def test_exports_hold_no_password(admin_client, inspector):
    inspector.set_password("Mat-khau-2026-nay")
    inspector.save()
    for form in (0, 1):
        content = export(admin_client, User, form).content
        assert inspector.password.encode() not in content
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert "password" not in [cell.value for cell in sheet[1]]
    assert events("catalogue.exported").count() == 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 251", "-5", "@SUM", "\tx", "\rx", "'=x", "Đồng Nai"]
)
def test_neutralised_text_comes_back(text):
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restore(neutralise(text)) == text


def test_calendar_days_read_dates_as_people_write_them(admin_client):
    content = "day,kind,name_vi\n02/09/2027,HOLIDAY,Quốc khánh\n2027-04-30,HOLIDAY,Giải phóng\n"
    with zeal_ignore():  # every row of a file is looked up by itself
        confirm(admin_client, CalendarDay, upload(admin_client, CalendarDay, content))
    assert [f"{day:%d/%m}" for day in CalendarDay.objects.values_list("day", flat=True)] == [
        "30/04", "02/09",
    ]  # fmt: skip


# --- Law -------------------------------------------------------------------------------------
def test_a_contradiction_is_refused_and_the_form_keeps_what_was_typed(admin_client):
    frame = FrameFactory()
    url = reverse("admin:law_provision_change", args=[frame.provision_id])
    page = admin_client.get(url)
    data = {
        key: value
        for form in (page.context["adminform"].form, *_frames(page))
        for key, value in _values(form).items()
    }
    data.update(_frames_management(page))
    data["frames-0-fine_min"] = "90.000.000"  # above the maximum
    data["notes"] = "Ghi chú vừa gõ"
    response = admin_client.post(url, data)
    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors()
    assert "Ghi chú vừa gõ" in response.content.decode()
    frame.refresh_from_db()
    assert frame.fine_min == 5_000_000
    assert Provision.objects.get().notes == ""


def _frames(page):
    return page.context["inline_admin_formsets"][0].formset.forms


def _frames_management(page):
    return _values(page.context["inline_admin_formsets"][0].formset.management_form)


def _values(form):
    bound = {field.html_name: field.value() for field in form}
    return {key: "" if value is None else value for key, value in bound.items()}


def test_rows_are_marked_as_confirmed_by_name(admin_client, administrator):
    day = CalendarDay.objects.create(day="2027-01-02", kind="HOLIDAY", name_vi="Bù",
                                     confidence="recalled")  # fmt: skip
    url = reverse("admin:law_calendarday_changelist")
    assert admin_client.get(f"{url}?confirmed=no").context["cl"].result_count == 1
    admin_client.post(url, {"action": "confirm", "_selected_action": [day.pk]})
    day.refresh_from_db()
    assert administrator.full_name in day.confidence
    assert admin_client.get(f"{url}?confirmed=no").context["cl"].result_count == 0
    assert events("catalogue.confirmed").count() == 1


# --- Commands --------------------------------------------------------------------------------


def test_agencies_import_finds_the_province_of_today(admin_client, province):
    content = (
        "code,name_vi,level,province,place_vi,symbol\nX-75,Cơ quan X,PROVINCE,75,Đồng Nai,X\n"
    )
    confirm(admin_client, Agency, upload(admin_client, Agency, content))
    assert Agency.objects.get(code="X-75").province == province
