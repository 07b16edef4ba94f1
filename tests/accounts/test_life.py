"""Life of an account: dates, idle and absolute limits, sign-out everywhere, retirement."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache

from accounts import selectors
from accounts.errors import AccountRefused
from accounts.models import RoleGrant, User
from accounts.permissions import Permission
from accounts.services import retirement, users
from accounts.tasks import retire_accounts
from ecms.audit.models import AuditEvent
from ecms.notifications.models import Delivery
from tests.factories import NOW, TODAY, PositionFactory, RoleFactory, UserFactory, fresh

pytestmark = pytest.mark.django_db
PROFILE = "/me/"


@pytest.fixture(autouse=True)
def frozen():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def events(name):
    return AuditEvent.objects.filter(event=name)


def test_idle_session_ends_with_words_and_the_way_back(sign_in, inspector, frozen):
    client = sign_in(inspector)
    assert client.get(PROFILE).status_code == 200
    frozen.shift(settings.SESSION_IDLE_SECONDS - 60)
    assert client.get(PROFILE).status_code == 200
    frozen.shift(settings.SESSION_IDLE_SECONDS + 60)
    response = client.get(PROFILE)
    assert response.status_code == 302
    assert response.url == "/me/ended/idle/?next=%2Fme%2F"
    page = client.get(response.url)
    assert "/accounts/login/?next=/me/" in page.content.decode()
    assert events("account.signed_out").get().data == {"reason": "idle"}


def test_idle_limit_holds_when_the_cache_was_emptied(sign_in, inspector, frozen):
    client = sign_in(inspector)
    client.get(PROFILE)
    cache.clear()
    frozen.shift(settings.SESSION_IDLE_SECONDS + 600)
    assert "/me/ended/idle/" in client.get(PROFILE).url


def test_work_all_day_does_not_outlive_the_absolute_limit(sign_in, inspector, frozen):
    client = sign_in(inspector)
    for _ in range(settings.SESSION_COOKIE_AGE // 1800):
        frozen.shift(1790)
        assert client.get(PROFILE).status_code == 200
        session = client.session  # a page that writes the session would prolong the cookie
        session["written"] = True
        session.save()
    frozen.shift(600)
    assert "/me/ended/long/" in client.get(PROFILE).url


def test_htmx_is_told_to_load_the_whole_page(sign_in, inspector, frozen):
    client = sign_in(inspector)
    frozen.shift(settings.SESSION_IDLE_SECONDS + 1)
    response = client.get(PROFILE, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Redirect"].startswith("/me/ended/idle/")


def test_an_account_past_its_last_day_is_out_at_once(sign_in, inspector, frozen):
    User.objects.filter(pk=inspector.pk).update(valid_to=TODAY)
    frozen.shift(timedelta(hours=14, minutes=50))  # 23:50 in Vietnam
    client = sign_in(inspector)
    assert client.get(PROFILE).status_code == 200
    frozen.shift(timedelta(minutes=11))
    assert "/me/ended/closed/" in client.get(PROFILE).url


def test_switched_off_means_signed_out(sign_in, inspector, administrator):
    client = sign_in(inspector)
    users.switch_off(user=inspector, reason="Nghỉ hưu", by=administrator, at=NOW)
    assert "/me/ended/" in client.get(PROFILE).url
    assert client.get(PROFILE).url.startswith("/accounts/login/")
    assert events("account.switched_off").get().data == {"reason": "Nghỉ hưu"}


def test_last_seen_is_written_at_most_every_five_minutes(
    sign_in, inspector, frozen, django_assert_num_queries
):
    client = sign_in(inspector)
    frozen.shift(240)
    client.get(PROFILE)
    assert fresh(inspector).last_seen_at == NOW
    frozen.shift(120)
    client.get(PROFILE)
    assert fresh(inspector).last_seen_at == NOW + timedelta(seconds=360)


def test_sign_out_everywhere_keeps_only_this_device(client, inspector):
    from django.test import Client

    other = Client()
    for browser in (client, other):
        browser.force_login(inspector, backend="accounts.backends.DatedAccountBackend")
    assert client.post("/me/sessions/end/").status_code == 302
    assert client.get(PROFILE).status_code == 200
    assert "/me/ended/elsewhere/" in other.get(PROFILE).url


def test_a_new_password_ends_the_other_sessions(sign_in, inspector):
    client = sign_in(inspector)
    inspector.set_password("Mot-mat-khau-moi-2026")
    inspector.save()
    assert "/me/ended/elsewhere/" in client.get(PROFILE).url


def test_ended_page_does_not_redirect_elsewhere(stranger):
    page = stranger.get("/me/ended/idle/?next=https://evil.example/").content.decode()
    assert 'href="/accounts/login/"' in page


# --- Acts of the administrator ---------------------------------------------------------------
def test_one_time_link_ends_password_and_sessions_and_works_once(
    sign_in, inspector, administrator, client
):
    inspector.set_password("Mat-khau-cu-2026")
    inspector.save()
    path = users.issue_link(user=inspector, by=administrator, at=NOW)
    assert not fresh(inspector).has_usable_password()
    form = client.get(path, follow=True)
    assert form.status_code == 200
    new = "Mat-khau-hoan-toan-moi-26"
    action = form.redirect_chain[-1][0]
    assert client.post(action, {"password1": new, "password2": new}).status_code == 302
    assert fresh(inspector).check_password(new)
    again = client.get(path, follow=True)
    assert again.context.get("token_fail") is True
    assert events("account.link_issued").count() == 1
    assert events("account.password_reset").count() == 1


def test_transfer_closes_the_old_post_and_opens_the_new_one(
    inspector, other_agency, administrator
):
    PositionFactory(user=inspector, valid_from=date(2025, 1, 1))
    day = TODAY + timedelta(days=10)
    post = users.Post(role=RoleFactory(code="chief_inspector"), agency=other_agency)
    users.transfer(user=inspector, post=post, starts_on=day, by=administrator, at=NOW)
    old, new = inspector.grants.order_by("pk")
    assert old.valid_to == day - timedelta(days=1)
    assert (new.agency, new.valid_from) == (other_agency, day)
    assert inspector.positions.get().valid_to == day - timedelta(days=1)
    assert fresh(inspector).agency == old.agency  # still there until the day
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert fresh(inspector).scope.province_ids == {other_agency.province_id}
        assert retirement.settle_transfers(at=NOW + timedelta(days=10)) == 1
        assert fresh(inspector).agency == other_agency
        assert retirement.settle_transfers(at=NOW + timedelta(days=10)) == 0


def test_transfer_refuses_a_day_before_something_began(inspector, other_agency, administrator):
    RoleGrant.objects.filter(user=inspector).update(valid_from=TODAY)
    post = users.Post(role=RoleFactory(code="inspector"), agency=other_agency)
    with pytest.raises(AccountRefused):
        users.transfer(user=inspector, post=post, starts_on=TODAY, by=administrator, at=NOW)
    assert inspector.grants.count() == 1


def test_nobody_switches_themselves_off(administrator):
    with pytest.raises(AccountRefused):
        users.switch_off(user=administrator, reason="x", by=administrator, at=NOW)


# --- Retirement ------------------------------------------------------------------------------
def test_idle_and_expired_accounts_retire_once_and_administrators_hear_of_it(
    inspector, colleague, clerk, administrator
):
    long_ago = NOW - timedelta(days=settings.ACCOUNT_IDLE_DAYS + 1)
    User.objects.update(date_joined=long_ago)
    User.objects.filter(pk=inspector.pk).update(last_seen_at=long_ago)
    User.objects.filter(pk=colleague.pk).update(last_seen_at=NOW, valid_to=date(2026, 10, 4))
    User.objects.filter(pk=clerk.pk).update(last_seen_at=NOW)
    assert retire_accounts()["retired"] == 2
    assert not fresh(inspector).is_active
    assert fresh(inspector).retired_reason == retirement.IDLE
    assert fresh(colleague).retired_reason == retirement.EXPIRED
    assert fresh(clerk).is_active
    assert fresh(administrator).is_active, "the last administrator stays"
    told = Delivery.objects.filter(kind="account.retired")
    assert {d.recipient_id for d in told} == {administrator.pk}
    assert events("account.switched_off").count() == 2
    assert retire_accounts()["retired"] == 0


def test_a_switched_on_account_is_not_idle_again_at_once(inspector, administrator):
    User.objects.filter(pk=inspector.pk).update(
        is_active=False, last_seen_at=NOW - timedelta(days=200)
    )
    users.switch_on(user=inspector, by=administrator, at=NOW)
    assert retire_accounts()["retired"] == 0


def test_accounts_that_begin_later_are_not_idle(agency, administrator):
    user = UserFactory(agency=agency, valid_from=TODAY + timedelta(days=5))
    User.objects.filter(pk=user.pk).update(date_joined=NOW - timedelta(days=200))
    retire_accounts()
    assert fresh(user).is_active


# --- Selectors -------------------------------------------------------------------------------
def test_rights_cost_one_query(inspector, django_assert_num_queries):
    user = fresh(inspector)
    with django_assert_num_queries(1):
        assert user.can(Permission.INSPECTION_READ)
        assert not user.can(Permission.ADMIN)
        assert user.scope.province_ids
        assert user.role_label


def test_holders_hold_it_at_that_body_and_that_day(director, foreign_director, agency):
    held = selectors.holders_of(Permission.VIOLATION_DECIDE, agency=agency, on=TODAY)
    assert held == [director]
    director.grants.update(valid_to=TODAY - timedelta(days=1))
    assert selectors.holders_of(Permission.VIOLATION_DECIDE, agency=agency, on=TODAY) == []


def test_a_permission_elsewhere_does_not_count_here(director, agency, other_agency):
    RoleGrant.objects.create(user=director, role=RoleFactory(code="clerk"), agency=other_agency)
    assert selectors.holders_of(Permission.VIOLATION_DECIDE, agency=other_agency, on=TODAY) == []
