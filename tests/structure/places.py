"""Where are the pages that the table of access names, and in which state is each for?"""

from __future__ import annotations

from typing import Any

from django.urls import get_resolver

from accounts.door import reading
from decisions.choices import Status
from decisions.models import Decision, Task
from tests.cast import Cast
from tests.decisions.arriving.arrived import logged, replied
from tests.decisions.directory.listed import listed
from tests.decisions.local.kept import kept
from tests.decisions.marking.marks import Injury
from tests.decisions.reviewing.said import asked, reviewed
from tests.decisions.schemes.concerns import a_concern
from tests.decisions.transfers.moved import a_transfer
from tests.factories import decision_at
from tests.structure.access import TABLE

ON_A_DRAFT = {"tasks", "check", "wording", "step", "step_part", "abandon", "decision", "colleagues"}
ON_A_RECIPIENT = {"sharing", "make_copy", "tell"}
ON_A_COPY = {"kept_copy", "copy_pdf", "copy_text"}


def places_of(cast: Cast) -> dict[str, list[Any]]:
    """The address of each page of a decision, in the state in which the page is for."""
    draft = decision_at(Status.DRAFT, cast.practitioner, team_id=cast.team.pk)
    recorded = decision_at(Status.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    places = {name: [recorded.reference] for name in TABLE if "decision" in address_of(name)}
    places |= {name: [draft.reference] for name in ON_A_DRAFT}
    with reading(cast.practitioner.actor()):
        places["task"] = [Task.objects.filter(decision=recorded).values_list("pk", flat=True)[0]]
    places["job_again"] = [999_999]
    places["step"] = [draft.reference, "safety"]
    places["step_part"] = [draft.reference, "advice", "new"]
    places["as_it_stood"] = [recorded.reference, 1]
    places["incoming_of_record"] = [recorded.reference]
    places["history_proof"] = [0, 1]
    places["withdraw_consent"] = [recorded.reference, 999_999]
    with reading(cast.practitioner.actor()):
        told = recorded.recipients.get().pk
    places |= {name: [recorded.reference, told] for name in ("receipt_link", "note_receipt")}
    places["revoke_link"] = [recorded.reference, 999_999]
    places["receive"] = ["1." + "a" * 32]
    with reading(cast.practitioner.actor()):
        first = {name: getattr(recorded, name).first().pk for name in ("people", "recipients")}
    places["follow_up"] = [recorded.reference, first["recipients"], "declined"]
    places["told_later"] = [recorded.reference, first["people"]]
    places["incident"] = [recorded.reference, 999_999]
    places["incident_part"] = [recorded.reference, 999_999, "breach"]
    places["incident_recipient"] = [recorded.reference, 999_999, 999_999, "asked"]
    places |= {name: [recorded.reference, first["recipients"]] for name in ON_A_RECIPIENT}
    places |= {name: [*places["sharing"], 999_999] for name in ON_A_COPY}
    places |= {name: [*places["sharing"], "phone"] for name in ("note_told", "note_failed")}
    places |= said_of(recorded, cast)
    places["edition"] = ["golden-rules-2024"]
    places["compare"] = ["golden-rules-2018", "golden-rules-2024"]
    charts = ("flow_chart", "walk_chart", "begin_from_chart")
    places |= {name: ["key-questions-2018"] for name in charts}
    places["retention_period"] = ["adult"]
    places["remove_view"] = [999_999]
    places |= {name: [recorded.reference] for name in ("triage", "triage_sample")}
    places |= {name: [recorded.reference] for name in ("hold", "propose_disposal")}
    places |= {name: [999_999] for name in ("release_hold", "disposal", "destroy")}
    places |= moving(recorded, cast)
    return places | arrived(cast) | in_directory(cast) | of_our_own(cast) | on_a_body(cast)


def moving(decision: Decision, cast: Cast) -> dict[str, list[Any]]:
    """A concern for the police, and a record that moves to another school."""
    concern = a_concern(decision, cast.practitioner).pk
    transfer = a_transfer(decision, cast.practitioner).pk
    return {
        "begin_concern": ["csods"],
        "add_concern": [decision.reference, "csods"],
        "scheme": [decision.reference, concern],
        "scheme_event": [decision.reference, concern, "passed-on"],
        "add_transfer": [decision.reference, "school"],
        "transfer": [decision.reference, transfer],
        "transfer_event": [decision.reference, transfer, "sent"],
    }


def said_of(decision: Decision, cast: Cast) -> dict[str, list[Any]]:
    """The lead has a question about the record, and was asked for advice on it."""
    review = reviewed(decision, cast.lead).pk
    advice = asked(decision, cast.practitioner, cast.lead).pk
    of_advice = ("advice_link", "name_for_advice", "advice_outcome", "advice_heard")
    places = {name: [decision.reference, advice] for name in of_advice}
    return places | {"answer_review": [decision.reference, review], "advice": [advice]}


def on_a_body(cast: Cast) -> dict[str, list[Any]]:
    """An injury of a draft, with a mark on the drawing."""
    injury = Injury(cast.practitioner, team_id=cast.team.pk)
    mark = injury.marked()
    item = [injury.decision.reference, injury.item.pk]
    return {
        "body_map": item,
        "add_mark": [*item, "child", 2],
        **{name: [*item, mark.pk] for name in ("change_mark", "remove_mark")},
    }


def arrived(cast: Cast) -> dict[str, list[Any]]:
    """A request of the practitioner's team, with a reply that is drafted."""
    found = logged(cast.practitioner, team_id=cast.team.pk)
    reply = replied(found, cast.practitioner)
    pages = ("came_in", "match_incoming", "pass_on_incoming", "close_incoming")
    return {
        **{name: [found.pk] for name in pages},
        # Whoever begins it first does so for all.
        "begin_incoming": [logged(cast.practitioner, team_id=cast.team.pk).pk],
        "draft_reply": [found.pk, "not-yet"],
        "reply": [found.pk, reply.pk],
        "reply_text": [found.pk, reply.pk],
    }


def in_directory(cast: Cast) -> dict[str, list[Any]]:
    """An agency with a person and an agreement."""
    agency, contact, agreement = listed(cast.lead)
    return {
        **{name: [agency.pk] for name in ("agency", "change_agency", "add_contact")},
        **{name: [agreement.pk] for name in ("agreement", "change_agreement")},
        "change_contact": [agency.pk, contact.pk],
    }


def of_our_own(cast: Cast) -> dict[str, list[Any]]:
    """Two pages of the organisation's own guidance: one to be read, one to be taken off."""
    page, old = kept(cast.lead), kept(cast.lead, title="An old page")
    read = ("change_local_guidance", "read_local_guidance")
    readers = ("local_guidance_readers", "export_local_guidance_readers")
    return {
        **{name: [page.pk] for name in (*read, *readers)},
        "take_off_local_guidance": [old.pk],
    }


def address_of(name: str) -> str:
    [(pattern, *_)] = get_resolver().reverse_dict.getlist(name)[:1]
    return str(pattern[0][0]) if "%(reference)s" in str(pattern[0][0]) else ""
