"""System libraries and programs: installed by apt as root, or named in one error."""

import ctypes
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scripts.console import SetupError, run, say

# For each library WeasyPrint opens: its file on Linux and on macOS, and Debian's package.
PANGO = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset0"),
)
MAC_FOLDERS = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"), Path("/opt/local/lib"))
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def ensure_pango() -> None:
    """Make sure that the libraries which lay out PDFs are there.

    Raises SetupError naming all missing packages and the command that installs them.
    """
    missing = _missing_pango()
    if not missing:
        return
    if can_apt():
        apt_install(missing, why="PDF documents")
        missing = _missing_pango()
    if missing:
        raise SetupError(
            f"PDF documents need {', '.join(missing)}. Install and try again:\n  {_hint(missing)}"
        )


def ensure_chromium() -> str:
    """Path of a Chromium for the browser tests, installed as root on Debian if absent."""
    found = find_chromium()
    if found:
        return found
    if can_apt() and _apt_has("chromium"):
        apt_install(["chromium"], why="browser tests")
        found = find_chromium()
    if not found:
        raise SetupError(
            "the browser tests need Chromium. Install it and try again, or name it in"
            f" ECMS_CHROMIUM:\n  {_chromium_hint()}"
        )
    return found


def find_chromium() -> str | None:
    """The browser named by ECMS_CHROMIUM, else the first usual one that is installed."""
    named = os.environ.get("ECMS_CHROMIUM")
    candidates = (named,) if named else CHROMIUM_NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


def can_apt() -> bool:
    """Whether packages can be installed here: Debian or Ubuntu, as root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str], *, why: str) -> None:
    """Install Debian packages without asking."""
    say(f"Installing {' '.join(packages)} for {why}…")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], log="setup-apt.log", what="apt-get update", env=env)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    what = f"Installing {' '.join(packages)}"
    run([*install, *packages], log="setup-apt.log", what=what, env=env)


def _apt_has(package: str) -> bool:
    # Ubuntu's "chromium-browser" only points to a snap, which containers cannot run.
    if platform.freedesktop_os_release().get("ID") == "ubuntu":
        return False
    done = subprocess.run(["apt-cache", "policy", package], capture_output=True, check=False)
    return done.returncode == 0


def _missing_pango() -> list[str]:
    return [package for linux, mac, package in PANGO if not _loads(mac if _is_mac() else linux)]


def _loads(name: str) -> bool:
    folders = MAC_FOLDERS if _is_mac() else ()
    for candidate in [name, *(str(folder / name) for folder in folders)]:
        try:
            ctypes.CDLL(candidate)
        except OSError:
            continue
        return True
    return False


def _is_mac() -> bool:
    return platform.system() == "Darwin"


def _hint(packages: Sequence[str]) -> str:
    if _is_mac():
        return "brew install pango harfbuzz"
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def _chromium_hint() -> str:
    if _is_mac():
        return "brew install --cask chromium"
    return "sudo apt-get install chromium"
