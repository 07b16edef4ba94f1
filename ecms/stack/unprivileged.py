"""As root: the user that runs PostgreSQL, which refuses to run as root.

Permissions of folders are never loosened. Where that user cannot reach the checkout, the caller
puts data and programs in a folder that it can reach, and says so.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ecms.stack.errors import StackError

# The first that exists; Debian's own server uses the same name.
KNOWN_USERS = ("postgres", "ecms-postgres")
NEW_USER = "ecms-postgres"


@dataclass(frozen=True)
class Account:
    """A system user by its ids."""

    name: str
    uid: int
    gid: int


def unprivileged_account(data: Path) -> Account | None:
    """Who runs the server over ``data``: None means we ourselves, which is so unless we are root.

    Data that exist keep their owner, whatever users the machine got since.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    return _known_account() or _new_account()


def can_reach(account: Account, *paths: Path) -> bool:
    """Whether that user can pass through to every path, asked of the kernel by trying it."""
    script = 'for path in "$@"; do test -r "$path" && test -x "$path" || exit 1; done'
    return can_run(account, ["/bin/sh", "-c", script, "sh", *map(str, paths)])


def can_run(account: Account, command: list[str]) -> bool:
    """Whether a command succeeds for that user, libraries and all."""
    done = subprocess.run(
        command,
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def own_folder(path: Path, account: Account | None) -> None:
    """Make a folder that only the server's user (and root) can enter."""
    path.mkdir(parents=True, exist_ok=True)
    if account is not None:
        os.chown(path, account.uid, account.gid)
    path.chmod(0o700)


def _known_account() -> Account | None:
    for name in KNOWN_USERS:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    return None


def _new_account() -> Account:
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if useradd:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([useradd, *options, NEW_USER], capture_output=True, check=False)
    account = _known_account()
    if account is None:
        raise StackError(
            "PostgreSQL does not run as root, and the system user 'ecms-postgres' could not be"
            " made. Run as another user, or set ECMS_DATABASE_URL to a server."
        )
    return account


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
