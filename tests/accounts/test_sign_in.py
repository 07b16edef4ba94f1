"""Signing in: throttle, known devices, unknown names, fixation, second factor, audit."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from accounts import adapters
from accounts.models import User
from ecms.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
PASSWORD = "Dung-mat-khau-nay-2026"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def owner(inspector):
    inspector.set_password(PASSWORD)
    inspector.save()
    return inspector


def attempt(client, username, password, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def signed_in(client):
    return SESSION_KEY in client.session


def events(name):
    return AuditEvent.objects.filter(event=f"account.{name}")


def test_right_password_signs_in_and_is_audited(client, owner):
    response = attempt(client, "inspector", PASSWORD, REMOTE_ADDR="10.1.2.3")
    assert response.status_code == 302
    event = events("signed_in").get()
    assert (event.actor, event.address) == (owner, "10.1.2.3")
    client.post("/accounts/logout/")
    assert events("signed_out").get().actor == owner


def test_the_session_gets_a_new_id_at_sign_in(client, owner):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    attempt(client, "inspector", PASSWORD)
    assert signed_in(client)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/me/").status_code == 302


def test_a_signed_out_session_is_dead(client, owner):
    attempt(client, "inspector", PASSWORD)
    key = client.session.session_key
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/me/").status_code == 302


def test_guessing_is_slowed_by_the_tenth_wrong_password(client, owner, monkeypatch):
    checked = []
    monkeypatch.setattr(
        MD5PasswordHasher, "verify", lambda self, password, encoded: checked.append(password)
    )
    for number in range(30):
        attempt(client, "inspector", f"sai-{number}", REMOTE_ADDR=f"10.0.0.{number}")
    assert len(checked) <= 9, "further passwords are not even looked at"
    assert events("sign_in_failed").count() == len(checked)
    assert events("sign_in_blocked").count() == 1, "one event a window, not one a try"


def test_one_address_trying_many_accounts_is_slowed(client, owner, monkeypatch):
    looked_up = []
    real = adapters.AccountAdapter.authentication_failed
    monkeypatch.setattr(
        adapters.AccountAdapter,
        "authentication_failed",
        lambda self, request, **c: looked_up.append(c) or real(self, request, **c),
    )
    for number in range(30):
        attempt(client, f"nobody{number}", "sai")
    assert len(looked_up) <= 10


def test_the_owner_gets_in_from_a_known_device_while_others_guess(owner):
    home = Client()
    attempt(home, "inspector", PASSWORD, REMOTE_ADDR="10.9.9.9")
    home.post("/accounts/logout/")
    assert adapters.DEVICE_COOKIE in home.cookies
    thief = Client()
    for number in range(20):
        attempt(thief, "inspector", f"sai-{number}", REMOTE_ADDR=f"10.0.1.{number}")
    attempt(thief, "inspector", PASSWORD, REMOTE_ADDR="10.0.2.1")
    assert not signed_in(thief), "an unknown device waits even with the right password"
    attempt(home, "inspector", PASSWORD, REMOTE_ADDR="10.9.9.9")
    assert signed_in(home)


def test_a_device_cookie_is_good_for_its_owner_only(owner, colleague):
    home = Client()
    attempt(home, "inspector", PASSWORD, REMOTE_ADDR="10.9.9.9")
    home.post("/accounts/logout/")
    for number in range(20):
        attempt(home, "colleague", f"sai-{number}", REMOTE_ADDR=f"10.0.3.{number}")
    colleague.set_password(PASSWORD)
    colleague.save()
    attempt(home, "colleague", PASSWORD, REMOTE_ADDR="10.0.4.1")
    assert not signed_in(home)


def test_a_forged_device_cookie_counts_as_unknown(owner):
    thief = Client()
    thief.cookies[adapters.DEVICE_COOKIE] = "1:forged"
    for number in range(20):
        attempt(thief, "inspector", f"sai-{number}", REMOTE_ADDR=f"10.0.5.{number}")
    assert events("sign_in_failed").count() <= 9


def test_an_unknown_name_costs_the_same_hash_and_is_not_kept(client, owner, monkeypatch):
    hashed = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or real(self, password, salt),
    )
    attempt(client, "inspector", "sai")
    known = len(hashed)
    hashed.clear()
    attempt(client, "MatKhauGoNham", "sai")
    assert len(hashed) == known == 1
    event = events("sign_in_failed").order_by("-pk").first()
    assert event.thing is None
    assert "MatKhauGoNham" not in str(event.data) + event.thing_label


def test_the_same_answer_for_unknown_name_and_wrong_password(client, owner):
    def words(response):
        return response.context["form"].non_field_errors()

    assert words(attempt(client, "inspector", "sai")) == words(attempt(client, "nobody", "sai"))


def test_nobody_signs_up(client):
    page = client.get("/accounts/signup/")
    assert "form" not in (page.context or {}) or "password1" not in page.content.decode()
    client.post("/accounts/signup/", {"username": "intruder", "password1": PASSWORD})
    assert not User.objects.filter(username="intruder").exists()


# --- Second factor ---------------------------------------------------------------------------
@pytest.fixture
def strict(settings):
    settings.MFA_REQUIRED = True
    settings.DEMO_ACCOUNTS = False


def test_a_director_sets_up_the_second_factor_before_anything_else(sign_in, director, strict):
    director.grants.get().role.__class__.objects.update(mfa_required=True)
    client = sign_in(director)
    response = client.get("/me/")
    assert response.status_code == 302
    assert response.url == "/accounts/2fa/totp/activate/"
    assert client.post("/accounts/logout/").status_code == 302


def test_a_role_that_needs_none_goes_on(sign_in, inspector, strict):
    assert sign_in(inspector).get("/me/").status_code == 200


def test_with_a_second_factor_the_pages_open(sign_in, director, strict):
    director.grants.get().role.__class__.objects.update(mfa_required=True)
    Authenticator.objects.create(user=director, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert sign_in(director).get("/me/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(sign_in, director, strict):
    director.grants.get().role.__class__.objects.update(mfa_required=True)
    Authenticator.objects.create(
        user=director, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )
    assert sign_in(director).get("/me/").status_code == 302


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 302)])
def test_demonstration_accounts_skip_it_only_by_the_setting(
    sign_in, director, settings, demo, status
):
    settings.MFA_REQUIRED, settings.DEMO_ACCOUNTS = True, demo
    director.grants.get().role.__class__.objects.update(mfa_required=True)
    director.is_demonstration = True
    director.save()
    assert sign_in(director).get("/me/").status_code == status
