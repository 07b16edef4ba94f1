"""Accounts: opened, transferred, switched off and on, signed out, given a one-time link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import handover
from accounts.errors import AccountRefused
from accounts.models import Agency, Delegation, Position, Role, RoleGrant, Unit, User
from accounts.selectors import leaders_of
from ecms.audit.services import log
from ecms.core.clock import legal_date
from ecms.notifications.services import messages


@dataclass(frozen=True)
class Post:
    """What a person does at a body: role, unit, and the office on documents if they hold one."""

    role: Role
    agency: Agency
    unit: Unit | None = None
    staff_title: str = ""
    title_vi: str = ""  # empty: no office that signs
    title_en: str = ""
    title_code: str = ""
    is_head: bool = False
    is_deputy: bool = False


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


@transaction.atomic
def open_account(*, user: User, post: Post, by: Any, at: datetime) -> User:
    """Save a new account with its role and office; it has no password until its link is used."""
    user.agency, user.unit = post.agency, post.unit
    user.staff_title = post.staff_title or user.staff_title
    user.valid_from = user.valid_from or legal_date(at)
    if not user.password:
        user.password = make_password(None)
    user.save()
    _take_up(user, post, starts_on=user.valid_from)
    log("account.opened", user, by=by, at=at, data=_post_data(post))
    return user


@transaction.atomic
def transfer(*, user: User, post: Post, starts_on: date, by: Any, at: datetime) -> None:
    """Close roles, offices and delegations the day before ``starts_on`` and open new ones.

    Raises:
        AccountRefused: the account is off, or something already begins on or after that day.
    """
    user = _locked(user)
    if not user.is_active:
        raise AccountRefused(_("The account is switched off: switch it on first."))
    last = starts_on - timedelta(days=1)
    _close(user.grants.filter(_open_on(starts_on)), last)
    positions = user.positions.filter(_open_on(starts_on))
    touched = Delegation.objects.filter(_open_on(starts_on)).filter(
        Q(giver__in=positions) | Q(holder__in=positions)
    )
    _close(touched, last)
    _close(positions, last)
    _take_up(user, post, starts_on=starts_on)
    if starts_on <= legal_date(at):
        move_to(user, post)
    data = {**_post_data(post), "starts_on": starts_on}
    log("account.transferred", user, by=by, at=at, data=data)


def move_to(user: User, post: Post) -> None:
    """Show the account under its new body; its rights come from the grants."""
    user.agency, user.unit = post.agency, post.unit
    user.staff_title = post.staff_title or user.staff_title
    user.save(update_fields=["agency", "unit", "staff_title"])


@transaction.atomic
def switch_off(*, user: User, reason: str, by: Any, at: datetime, knowing: bool = True) -> None:
    """Close an account at once: sessions end with this commit.

    Open work does not keep an account alive, but nobody forgets it: whoever switches it off is
    warned unless ``knowing``, and those who assign work in the body are told.

    Raises:
        AccountRefused: it is one's own account, already off, or open work is not known of.
    """
    if by is not None and user.pk == by.pk:
        raise AccountRefused(_("You cannot switch off your own account."))
    user = _locked(user)
    if not user.is_active:
        raise AccountRefused(_("The account is already switched off."))
    left = handover.open_work(user)
    if left and not knowing:
        raise AccountRefused(
            _(
                "Open work would stay with nobody. Have it handed over first, or tick that you "
                "know."
            )
        )
    user.is_active, user.retired_reason = False, reason
    user.session_epoch += 1
    user.save(update_fields=["is_active", "retired_reason", "session_epoch"])
    log("account.switched_off", user, by=by, at=at, data={"reason": reason})
    if left:
        leaders = leaders_of(user, on=legal_date(at))
        messages.tell("account.work_left", user, at=at, to=leaders, turn=f"off{at:%Y%m%d}")


@transaction.atomic
def switch_on(*, user: User, by: Any, at: datetime) -> None:
    """Open a closed account again; its roles and password are as before.

    Raises:
        AccountRefused: it is on, or its last day has passed.
    """
    user = _locked(user)
    if user.is_active:
        raise AccountRefused(_("The account is already in use."))
    if user.valid_to is not None and user.valid_to < legal_date(at):
        raise AccountRefused(_("The last day of the account has passed: change “valid to” first."))
    user.is_active, user.retired_reason = True, ""
    user.last_seen_at = at  # the idle clock starts anew
    user.save(update_fields=["is_active", "retired_reason", "last_seen_at"])
    log("account.switched_on", user, by=by, at=at)


@transaction.atomic
def end_sessions(*, user: User, by: Any, at: datetime) -> User:
    """Sign ``user`` out everywhere; answers the row with its new epoch."""
    user = _locked(user)
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])
    log("account.sessions_ended", user, by=by, at=at)
    return user


@transaction.atomic
def issue_link(*, user: User, by: Any, at: datetime) -> str:
    """Answer the path by which the person sets a new password, once.

    The old password and all sessions end now: whoever knew the password is out. The link
    lapses when it is used, when another one is issued, and after PASSWORD_RESET_TIMEOUT.

    Raises:
        AccountRefused: the account is switched off.
    """
    user = _locked(user)
    if not user.is_active:
        raise AccountRefused(_("The account is switched off: switch it on first."))
    user.password = make_password(None)  # a new random marker: earlier links lapse
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])
    log("account.link_issued", user, by=by, at=at)
    key = default_token_generator.make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )


@transaction.atomic
def remove_factors(*, user: User, by: Any, at: datetime) -> int:
    """Take away all second factors (a lost telephone) and end all sessions.

    Where the role demands a factor, the next sign-in asks for a new one. Returns how many.
    """
    user = _locked(user)
    count, _by_model = Authenticator.objects.filter(user=user).delete()
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])
    log("account.factor_removed", user, by=by, at=at, data={"count": count})
    return int(count)


def _open_on(day: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gte=day)


def _close(rows: Any, last: date) -> None:
    """End ``rows`` on ``last``, one by one so that each keeps its history."""
    for row in rows:
        if row.valid_from is not None and row.valid_from > last:
            raise AccountRefused(
                _("“%(row)s” begins on %(day)s: choose a later day, or end it by hand first.")
                % {"row": row, "day": f"{row.valid_from:%d/%m/%Y}"}
            )
        row.valid_to = last
        row.save(update_fields=["valid_to"])


def _take_up(user: User, post: Post, *, starts_on: date) -> None:
    RoleGrant.objects.create(
        user=user, role=post.role, agency=post.agency, valid_from=starts_on, valid_to=user.valid_to
    )
    if post.title_vi:
        Position.objects.create(
            user=user,
            agency=post.agency,
            title_vi=post.title_vi,
            title_en=post.title_en,
            title_code=post.title_code,
            is_head=post.is_head,
            is_deputy=post.is_deputy,
            valid_from=starts_on,
            valid_to=user.valid_to,
        )


def _post_data(post: Post) -> dict[str, Any]:
    return {"role": post.role.code, "agency": post.agency.code, "title": post.title_vi}
