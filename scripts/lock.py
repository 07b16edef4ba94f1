"""Lock the requirements with hashes, for every platform and Python (``make lock``)."""

import sys

from scripts.console import ROOT, SetupError, fail, run, say
from scripts.environment import command

# In this order: the development tools are constrained by what the product pins.
FILES = ("requirements", "requirements-dev", "requirements-node")


def main() -> int:
    """Write requirements*.txt from requirements*.in; the files name no download address."""
    try:
        for name in FILES:
            say(f"Locking {name}.in…")
            _lock(name)
    except SetupError as error:
        return fail(error)
    return 0


def _lock(name: str) -> None:
    compile_locked = [command("uv"), "pip", "compile", "--quiet", "--universal"]
    options = [
        "--python-version=3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--custom-compile-command=make lock",
        "--upgrade",
    ]
    files = [f"{name}.in", "-o", f"{name}.txt"]
    run([*compile_locked, *options, *files], log="lock.log", what=f"Locking {ROOT / name}.in")


if __name__ == "__main__":
    sys.exit(main())
