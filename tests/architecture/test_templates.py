"""Templates: all used, all found, nothing inline that the policy forbids."""

import re
from importlib import import_module

import pytest
from django.template.loader import get_template

from ecms.documents import registry as document_registry
from tests.architecture.sources import (
    ROOT,
    python_files,
    short,
    template_name,
    templates,
    text,
)

# Named by Django, allauth, import-export and simple-history themselves.
FOREIGN_FOLDERS = ("account/", "allauth/", "mfa/", "admin/", "simple_history/", "registration/")
BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
INLINE = [
    (re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.I), "inline script"),
    (re.compile(r"<style\b", re.I), "style element"),
    (re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I), "style attribute"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I), "event attribute"),
    (re.compile(r"(?:href|src|action)\s*=\s*[\"']?javascript:", re.I), "javascript: address"),
    (re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I), "address of another host"),
]
USED_IN_CODE = re.compile(r"[\"']([\w/.-]+\.(?:html|txt))(?:#[\w-]+)?[\"']")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}", re.S)


def pages():
    """Templates for the browser; those of PDF documents bring their own styles along."""
    return [path for path in templates() if "/pdf/" not in f"/{template_name(path)}"]


def test_there_are_templates():
    assert len(pages()) > 80


@pytest.mark.parametrize("pattern, what", INLINE, ids=[what for _, what in INLINE])
def test_nothing_inline(pattern, what):
    found = [
        f"{short(path)}: {match.group(0)[:80]}"
        for path in pages()
        for match in pattern.finditer(COMMENT.sub("", text(path)))
    ]
    assert found == []


def test_every_template_is_used():
    for module in ("intake", "inspections", "violations", "analytics"):
        import_module(f"{module}.documents")
    used = {form.template for form in document_registry.known().values()}
    for path in [*python_files(("ecms", "law", "accounts", "enterprises", "intake", "inspections",
                                "violations", "campaigns", "field", "analytics", "demo")), *templates()]:  # fmt: skip
        used |= set(USED_IN_CODE.findall(text(path))) | put_together(text(path))
    unused = [
        template_name(path)
        for path in templates()
        if template_name(path) not in used | BY_DJANGO
        and not template_name(path).startswith(FOREIGN_FOLDERS)
        and not is_made_up(template_name(path))
    ]
    assert unused == []


def put_together(source):
    """Names such as f"inspections/{name}.html", with the names that stand in the same file."""
    folders = re.findall(r"f[\"']([\w/]+)/\{\w+\}\.html", source)
    return {
        f"{folder}/{stem}.html"
        for folder in folders
        for stem in re.findall(r"[\"'](\w+)[\"']", source)
    }


def is_made_up(name):
    """Components and form widgets are found by a name that the code puts together."""
    folder, _, leaf = name.rpartition("/")
    stem = leaf.split(".")[0].lstrip("_")
    code = "\n".join(text(path) for path in python_files(("ecms",)))
    return folder.startswith("components") and f'"{stem}"' in code


def test_every_template_that_code_names_exists():
    missing = {
        f"{short(path)}: {name}"
        for path in python_files()
        for name in USED_IN_CODE.findall(text(path))
        if "/" in name and not exists(name)
    }
    assert missing == set()


def exists(name):
    from django.template import TemplateDoesNotExist

    if (ROOT / name).exists():
        return True
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def test_every_template_compiles():
    for path in templates():
        get_template(template_name(path))


def test_no_comment_is_left_in_what_the_browser_gets():
    found = [short(path) for path in pages() if "<!--" in text(path)]
    assert found == []
