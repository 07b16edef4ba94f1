"""What the shell of a page shows: navigation, search, bell, user. A fragment costs nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from ecms.core import clock, nav
from ecms.core.components import Text


class Shell:
    """The furniture around one page for one user."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def user(self) -> Any:
        """The signed-in user, or None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def nav(self) -> list[nav.Group]:
        """Entries of the navigation that the user may open, under their headings."""
        match = self._request.resolver_match
        return nav.groups_for(self.user, match.view_name if match else "") if self.user else []

    @cached_property
    def bell(self) -> int:
        """How much waits in the bell."""
        return nav.count("bell", self.user) if self.user else 0

    @cached_property
    def bell_words(self) -> str:
        """The number as shown: at most 99+."""
        return "99+" if self.bell > 99 else str(self.bell)

    @cached_property
    def bell_url(self) -> str:
        """The page behind the bell."""
        return nav.url_or_empty("notifications:list")

    @cached_property
    def bell_panel_url(self) -> str:
        """What drops down from the bell where scripts run."""
        return nav.url_or_empty("notifications:bell")

    @cached_property
    def search_url(self) -> str:
        """The list that the search box in the header asks."""
        url = nav.url_or_empty("enterprises:list")
        return (
            url
            if url and any(link.url == url for group in self.nav for link in group.links)
            else ""
        )

    @cached_property
    def name(self) -> str:
        """The user's name as colleagues know it."""
        return (self.user.get_full_name() or self.user.get_username()) if self.user else ""

    @cached_property
    def initial(self) -> str:
        """The first letter of the given name, which stands last in Vietnamese."""
        return self.name.split()[-1][:1].upper() if self.name.split() else "?"

    @cached_property
    def role(self) -> Text:
        """The user's roles in words."""
        return getattr(self.user, "role_label", "")

    @cached_property
    def unit(self) -> Text:
        """The user's unit in words."""
        return getattr(self.user, "unit_label", "")

    @property
    def today(self) -> Any:
        """The legal date in Vietnam."""
        return clock.today()

    @property
    def path(self) -> str:
        """This page with its query, to come back to after the language was changed."""
        return self._request.get_full_path() if self._request.method == "GET" else "/"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``shell`` on every page."""
    return {"shell": Shell(request)}
