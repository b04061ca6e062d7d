"""Which tables are there, which have a history, and what are the others for?

A table that is neither tracked nor named here gets no rights at all, and the check fails.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db.models import ForeignKey, Model

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
ACTS = "audit_act"


@dataclass(frozen=True)
class Exempt:
    """A table without a history: why, and what the application may do with it."""

    why: str
    rights: tuple[str, ...]


ALL_ROWS = (SELECT, INSERT, UPDATE, DELETE)
EXEMPT = {
    ACTS: Exempt("is itself a log that only grows", (SELECT,)),
    "audit_witnessed": Exempt(
        "holds the latest checkpoint of other people's logs", (SELECT, INSERT, UPDATE)
    ),
    "audit_alarm": Exempt("is evidence that only grows, without content", (SELECT, INSERT)),
    "accounts_halftyped": Exempt("holds half-typed text for a day, encrypted", ALL_ROWS),
    "account_emailaddress": Exempt("copies a person's address for allauth", ALL_ROWS),
    "account_emailconfirmation": Exempt("holds allauth's confirmations, unused", ALL_ROWS),
    "decisions_attention": Exempt("is worked out from records, and holds no words", ALL_ROWS),
    "decisions_facet": Exempt("is worked out from records, and holds no words", ALL_ROWS),
    "procrastinate_jobs": Exempt("holds jobs: what to look at, by number", ALL_ROWS),
    "procrastinate_events": Exempt("says when jobs began and ended", ALL_ROWS),
    "procrastinate_periodic_defers": Exempt("says which repeated jobs were begun", ALL_ROWS),
    "procrastinate_workers": Exempt("says which workers are alive", ALL_ROWS),
    "django_session": Exempt("holds who is signed in, for hours", ALL_ROWS),
    "shared_cache": Exempt("holds counts of attempts, for minutes", ALL_ROWS),
    "django_content_type": Exempt("names the models; written by migrations", (SELECT,)),
    "auth_permission": Exempt("is Django's own and unused", (SELECT,)),
    "auth_group": Exempt("is Django's own and unused", (SELECT,)),
    "auth_group_permissions": Exempt("is Django's own and unused", (SELECT,)),
    "django_migrations": Exempt("says which migrations were applied", (SELECT,)),
}
# Tracked tables without an organisation of their own; ``walls`` says who sees what in them.
WITHOUT_ORGANISATION = {"accounts_organisation", "accounts_person"}


@dataclass(frozen=True)
class Tracked:
    """A table, the table of its versions, and what its model declares about changes.

    A model may declare: ``AFTER_RECORDING``, the columns that may change once a decision is
    recorded; ``PARENT``, the field that leads to the decision; ``GROWS_AFTER_RECORDING``,
    that rows may be added after; ``CARRIES``, the field that leads to a row which is held to
    the same rule; ``ONLY_ADDED``, that rows are never changed; and ``GOES_WITH``, the field
    that leads to the row together with which a row is destroyed.
    """

    table: str
    history: str
    key: str
    after_recording: frozenset[str] | None = None
    parent: str = ""
    parent_table: str = ""
    grows: bool = False
    carries: str = ""
    carried_table: str = ""
    only_added: bool = False
    has_status: bool = False
    goes_with: str = ""
    goes_with_table: str = ""

    @property
    def is_decision(self) -> bool:
        return self.has_status and not self.parent

    @property
    def is_part(self) -> bool:
        return bool(self.parent)


def tracked() -> dict[str, Tracked]:
    """Every model that has a history, by its table."""
    found = {}
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            pair = _declared(model)
            found[pair.table] = pair
    return found


def _declared(model: type[Model]) -> Tracked:
    meta = model._meta
    manager = getattr(model, meta.simple_history_manager_attribute)  # type: ignore[attr-defined]
    after = getattr(model, "AFTER_RECORDING", None)
    parent, parent_table = _leads_to(model, getattr(model, "PARENT", ""))
    carries, carried_table = _leads_to(model, getattr(model, "CARRIES", ""))
    goes_with, goes_with_table = _leads_to(model, getattr(model, "GOES_WITH", ""))
    return Tracked(
        table=meta.db_table,
        history=manager.model._meta.db_table,
        key=str(meta.pk.column),
        after_recording=None if after is None else frozenset(after),
        parent=parent,
        parent_table=parent_table,
        grows=getattr(model, "GROWS_AFTER_RECORDING", False),
        carries=carries,
        carried_table=carried_table,
        only_added=getattr(model, "ONLY_ADDED", False),
        has_status=hasattr(model, "AFTER_RECORDING"),
        goes_with=goes_with,
        goes_with_table=goes_with_table,
    )


def _leads_to(model: type[Model], name: str) -> tuple[str, str]:
    """The column of a foreign key and the table that it points to."""
    if not name:
        return "", ""
    field = model._meta.get_field(name)
    target = field.related_model
    if not isinstance(target, type) or not isinstance(field, ForeignKey):
        raise TypeError(f"{model.__name__}.{name} leads to no model.")
    return str(field.column), target._meta.db_table


def undeclared() -> list[str]:
    """Tables of models that are neither tracked, nor a history, nor exempt by name."""
    pairs = tracked().values()
    known = {pair.table for pair in pairs} | {pair.history for pair in pairs} | set(EXEMPT)
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted(tables - known)


def without_organisation() -> list[str]:
    """Tables with a history whose rows do not say whose they are."""
    found = []
    for model in apps.get_models():
        table = model._meta.db_table
        if hasattr(model._meta, "simple_history_manager_attribute"):
            columns = {field.column for field in model._meta.fields}
            if "organisation_id" not in columns and table not in WITHOUT_ORGANISATION:
                found.append(table)
    return found
