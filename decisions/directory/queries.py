"""Which agencies, people and agreements does the organisation know? Ask first who may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404

from decisions.choices import NoticeKind
from decisions.models import Agency, AgencyContact, Agreement, AgreementParty, Notice

# A page holds no more; whoever looks for others writes what they are called.
MOST_FOUND, MOST_WORDS = 50, 6


def agencies_page(
    organisation_id: int, *, size: int, kind: str = "", is_active: bool = True, after: str = ""
) -> list[Agency]:
    """Agencies by name, from just after one; one row more than a page."""
    found = _counted(organisation_id).filter(is_active=is_active)
    if kind:
        found = found.filter(kind=kind)
    if last := _last(Agency.objects.filter(organisation=organisation_id), after):
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return list(found.order_by("name", "pk")[: size + 1])


def agencies_with(organisation_id: int, words: str) -> list[Agency]:
    """Agencies whose name, area or people hold these words."""
    people = AgencyContact.objects.filter(
        organisation=organisation_id, name__icontains=words, is_active=True
    )
    fits = Q(name__icontains=words) | Q(area__icontains=words) | Q(pk__in=people.values("agency"))
    return list(_counted(organisation_id).filter(fits).order_by("name", "pk")[:MOST_FOUND])


def _counted(organisation_id: int) -> QuerySet[Agency]:
    return Agency.objects.filter(organisation=organisation_id).annotate(
        people=Count("contacts", filter=Q(contacts__is_active=True))
    )


def _last(rows: QuerySet[Agency], after: str) -> Agency | None:
    return rows.filter(pk=int(after[:18])).first() if after.isdecimal() else None


def agency_or_404(organisation_id: int, agency_id: int) -> Agency:
    """One agency, in use or not."""
    found = Agency.objects.filter(organisation=organisation_id, pk=agency_id).first()
    if found is None:
        raise Http404
    return found


def agency_of(organisation_id: int, agency_id: int) -> Agency | None:
    """One agency that was chosen, in use or not."""
    return Agency.objects.filter(organisation=organisation_id, pk=agency_id).first()


def contact_or_404(agency: Agency, contact_id: int) -> AgencyContact:
    """One person at an agency."""
    found = AgencyContact.objects.filter(agency=agency, pk=contact_id).first()
    if found is None:
        raise Http404
    return found


def contacts_of(agency: Agency) -> list[AgencyContact]:
    """The people at an agency; those who left it stand last."""
    return list(AgencyContact.objects.filter(agency=agency).order_by("-is_active", "name", "pk"))


def agreements_of(agency: Agency) -> list[Agreement]:
    """The agreements that an agency is a party to."""
    found = Agreement.objects.filter(parties__agency=agency, parties__is_active=True)
    return list(found.order_by("-is_active", "title", "pk"))


def agreements_page(organisation_id: int, *, size: int, after: str = "") -> list[Agreement]:
    """Agreements by title, with their parties; one row more than a page."""
    rows = Agreement.objects.filter(organisation=organisation_id)
    found = rows
    if after.isdecimal() and (last := rows.filter(pk=int(after[:18])).first()):
        found = found.filter(Q(title__gt=last.title) | Q(title=last.title, pk__gt=last.pk))
    return list(_with_parties(found).order_by("title", "pk")[: size + 1])


def _with_parties(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Each with ``in_it``: the agencies that are parties to it now."""
    parties = AgreementParty.objects.filter(is_active=True).select_related("agency")
    ordered = parties.order_by("agency__name", "pk")
    return rows.prefetch_related(Prefetch("parties", queryset=ordered, to_attr="in_it"))


def agreement_or_404(organisation_id: int, agreement_id: int) -> Agreement:
    """One agreement with its parties."""
    rows = Agreement.objects.filter(organisation=organisation_id, pk=agreement_id)
    found = _with_parties(rows).first()
    if found is None:
        raise Http404
    return found


def needing_a_look(organisation_id: int, today: dt.date) -> list[Agreement]:
    """Agreements in use that have run out, or that should have been looked at again."""
    found = Agreement.objects.filter(organisation=organisation_id, is_active=True)
    found = found.filter(Q(ends_on__lt=today) | Q(review_on__lte=today))
    return list(found.order_by("ends_on", "title", "pk")[:MOST_FOUND])


def lapsed(organisation_id: int, today: dt.date) -> list[Agreement]:
    """Agreements in use whose end has passed."""
    found = Agreement.objects.filter(organisation=organisation_id, is_active=True)
    return list(found.filter(ends_on__lt=today).order_by("pk"))


def told_of_lapses(organisation_id: int) -> set[tuple[int, str]]:
    """Who has heard of which end; looked at every minute, so that it is asked at once."""
    found = Notice.objects.filter(organisation=organisation_id, kind=NoticeKind.AGREEMENT)
    return set(found.values_list("person_id", "cause"))


def in_use(organisation_id: int) -> list[Agency]:
    """Every agency that can be chosen, by name."""
    found = Agency.objects.filter(organisation=organisation_id, is_active=True)
    return list(found.order_by("name", "area", "pk"))


def offered(organisation_id: int, kind: str = "") -> list[Agency]:
    """Agencies that can be chosen, those of one kind first; one more than a page holds."""
    found = Agency.objects.filter(organisation=organisation_id, is_active=True)
    if kind:
        found = found.order_by(Case(When(kind=kind, then=0), default=1), "name", "area", "pk")
    else:
        found = found.order_by("name", "area", "pk")
    return list(found[: MOST_FOUND + 1])


def is_in_use(organisation_id: int, agency_id: int) -> bool:
    """Whether an agency of the organisation can be chosen."""
    found = Agency.objects.filter(organisation=organisation_id, pk=agency_id, is_active=True)
    return found.exists()


def nearest(organisation_id: int, words: str, kinds: Callable[[str], list[str]]) -> list[Agency]:
    """Agencies in use that fit every word by name, area or kind; one more than a page holds."""
    found = Agency.objects.filter(organisation=organisation_id, is_active=True)
    for word in words.replace(",", " ").split()[:MOST_WORDS]:
        fits = Q(name__icontains=word) | Q(area__icontains=word) | Q(kind__in=kinds(word))
        found = found.filter(fits)
    return list(found.order_by("name", "area", "pk")[: MOST_FOUND + 1])


def agreements_in_use(organisation_id: int, agency_id: int | None = None) -> list[Agreement]:
    """Agreements that can be chosen, those with one agency first, then by title."""
    found = Agreement.objects.filter(organisation=organisation_id, is_active=True)
    theirs = AgreementParty.objects.filter(agreement=OuterRef("pk"), is_active=True)
    is_party = Exists(theirs.filter(agency=agency_id or 0))
    ordered = _with_parties(found).annotate(is_party=is_party)
    return list(ordered.order_by("-is_party", "title", "pk")[:MOST_FOUND])


def of_organisation(organisation_id: int) -> list[Agency]:
    """Every agency, in use or not: a name that was once used is not given twice."""
    return list(Agency.objects.filter(organisation=organisation_id))


def agency_named(organisation_id: int, name: str, area: str) -> Agency | None:
    """The agency of this name in this area, whatever the case of the letters."""
    found = Agency.objects.filter(organisation=organisation_id)
    return found.filter(name__iexact=name, area__iexact=area).order_by("pk").first()


def agreement_named(organisation_id: int, title: str) -> Agreement | None:
    """The agreement of this title, whatever the case of the letters."""
    found = Agreement.objects.filter(organisation=organisation_id, title__iexact=title)
    return found.order_by("pk").first()


def everything(organisation_id: int) -> list[Agency]:
    """Every agency with its people in use (``here``), for a file."""
    people = AgencyContact.objects.filter(is_active=True).order_by("name", "pk")
    found = Agency.objects.filter(organisation=organisation_id, is_active=True)
    ordered = found.order_by("name", "area", "pk")
    return list(ordered.prefetch_related(Prefetch("contacts", queryset=people, to_attr="here")))


def known_people(agencies: Iterable[Agency]) -> set[tuple[int, str]]:
    """Agency and name, in small letters, of everybody at these agencies."""
    found = AgencyContact.objects.filter(agency__in=[each.pk for each in agencies])
    return {(pk, name.casefold()) for pk, name in found.values_list("agency_id", "name")}


Key = tuple[str, str]


def there(organisation_id: int) -> tuple[set[Key], set[tuple[str, str, str]]]:
    """Which agencies (name, area) and people (name, area, person) are known, in small letters."""
    agencies = {each.pk: each for each in of_organisation(organisation_id)}
    keys = {pk: (each.name.casefold(), each.area.casefold()) for pk, each in agencies.items()}
    people = {(*keys[pk], name) for pk, name in known_people(agencies.values())}
    return set(keys.values()), people
