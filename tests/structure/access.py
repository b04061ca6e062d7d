"""Who may reach which page, by which method? The one table.

A row names what each persona gets for GET and for POST. Methods that a row does not name are
answered with 405. POST carries an empty form: 422 says that the form was refused for its
content, so the persona was let in.
"""

from __future__ import annotations

PERSONAS = (
    "anonymous", "practitioner", "colleague", "lead", "guardian", "administrator", "stranger",
)  # fmt: skip


def row(*codes: int) -> dict[str, int]:
    """One code for everybody, or one for each persona in their order."""
    return dict(zip(PERSONAS, codes if len(codes) > 1 else codes * len(PERSONAS), strict=True))


# anonymous, practitioner (the author), colleague (in the same closed team), lead, guardian,
# administrator, stranger (every role in another organisation)
PUBLIC = {"GET": row(200)}
RECORDER = row(302, 200, 200, 200, 200, 403, 200)
POSTED = row(302, 422, 422, 422, 422, 403, 422)
SEEN = row(302, 200, 404, 200, 200, 404, 404)
LED = row(302, 302, 404, 302, 302, 404, 404)
AUTHOR = row(302, 200, 404, 403, 403, 404, 404)
AUTHOR_POST = row(302, 302, 404, 403, 403, 404, 404)
AUTHOR_REFUSED = row(302, 422, 404, 403, 403, 404, 404)
NOT_THERE = row(302, 404, 404, 404, 404, 404, 404)
LEADS = row(302, 403, 403, 200, 200, 403, 200)
# Whoever may see the record, but not audit, is told so; to others it is not there.
AUDITED = row(302, 403, 404, 403, 200, 404, 404)
CORRECTED = row(302, 422, 404, 422, 422, 404, 404)
NOT_YET = row(302, 403, 404, 403, 403, 404, 404)
CAME_IN = row(302, 200, 404, 200, 200, 404, 404)
# Leads and administrators keep the directory; everybody reads it.
KEPT_UP = {
    "GET": row(302, 403, 403, 200, 403, 200, 200),
    "POST": row(302, 403, 403, 422, 403, 422, 422),
}
KEPT_UP_HERE = {
    "GET": row(302, 403, 403, 200, 403, 200, 404),
    "POST": row(302, 403, 403, 422, 403, 422, 404),
}

GUIDANCE = (
    "guidance", "in_force", "editions", "edition", "compare", "search_guidance", "flow_charts",
    "flow_chart", "walk_chart", "briefing", "glossary", "myths", "bases", "practice",
    "sharing_code", "who_is_who", "sources",
)  # fmt: skip
TABLE: dict[str, dict[str, dict[str, int]]] = {
    "home": PUBLIC,
    "privacy": PUBLIC,
    # What is published may be read by everybody.
    **dict.fromkeys(GUIDANCE, PUBLIC),
    # No answers yet: whoever may record is led to the first question.
    "begin_from_chart": {"POST": row(302, 302, 302, 302, 302, 403, 302)},
    "accessibility": PUBLIC,
    "security_txt": PUBLIC,
    "livez": PUBLIC,
    "readyz": PUBLIC,
    # Open to everybody; there are keys here, and nothing was signed yet.
    "history_keys": PUBLIC,
    "history_checkpoint": {"GET": row(404)},
    "history_proof": {"GET": row(404)},
    # Nothing signs in the tests of pages, and this says so.
    "history_health": {"GET": row(503)},
    "verification": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 302, 403, 302),
    },
    "verifier": {"GET": row(302, 403, 403, 403, 200, 403, 200)},
    "checkpoints": {"GET": row(302, 403, 403, 403, 200, 403, 200)},
    "start": {"GET": RECORDER, "POST": POSTED},
    "ringing": {"GET": RECORDER, "POST": POSTED},
    "already": {"GET": RECORDER, "POST": POSTED},
    "mine": {"GET": RECORDER},
    "find": {"GET": RECORDER, "POST": POSTED},
    "keep_typed": {"POST": row(302, 400, 400, 400, 400, 400, 400)},
    "log": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 302, 403, 302),
    },
    "export_log": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 422, 403, 422),
    },
    "asked_today": {"GET": SEEN},
    "record_history": {"GET": AUDITED},
    "as_it_stood": {"GET": AUDITED},
    "evidence_pack": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "retention": {"GET": row(302, 403, 403, 200, 200, 403, 200)},
    "retention_period": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 302, 403, 302),
    },
    "holds": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 422, 403, 422),
    },
    "hold": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "propose_disposal": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "disposals": {"GET": row(302, 403, 403, 403, 200, 403, 200)},
    # There is no such hold and no such proposal, for whoever may have a part in them.
    "release_hold": {method: row(302, 403, 403, 403, 404, 403, 404) for method in ("GET", "POST")},
    "disposal": {method: row(302, 403, 403, 404, 404, 403, 404) for method in ("GET", "POST")},
    "destroy": {"POST": row(302, 403, 403, 404, 404, 403, 404)},
    "dashboard": {"GET": LEADS},
    "triage": {
        "GET": row(302, 403, 403, 200, 200, 403, 404),
        "POST": row(302, 403, 403, 422, 422, 403, 404),
    },
    "sample": {"GET": LEADS},
    "triage_sample": {
        "GET": row(302, 403, 403, 200, 200, 403, 404),
        "POST": row(302, 403, 403, 422, 422, 403, 404),
    },
    # An empty form asks for everything.
    "decisions_of_team": {"GET": LEADS, "POST": row(302, 403, 403, 302, 302, 403, 302)},
    "export_decisions": {"POST": LEADS},
    "save_view": {"POST": row(302, 403, 403, 422, 422, 403, 422)},
    # There is no such view.
    "remove_view": {"POST": row(302, 403, 403, 404, 404, 403, 404)},
    "charts": {"GET": LEADS},
    "export_figures": {"POST": LEADS},
    "my_work": {"GET": RECORDER},
    "my_tasks": {"GET": row(302, 200, 200, 200, 200, 200, 200)},
    "notices": {
        "GET": row(302, 200, 200, 200, 200, 200, 200),
        "POST": row(302, 302, 302, 302, 302, 302, 302),
    },
    # It closes by itself: nobody says by hand that it is done.
    "task": {"GET": SEEN, "POST": row(302, 403, 404, 403, 403, 404, 404)},
    "jobs": {"GET": row(302, 403, 403, 403, 403, 200, 200)},
    "job_again": {"POST": row(302, 403, 403, 403, 403, 404, 404)},
    # No worker runs in the tests of pages, and this says so.
    "tasks_health": {"GET": row(503)},
    # Only the demonstration has one.
    "mailbox": {"GET": NOT_THERE},
    "decision": {"GET": LED},
    "tasks": {"GET": SEEN},
    "check": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "step": {"GET": AUTHOR, "POST": AUTHOR_POST},
    "step_part": {"GET": AUTHOR, "POST": AUTHOR_POST},
    "abandon": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    # A button that no hint has changes nothing and leads back.
    "wording": {"POST": AUTHOR_POST},
    # Where on the body an injury is: whoever writes the draft.
    "body_map": {"GET": AUTHOR},
    "add_mark": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "change_mark": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "remove_mark": {"GET": AUTHOR, "POST": AUTHOR_POST},
    "colleagues": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "recorded": {"GET": SEEN},
    "print": {"GET": SEEN},
    "timeline": {"GET": SEEN},
    "addendum": {"GET": SEEN, "POST": CORRECTED},
    "supersede": {"GET": SEEN, "POST": CORRECTED},
    "in_error": {"GET": SEEN, "POST": CORRECTED},
    "later_request": {"POST": LED},
    "passed_on": {"POST": LED},
    # What goes to a recipient: whoever sees the record sees it; its people note attempts.
    "sharing": {"GET": SEEN},
    "make_copy": {"GET": SEEN, "POST": CORRECTED},
    "kept_copy": {"GET": NOT_THERE},
    "copy_pdf": {"GET": NOT_THERE},
    "copy_text": {"GET": NOT_THERE},
    "tell": {"GET": SEEN, "POST": CORRECTED},
    "note_told": {"GET": SEEN, "POST": CORRECTED},
    "note_failed": {"GET": SEEN, "POST": CORRECTED},
    "elsewhere": {"GET": SEEN, "POST": CORRECTED},
    # The recipient was not told yet, so there is nothing to confirm.
    "receipt_link": {"GET": NOT_YET, "POST": NOT_YET},
    "note_receipt": {"GET": NOT_YET, "POST": NOT_YET},
    "revoke_link": {"POST": NOT_THERE},
    # A link that opens nothing is answered alike, whatever is wrong with it.
    "receive": {method: row(410) for method in ("GET", "POST")},
    # No consent with this key: nobody can take it back.
    "withdraw_consent": {"GET": NOT_THERE, "POST": NOT_THERE},
    "review": {
        "GET": row(302, 403, 404, 200, 200, 404, 404),
        "POST": row(302, 403, 404, 422, 422, 404, 404),
    },
    "answer_review": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "ruling": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "ask_advice": {"GET": SEEN, "POST": CORRECTED},
    # The practitioner asked the lead, who has not answered; nobody outside was asked.
    "advice_link": {"POST": row(302, 403, 404, 403, 403, 404, 404)},
    "name_for_advice": {
        "GET": row(302, 200, 404, 403, 200, 404, 404),
        "POST": row(302, 422, 404, 403, 422, 404, 404),
    },
    "advice_heard": {
        "GET": row(302, 200, 404, 403, 200, 404, 404),
        "POST": row(302, 422, 404, 403, 422, 404, 404),
    },
    "advice_outcome": {
        method: row(302, 403, 404, 403, 403, 404, 404) for method in ("GET", "POST")
    },
    "advice_asked": {"GET": row(302, 200, 200, 200, 200, 200, 200)},
    # Whoever asked is led to the record.
    "advice": {
        "GET": row(302, 302, 404, 200, 404, 404, 404),
        "POST": row(302, 404, 404, 422, 404, 404, 404),
    },
    "follow_up": {"GET": SEEN, "POST": CORRECTED},
    "told_later": {"GET": SEEN, "POST": CORRECTED},
    "schemes": {"GET": RECORDER},
    # The stranger's organisation is in Wales, where the scheme is the same.
    "begin_concern": {"GET": RECORDER, "POST": POSTED},
    "schemes_of_record": {"GET": SEEN},
    "add_concern": {"GET": SEEN, "POST": CORRECTED},
    "scheme": {"GET": SEEN},
    "scheme_event": {"GET": SEEN, "POST": CORRECTED},
    "transfers_of_record": {"GET": SEEN},
    "add_transfer": {"GET": SEEN, "POST": CORRECTED},
    "transfer": {"GET": SEEN},
    "transfer_event": {"GET": SEEN, "POST": CORRECTED},
    "wrong": {"GET": SEEN, "POST": CORRECTED},
    # Nothing went wrong with this record.
    "incident": {"GET": NOT_THERE},
    "incident_part": {"GET": NOT_THERE, "POST": NOT_THERE},
    "incident_recipient": {"GET": NOT_THERE, "POST": NOT_THERE},
    "incoming": {"GET": RECORDER},
    "log_incoming": {"GET": RECORDER, "POST": POSTED},
    "came_in": {"GET": CAME_IN},
    "begin_incoming": {"POST": LED},
    "match_incoming": {"GET": CAME_IN, "POST": CORRECTED},
    "pass_on_incoming": {"GET": CAME_IN, "POST": CORRECTED},
    "close_incoming": {"GET": CAME_IN, "POST": CORRECTED},
    "draft_reply": {"GET": CAME_IN, "POST": CORRECTED},
    "reply": {"GET": CAME_IN, "POST": CORRECTED},
    "reply_text": {"GET": CAME_IN},
    # The record has no request.
    "incoming_of_record": {"POST": NOT_THERE},
    "directory": {"GET": row(302, *[200] * 6), "POST": row(302, *[422] * 6)},
    "agency": {"GET": row(302, *[200] * 5, 404)},
    "agreements": {"GET": row(302, *[200] * 6)},
    "agreement": {"GET": row(302, *[200] * 5, 404)},
    "export_directory": {"GET": row(302, *[200] * 6)},
    "add_agency": KEPT_UP,
    "add_agreement": KEPT_UP,
    "import_directory": KEPT_UP,
    "change_agency": KEPT_UP_HERE,
    "change_agreement": KEPT_UP_HERE,
    "add_contact": KEPT_UP_HERE,
    "change_contact": KEPT_UP_HERE,
    "law_tool": {"GET": row(302, *[200] * 6)},
    "law_guide": {"GET": SEEN},
    "judge_detriment": {"GET": SEEN, "POST": CORRECTED},
    # Everybody reads it; leads, Guardians and administrators keep it and see who has read it.
    "local_guidance": {"GET": row(302, *[200] * 6)},
    "add_local_guidance": {
        "GET": row(302, 403, 403, 200, 200, 200, 200),
        "POST": row(302, 403, 403, 422, 422, 422, 422),
    },
    "change_local_guidance": {
        "GET": row(302, 403, 403, 200, 200, 200, 404),
        "POST": row(302, 403, 403, 422, 422, 422, 404),
    },
    "take_off_local_guidance": {"POST": row(302, 403, 403, 302, 302, 302, 404)},
    "read_local_guidance": {"POST": row(302, 302, 302, 302, 302, 302, 404)},
    "local_guidance_readers": {"GET": row(302, 403, 403, 200, 200, 200, 404)},
    "export_local_guidance_readers": {"GET": row(302, 403, 403, 200, 200, 200, 404)},
}
# Pages that tests/accounts walks through persona by persona, with the pages of sign-in.
ELSEWHERE = {
    "account_login", "account_inactive", "account_logout", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "invitation", "my_account", "my_details", "my_letters",
    "account_change_password", "absence", "end_absence", "name_deputy", "end_deputy",
    "choose_organisation", "keep_session",
}  # fmt: skip
ADMINISTERED = {
    "people", "invite", "member", "deactivate", "reactivate", "name_for_role", "invite_again",
    "revoke_invitation", "teams", "add_team", "team", "numbers", "add_number", "number",
    "remove_number", "organisation", "stages", "add_stage", "stage", "raise_stage",
    "remove_stage",
}  # fmt: skip
