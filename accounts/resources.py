"""What can be imported and exported of the administration module."""

from typing import Any

from import_export.fields import Field

from accounts.models import Agency, Position, Province, Role, RoleGrant, Unit, User, Ward
from accounts.spreadsheets import CatalogueResource, CodeWidget


class UserResource(CatalogueResource):
    """People without passwords; ``role`` is used for new accounts only."""

    agency = Field("agency", "agency", CodeWidget(Agency, "code"))
    unit = Field("unit", "unit", CodeWidget(Unit, "code"))
    role = Field(column_name="role", readonly=True)

    class Meta(CatalogueResource.Meta):
        model = User
        import_id_fields = ("username",)
        fields = (
            "username", "full_name", "staff_title", "email", "phone", "agency", "unit",
            "valid_from", "valid_to", "role",
        )  # fmt: skip
        clean_model_instances = False  # a new account has no password yet

    def dehydrate_role(self, user: User) -> str:
        """Codes of the roles, for reading."""
        return " ".join(sorted({grant.role.code for grant in user.grants.all()}))

    def before_save_instance(self, instance: User, row: Any, **kwargs: Any) -> None:
        """A new account cannot sign in before it got its one-time link."""
        instance.is_new_from_file = instance._state.adding  # type: ignore[attr-defined]
        if instance._state.adding:
            instance.set_unusable_password()
        instance.full_clean(exclude=["password"])

    def after_save_instance(self, instance: User, row: Any, **kwargs: Any) -> None:
        """Grant the role of the row to a new account at its body."""
        code = row.get("role")
        if not (instance.is_new_from_file and code and instance.agency_id):  # type: ignore[attr-defined]
            return
        role = CodeWidget(Role, "code").clean(code)
        RoleGrant.objects.create(
            user=instance, role=role, agency=instance.agency, valid_from=instance.valid_from,
            valid_to=instance.valid_to,
        )  # fmt: skip


class AgencyResource(CatalogueResource):
    """Bodies with what their documents print."""

    province = Field("province", "province", CodeWidget(Province, "code"))
    successor = Field("successor", "successor", CodeWidget(Agency, "code"))

    class Meta(CatalogueResource.Meta):
        model = Agency
        import_id_fields = ("code",)
        fields = (
            "code", "name_vi", "name_en", "level", "province", "superior_vi", "place_vi", "symbol",
            "address", "phone", "email", "treasury_name", "treasury_account", "treasury_codes",
            "successor", "valid_from", "valid_to",
        )  # fmt: skip

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["province"].widget.get_queryset = _current_provinces


def _current_provinces(value: Any, row: Any, **kwargs: Any) -> Any:
    """Codes were used again in 2025: a file means the list of today."""
    return Province.objects.present()


class UnitResource(CatalogueResource):
    """Units of the bodies."""

    agency = Field("agency", "agency", CodeWidget(Agency, "code"))
    successor = Field("successor", "successor", CodeWidget(Unit, "code"))

    class Meta(CatalogueResource.Meta):
        model = Unit
        import_id_fields = ("code",)
        fields = (
            "code", "name_vi", "name_en", "agency", "symbol", "successor", "valid_from",
            "valid_to",
        )  # fmt: skip


class PositionResource(CatalogueResource):
    """Offices: who holds which title from when to when."""

    user = Field("user", "user", CodeWidget(User, "username"))
    agency = Field("agency", "agency", CodeWidget(Agency, "code"))

    class Meta(CatalogueResource.Meta):
        model = Position
        import_id_fields = ("user", "agency", "title_vi", "valid_from")
        fields = (
            "user", "agency", "title_vi", "title_en", "title_code", "is_head", "is_deputy",
            "valid_from", "valid_to",
        )  # fmt: skip


class WardResource(CatalogueResource):
    """Wards; read in bulk from the package by ``load_reference``, exported for use elsewhere."""

    province = Field("province", "province__code", readonly=True)
    successor = Field("successor", "successor__code", readonly=True)

    class Meta(CatalogueResource.Meta):
        model = Ward
        import_id_fields = ("scheme", "code")
        fields = ("scheme", "code", "name_vi", "name_en", "kind_vi", "province", "valid_from",
                  "valid_to", "successor")  # fmt: skip
