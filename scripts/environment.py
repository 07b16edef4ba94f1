"""The Python environment: ``.venv`` with the locked requirements."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import stamps
from scripts.console import ROOT, SetupError, run, say
from scripts.system import apt_install, can_apt

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def ensure_environment(*, dev: bool) -> None:
    """Make ``.venv`` if it is missing or broken, and install what the lock files name."""
    if not _works():
        _create()
    for name in ["requirements.txt", *(["requirements-dev.txt"] if dev else [])]:
        install(name)


def install(name: str) -> None:
    """Install one locked requirements file, unless nothing changed since the last time."""
    file = ROOT / name
    if not file.is_file():
        raise SetupError(f"{name} is missing: run `make lock`.")
    value = stamps.digest([file], sys.version, str(VENV))
    stamp = VENV / f".installed-{name}"
    if stamp.is_file() and stamp.read_text() == value:
        return
    say(f"Installing {name} into .venv (the first time takes a minute or two)…")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
    ]
    run([*pip, "-r", file], log=f"setup-{file.stem}.log", what=f"Installing {name}")
    stamp.write_text(value)


def _works() -> bool:
    if not PYTHON.exists():
        return False
    probe: list[str | Path] = [
        PYTHON,
        "-c",
        "import pip, sys; print(sys.version_info[:2] >= (3, 11))",
    ]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    return done.stdout.strip() == "True"


def _create() -> None:
    say("Making the Python environment .venv…")
    if VENV.exists():
        shutil.rmtree(VENV)
    if not _can_make_environments():
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not can_apt():
            raise SetupError(
                "this Python cannot make virtual environments. Install its package and try again:"
                f"\n  sudo apt-get install {package}"
            )
        apt_install([package], why="virtual environments")
    run([sys.executable, "-m", "venv", VENV], log="setup-venv.log", what="Making .venv")


def _can_make_environments() -> bool:
    # Debian ships `venv` without `ensurepip` until python3-venv is installed.
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def command(name: str) -> Path:
    """Path of a program of the environment."""
    return VENV / "bin" / name


def child_environment(**extra: str) -> dict[str, str]:
    """The process environment with ``.venv`` first on the path."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **extra}
