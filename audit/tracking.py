"""How does a model come to have a history? ``history = Tracked()``.

simple-history gives the historical model, its manager, ``as_of`` and differences. Its rows
are written by the database itself (``audit.database``), so that no way of writing misses
one: neither a queryset, a bulk call, raw SQL nor a migration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class HistoryFields(models.Model):
    """Who made a version, beside simple-history's own date, person and reason."""

    history_actor_kind = models.CharField(max_length=10)
    history_role = models.CharField(max_length=200)
    history_request_id = models.CharField(max_length=64)
    history_organisation_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Tracked(HistoricalRecords):  # type: ignore[misc]
    """Keeps every version of a model's rows; ``found_by`` names the keys to look versions up by."""

    def __init__(
        self,
        *,
        found_by: Sequence[str] = ("decision",),
        excluded_fields: Sequence[str] = (),
    ) -> None:
        self.found_by = frozenset(found_by)
        super().__init__(
            bases=[HistoryFields],
            excluded_fields=list(excluded_fields),
            history_id_field=models.BigAutoField(),
            # No foreign key: who did something outlives every change to the person.
            history_user_id_field=models.BigIntegerField(null=True),
            history_change_reason_field=models.TextField(null=True),
        )

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
        """The columns to keep, without the copied indexes that would slow every save."""
        fields: dict[str, models.Field[Any, Any]] = super().copy_fields(model)
        for name, field in fields.items():
            indexed = name in self.found_by or name == model._meta.pk.name
            field.db_index = indexed  # type: ignore[attr-defined]
        return fields

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        return {**super().get_meta_options(model), "default_permissions": ()}

    @property
    def _date_indexing(self) -> bool:
        """Versions are found by what they are versions of; the log of acts has the dates."""
        return False

    def post_save(self, *args: Any, **kwargs: Any) -> None:
        """The database has written the row already."""

    def post_delete(self, *args: Any, **kwargs: Any) -> None:
        """The database has written the row already."""

    def pre_delete(self, *args: Any, **kwargs: Any) -> None:
        """The database sees every column; none need loading."""

    def m2m_changed(self, *args: Any, **kwargs: Any) -> None:
        """There are no many-to-many fields without a tracked model of their own."""
