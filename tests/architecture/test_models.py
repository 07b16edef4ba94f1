"""Moments have actors, scoped rows have a scope, choices and names are words."""

import pytest
from django.apps import apps
from django.db import models

from ecms.core.scoping import ScopedQuerySet

OURS = {
    "accounts", "law", "core", "audit", "documents", "notifications", "enterprises",
    "intake", "inspections", "violations", "campaigns", "field", "analytics",
}  # fmt: skip
# Moments that nobody brings about by a decision: kept by the system, or read from a device.
WITHOUT_ACTOR = {
    "accounts.User.last_seen_at",
    "core.ReferenceFile.loaded_at",
    "accounts.SavedSearch.created_at",  # by its owner
    "law.Favourite.marked_at",  # by its owner
    "documents.ExportJob.heartbeat_at",
    "documents.ExportJob.finished_at",
    "documents.StoredFile.taken_at",  # said by the camera
    "inspections.Sample.frozen_at",  # with the minutes, like the files
    "documents.StoredFile.frozen_at",  # follows from the signing of the minutes, which has its own
    "notifications.DueItem.opened_at",
    "notifications.DueItem.paused_at",
    "notifications.DueItem.closed_at",
    "notifications.Dispatch.next_try_at",
    "notifications.Dispatch.sent_at",
    "campaigns.MailingLetter.next_try_at",  # the worker that sends
    "campaigns.MailingLetter.mailed_at",
    "notifications.Delivery.moved_on_at",  # follows from the hand-over, which has its actor
    "notifications.Preference.mail_bounced_at",
    "notifications.Delivery.created_at",
    "notifications.Delivery.read_at",  # by its recipient
    "enterprises.Enterprise.created_at",
    "enterprises.Enterprise.updated_at",
    "enterprises.Worker.created_at",
    "enterprises.Spell.updated_at",
    "enterprises.ImportJob.heartbeat_at",
    "enterprises.ImportJob.checked_at",
    "enterprises.ImportJob.finished_at",
    "field.Device.last_seen_at",
    "field.Device.wiped_at",  # said by the device
    "field.Upload.moved_at",  # by the device that the upload belongs to
    "analytics.Refresh.refreshed_at",
    "analytics.Refresh.checked_at",
    "analytics.ReportJob.beat_at",
    "analytics.ReportJob.finished_at",
}
PARENTS = {"province", "inspection", "case", "finding"}
# Rows with a province that hold no case: the administrative map, and bodies known to everybody.
# What a person was told, and what is due, is shown to that person only (ecms.notifications).
UNSCOPED = {
    "accounts.Agency", "accounts.Ward", "notifications.DueItem",
    "analytics.Change",  # a note for the refresh; nobody reads it
    "enterprises.IndustrialZone", "enterprises.ImportSource",  # catalogues
}  # fmt: skip


def ours():
    """The models of the project without the copies that keep their history."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not model.__name__.startswith("Historical")
    ]


def moments():
    return [
        (model, field.name)
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, models.DateTimeField) and field.name.endswith("_at")
    ]


def test_there_are_models_to_look_at():
    assert len(ours()) > 45
    assert len(moments()) > 40


@pytest.mark.parametrize("model, name", moments(), ids=lambda v: getattr(v, "__name__", v))
def test_a_moment_has_its_actor_and_the_database_pairs_them(model, name):
    label = f"{model._meta.label}.{name}"
    if label in WITHOUT_ACTOR:
        return
    actor = name.removesuffix("_at") + "_by"
    assert actor in {f.name for f in model._meta.local_fields}, f"{label} has no {actor}"
    pairs = [
        constraint.name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and {name, actor} <= {field.split("__")[0] for field in leaves(constraint.condition)}
    ]
    assert pairs, f"{label} and {actor} are not paired by a constraint"


def leaves(condition):
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from leaves(child)
        else:
            yield child[0]


def test_the_list_of_moments_without_actor_is_not_out_of_date():
    assert {f"{model._meta.label}.{name}" for model, name in moments()} >= WITHOUT_ACTOR


def test_every_actor_is_an_account():
    strays = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if field.name.endswith("_by") and getattr(field, "related_model", None) is None
    ]
    assert strays == []


def test_every_row_of_a_province_or_a_case_has_a_scope():
    missing = [
        model._meta.label
        for model in ours()
        if model._meta.label not in UNSCOPED
        and any(f.name in PARENTS and f.related_model for f in model._meta.local_fields)
        and not overrides_visible_to(model)
    ]
    assert missing == []


def overrides_visible_to(model):
    queryset = model._default_manager.all()
    method = getattr(type(queryset), "visible_to", None)
    return method is not None and method is not ScopedQuerySet.visible_to


def test_a_scoped_queryset_shows_nothing_to_a_stranger(db):
    from django.contrib.auth.models import AnonymousUser

    for model in filter(overrides_visible_to, ours()):
        assert not model._default_manager.all().visible_to(AnonymousUser()).exists(), model


def test_amounts_are_whole_numbers():
    """No float ever holds money; percentages and places on the map are decimals."""
    floats = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, models.FloatField)
    ]
    assert [name for name in floats if not name.startswith("analytics.")] == []


def test_logic_does_not_hide_in_save():
    saving = [m._meta.label for m in ours() if "save" in vars(m) or "delete" in vars(m)]
    assert saving == []


def test_names_of_models_and_fields_are_translated_words():
    from django.utils.functional import Promise

    plain = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if field.choices
        and not all(isinstance(label, Promise | str) for _, label in field.flatchoices)
    ]
    assert plain == []
    unnamed = [
        m._meta.label
        for m in ours()
        if not isinstance(m._meta.original_attrs.get("verbose_name"), Promise)
    ]
    assert unnamed == []
