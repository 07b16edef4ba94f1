"""Searches that people keep: the filters of a list under a name."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """Filters of the list ``place`` (a URL name) as its query string, with a name.

    With ``alerts`` the owner is told of new matches: ``known`` are the keys that matched so far,
    ``news`` the last ones told of, ``{"pk": …, "at": …}`` each, the newest first.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    place = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(max_length=2000)
    created_at = models.DateTimeField(_("created at"))
    alerts = models.BooleanField(_("tells of new matches"), default=False)
    known = ArrayField(models.BigIntegerField(), default=list, blank=True)
    news = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=("owner", "place", "name"), name="saved_search_name")
        ]
        indexes = [models.Index(fields=("id",), condition=Q(alerts=True), name="search_tells")]

    def __str__(self) -> str:
        return self.name
