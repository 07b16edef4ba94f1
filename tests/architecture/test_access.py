"""Every view says who may open it; nothing is reachable that does not."""

from django.urls import URLPattern, get_resolver

# Third parties: allauth guards its own pages, the admin site asks for the right to administer.
FOREIGN_MODULES = ("allauth.", "django.contrib.admin", "ecms.core.admin_site", "accounts.admin",
                   "import_export.", "simple_history.", "django.views.i18n")  # fmt: skip
FOREIGN_ROUTES = ("accounts/", "admin/")


def patterns(resolver=None, prefix=""):
    """(route, view, name) of every URL of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback, entry.name
        else:
            yield from patterns(entry, route)


def own_patterns():
    """Without the pages of allauth and of the admin site."""
    return [row for row in patterns() if not row[0].startswith(FOREIGN_ROUTES)]


def test_every_view_says_who_may_open_it():
    assert len(own_patterns()) > 60
    assert [route for route, view, _ in own_patterns() if not hasattr(view, "access")] == []


def test_every_url_has_a_name():
    assert [route for route, _, name in own_patterns() if not name] == []


def test_only_third_parties_stand_under_the_exempted_prefixes():
    """A view of ours hidden under /accounts/ or /admin/ would escape the test above."""
    strays = [
        f"{route}: {view.__module__}"
        for route, view, _ in patterns()
        if route.startswith(FOREIGN_ROUTES)
        and not hasattr(view, "access")
        and not view.__module__.startswith(FOREIGN_MODULES)
        and not is_admin_view(view)
    ]
    assert strays == []


def is_admin_view(view):
    """The admin wraps every view, those of our model admins too, in ``admin_view``."""
    return hasattr(view, "model_admin") or hasattr(view, "admin_site")


def test_permissions_named_by_views_exist():
    from accounts.permissions import Permission
    from ecms.core.access import PUBLIC, SIGNED_IN

    known = {*Permission.values, PUBLIC, SIGNED_IN}
    asked = {r: getattr(view, "access", PUBLIC) for r, view, _ in own_patterns()}
    unknown = {
        r: name
        for r, names in asked.items()
        for name in (names if isinstance(names, tuple) else (names,))
        if name not in known
    }
    assert unknown == {}


def test_what_is_public_is_a_short_list():
    from ecms.core.access import PUBLIC

    public = {name for _, view, name in own_patterns() if getattr(view, "access", "") == PUBLIC}
    assert public == {
        "set_language", "offline", "healthz", "readyz", "livez", "ended", "verify", "badge",
        "calendar_feed",  # a secret address that only its owner has
        "shell", "worker", "manifest",  # of the field work: the empty page, without any data
    }  # fmt: skip
