"""Does the stand-alone verifier notice every way of changing an exported history?

Each attack is one row of the table: what an attacker does to the rows, with everything that can be
recomputed without the signer's key recomputed, and what must be found. The same history untouched
passes, so that nothing here is noticed for a wrong reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from audit.ledger.notes import Checkpoint, sign_note
from audit.ledger.tree import consistency_proof, leaf_hash, root_of
from tests.audit.standalone.exported import (
    BEGAN,
    FORGER,
    LOG,
    ORIGIN,
    VERSIONS,
    VKEYS,
    WITNESS,
    Listed,
    World,
    a_history,
    keys_named,
    program,
    written,
)

verifier = program()
Lines = list[dict[str, Any]]


@dataclass
class Found:
    """What the verifier said."""

    code: int
    kinds: set[str]
    words: str


@dataclass
class Case:
    """A signed history of 40 rows, the checkpoints in its file, and one that was kept elsewhere."""

    world: World
    notes: list[str]
    outside: str
    keys: list[str]
    scope: str = "everything"

    def lines(self) -> Lines:
        return self.world.lines(notes=self.notes, scope=self.scope)


@pytest.fixture
def case() -> Case:
    world = a_history()
    return Case(world, [world.note(15), world.note(30), world.note()], world.note(), VKEYS)


@pytest.fixture
def verify(tmp_path: Path, case: Case) -> Callable[..., Found]:
    def run(lines: Lines, *, outside: str = "", keys: list[str] | None = None) -> Found:
        export, report = written(tmp_path / "export.jsonl", lines), verifier.Report()
        given = verifier.read_keys("\n".join(case.keys if keys is None else keys))
        notes = [(outside, "the note kept elsewhere")] if outside else []
        verifier.check(export, given, notes, report)
        kinds = {found["kind"] for found in report.findings}
        return Found(report.code(), kinds, "\n".join(report.words()))

    return run


def resigned(case: Case) -> None:
    """The attacker makes new notes for the changed leaves: over old signatures, lacking the key."""
    case.notes = [_forged(case.world, note) for note in case.notes]


def _forged(world: World, note: str) -> str:
    body, _, signatures = note.rpartition("\n\n")
    size = min(int(body.split("\n")[1]), len(world.entries))
    root = root_of(leaf_hash(each.leaf.encode()) for each in world.entries[:size])
    return f"{Checkpoint(ORIGIN, size, root).body()}\n{signatures}"


def change_content(case: Case) -> None:
    entry = case.world.entries[21]
    entry.content = entry.content.replace("left", "stayed")


def change_who(case: Case) -> None:
    entry = case.world.entries[22]
    entry.content = entry.content.replace('"status": 22', '"status": 23')


def recompute_commitment(case: Case) -> None:
    change_content(case)
    entry = case.world.entries[21]
    entry.leaf = entry.leaf_of(entry.content)


def rehash_everything(case: Case) -> None:
    recompute_commitment(case)
    resigned(case)


def rehash_with_own_key(case: Case) -> None:
    recompute_commitment(case)
    case.world.keys = FORGER
    case.notes = [case.world.note(15), case.world.note(30), case.world.note()]


def remove_last(case: Case) -> None:
    case.world.entries.pop()


def remove_middle(case: Case) -> None:
    del case.world.entries[21]


def remove_first(case: Case) -> None:
    del case.world.entries[0]


def truncate_with_rewound_head(case: Case) -> None:
    del case.world.entries[30:]
    case.notes.pop()


def forge_backdated_row(case: Case) -> None:
    added = case.world.add(VERSIONS, 3, concern="It was said long ago")
    added.at = BEGAN + timedelta(minutes=5)
    added.leaf = added.leaf_of(added.content)
    case.world.entries.insert(5, case.world.entries.pop())


def swap(case: Case) -> None:
    rows = case.world.entries
    rows[21], rows[22] = rows[22], rows[21]


def duplicate(case: Case) -> None:
    case.world.entries.insert(22, case.world.entries[21])


def forge_signature(case: Case) -> None:
    body, _, signatures = case.notes[-1].rpartition("\n\n")
    other = case.notes[1].rpartition("\n\n")[2]
    assert other != signatures
    case.notes[-1] = f"{body}\n\n{other}"


def other_origin(case: Case) -> None:
    case.world.origin = "harbour.example/history"
    case.notes = [case.world.note()]


def dispose_without_record(case: Case) -> None:
    case.world.entries[21].kind = "disposed"


def drop_content(case: Case) -> None:
    case.world.entries[21].kind = "leaf"


def change_leaf_alone(case: Case) -> None:
    entry = case.world.entries[21]
    entry.leaf = entry.leaf.replace("sdl1 decisions_historicaldecision 1 8 ", "sdl1 x 1 8 ")


ATTACKS: dict[Callable[[Case], None], set[str]] = {
    change_content: {"content"},
    change_who: {"content"},
    recompute_commitment: {"root"},
    rehash_everything: {"signature"},
    rehash_with_own_key: {"root"},
    remove_last: {"unsigned", "cut"},
    remove_middle: {"root"},
    remove_first: {"root"},
    truncate_with_rewound_head: {"cut"},
    forge_backdated_row: {"root"},
    swap: {"root"},
    duplicate: {"twice"},
    forge_signature: {"signature"},
    other_origin: {"fork"},
    dispose_without_record: {"disposal"},
    drop_content: {"missing"},
    change_leaf_alone: {"root"},
}


def test_the_untouched_history_passes(case: Case, verify: Callable[..., Found]) -> None:
    found = verify(case.lines(), outside=case.outside)
    assert (found.code, found.kinds) == (0, set())
    assert "40 were signed; the contents of 40 were checked" in found.words
    assert "does not show that an entry is true or complete" in found.words


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_the_attack_is_found(
    attack: Callable[[Case], None], case: Case, verify: Callable[..., Found]
) -> None:
    attack(case)
    found = verify(case.lines(), outside=case.outside)
    assert found.code == 1, found.words
    assert ATTACKS[attack] <= found.kinds, found.words
    assert found.words.startswith("ALTERED")


def test_a_finding_says_what_where_and_since_when_it_was_right(
    case: Case, verify: Callable[..., Found]
) -> None:
    change_content(case)
    words = verify(case.lines()).words
    assert "Leaf 21 (decisions_historicaldecision 8, written 04 March 2026 09:21:00 UTC)" in words
    assert "All before agrees with the checkpoint of 15 leaves in the file" in words
    assert "signed 04 March 2026 09:14:05 UTC" in words


def test_without_an_outside_checkpoint_a_rewound_head_cannot_be_seen(
    case: Case, verify: Callable[..., Found]
) -> None:
    truncate_with_rewound_head(case)
    assert verify(case.lines()).code == 0
    assert verify(case.lines(), outside=case.outside).code == 1


def test_a_newer_checkpoint_than_an_honest_old_file_is_a_warning(
    case: Case, verify: Callable[..., Found]
) -> None:
    lines = case.lines()
    lines[0]["made_at"] = (BEGAN + timedelta(minutes=45)).isoformat()
    for _ in range(10):
        case.world.add(VERSIONS, 3)
    at = BEGAN + timedelta(days=2)
    root = root_of(leaf_hash(each.leaf.encode()) for each in case.world.entries)
    newer = sign_note(Checkpoint(ORIGIN, 50, root), LOG, at)
    found = verify(lines, outside=newer)
    assert (found.code, found.kinds) == (3, {"newer"})


def test_the_key_in_the_file_is_no_proof(case: Case, verify: Callable[..., Found]) -> None:
    found = verify(case.lines(), keys=[])
    assert (found.code, found.kinds) == (3, {"key"})
    assert "NO KEY WAS GIVEN" in found.words
    rehash_with_own_key(case)
    assert verify(case.lines(), keys=[]).code == 3, "which is why a key must come from elsewhere"
    assert verify(case.lines()).code == 1


def test_a_disposal_with_its_record_passes(case: Case, verify: Callable[..., Found]) -> None:
    gone = case.world.entries[21]
    gone.kind = "disposed"
    case.world.add("disposal", 3, covers=[{"source": gone.source, "key": gone.key}])
    case.notes = [case.world.note()]
    found = verify(case.lines())
    assert (found.code, found.kinds) == (0, set()), found.words


def test_a_disposal_is_not_covered_by_an_earlier_record(
    case: Case, verify: Callable[..., Found]
) -> None:
    case.world.add("disposal", 3, covers=[{"source": VERSIONS, "key": 15}])
    case.world.add(VERSIONS, 3).kind = "disposed"
    case.notes = [case.world.note()]
    assert verify(case.lines()).kinds == {"disposal"}


def test_what_one_organisation_is_given_passes_and_holds_only_its_own(
    case: Case, verify: Callable[..., Found]
) -> None:
    case.scope = "organisation 3"
    for entry in case.world.entries:
        if entry.organisation != 3:
            entry.kind = "leaf"
    assert verify(case.lines()).code == 0
    case.scope = "organisation 4"
    assert verify(case.lines()).kinds == {"missing"}, "nor can it be said to be another's"


def partial(case: Case, *indices: int) -> Lines:
    case.scope = "decision 7KQ2-9XWM"
    head = [line for line in case.lines() if line["type"] not in {"entry"}]
    return [
        *head,
        *(
            {**case.world.entries[index].record(index), "proof": case.world.proof(index)}
            for index in indices
        ),
    ]


def test_a_few_entries_prove_that_they_were_signed(
    case: Case, verify: Callable[..., Found]
) -> None:
    case.notes = [case.world.note()]
    assert verify(partial(case, 0, 1, 17, 38, 39)).code == 0


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33])
def test_proofs_hold_for_trees_of_all_shapes(size: int, verify: Callable[..., Found]) -> None:
    world = a_history(size)
    case = Case(world, [world.note()], "", VKEYS)
    assert verify(partial(case, *range(size))).code == 0


def test_a_forged_entry_has_no_proof(case: Case, verify: Callable[..., Found]) -> None:
    case.notes = [case.world.note()]
    lines = partial(case, 3, 21)
    recompute_commitment(case)
    lines[-1] |= case.world.entries[21].record(21)
    assert verify(lines).kinds == {"proof"}


@pytest.mark.parametrize("spoil", ["cut", "longer", "changed"])
def test_a_spoilt_proof_proves_nothing(
    spoil: str, case: Case, verify: Callable[..., Found]
) -> None:
    case.notes = [case.world.note()]
    lines = partial(case, 21)
    proof = lines[-1]["proof"]
    spoilt = {"cut": proof[:-1], "longer": [*proof, "00" * 32], "changed": [*proof[:-1], "11" * 32]}
    lines[-1]["proof"] = spoilt[spoil]
    assert verify(lines).kinds == {"proof"}


def test_without_proof_of_it_an_older_checkpoint_warns(
    case: Case, verify: Callable[..., Found]
) -> None:
    case.notes = [case.world.note(15), case.world.note()]
    assert verify(partial(case, 20)).kinds == {"compare"}


def consistency(world: World, old: int, new: int) -> dict[str, Any]:
    proof = [each.hex() for each in consistency_proof(Listed(world.entries), old, new)]
    return {"type": "consistency", "old": old, "new": new, "proof": proof}


def kept(world: World, size: int, *, at: timedelta = timedelta(0)) -> str:
    """The checkpoint of the first ``size`` leaves, as somebody outside has it."""
    root = root_of(leaf_hash(each.leaf.encode()) for each in world.entries[:size])
    return sign_note(Checkpoint(ORIGIN, size, root), LOG, BEGAN + timedelta(minutes=size) + at)


@pytest.mark.parametrize("size", [1, 7, 8, 15, 31, 32, 39])
def test_with_proof_of_it_an_older_checkpoint_agrees(
    size: int, case: Case, verify: Callable[..., Found]
) -> None:
    case.notes = [case.world.note()]
    lines = partial(case, 20)
    assert verify(lines, outside=kept(case.world, size)).kinds == {"compare"}
    lines.append(consistency(case.world, size, 40))
    found = verify(lines, outside=kept(case.world, size))
    assert (found.code, found.kinds) == (0, set()), found.words
    lines[-1], lines[-2] = lines[-2], lines[-1]
    assert verify(lines, outside=kept(case.world, size)).code == 0, "wherever it stands"


@pytest.mark.parametrize("spoil", ["cut", "longer", "changed", "empty", "other"])
def test_a_spoilt_proof_between_checkpoints_is_an_alteration(
    spoil: str, case: Case, verify: Callable[..., Found]
) -> None:
    case.notes = [case.world.note()]
    line = consistency(case.world, 15, 40)
    proof = line["proof"]
    line["proof"] = {
        "cut": proof[1:], "longer": ["00" * 32, *proof], "changed": ["11" * 32, *proof[1:]],
        "empty": [], "other": consistency(case.world, 16, 40)["proof"],
    }[spoil]  # fmt: skip
    found = verify([*partial(case, 20), line], outside=kept(case.world, 15))
    assert (found.code, found.kinds) == (1, {"consistency", "compare"})


def test_an_older_checkpoint_of_another_past_cannot_be_proved(
    case: Case, verify: Callable[..., Found]
) -> None:
    """Whoever holds the key, and so can sign any past, still cannot join it to what was signed."""
    case.notes = [case.world.note()]
    lines, before = partial(case, 20), kept(case.world, 15)
    other = a_history()
    other.entries[3].leaf = other.entries[3].leaf.replace("sdl1 decisions", "sdl1 visions")
    for world in (case.world, other):
        line = consistency(world, 15, 40)
        assert verify([*lines, line], outside=kept(other, 15)).code == 1
    assert verify([*lines, consistency(case.world, 15, 40)], outside=before).code == 0


def test_a_proof_about_other_sizes_answers_nothing(
    case: Case, verify: Callable[..., Found]
) -> None:
    case.notes = [case.world.note(15), case.world.note(30), case.world.note()]
    lines = [*partial(case, 20), consistency(case.world, 15, 30)]
    assert verify(lines).kinds == {"compare"}, "neither is joined to the file’s own"
    lines += [consistency(case.world, 15, 40), consistency(case.world, 29, 40)]
    found = verify(lines)
    assert (found.kinds, found.words.count("nothing to compare")) == ({"compare"}, 1)


def test_a_newer_checkpoint_agrees_with_proof_but_never_hides_a_cut(
    case: Case, verify: Callable[..., Found]
) -> None:
    for number in range(10):
        case.world.add(VERSIONS, 3, version=number)
    newer, line = kept(case.world, 50, at=timedelta(days=2)), consistency(case.world, 40, 50)
    early = kept(case.world, 50)
    del case.world.entries[40:]
    case.notes = [case.world.note()]
    for lines in (partial(case, 20), case.world.lines(notes=case.notes)):
        assert verify(lines, outside=newer).kinds == {"newer"}
        assert verify([*lines, line], outside=newer).code == 0
        assert verify([*lines, line], outside=early).kinds == {"cut"}, "signed before it was made"


def restored(case: Case, lost: object, *, epoch: int = 2) -> World:
    """Ten entries more, the last four without content, and a statement in the next epoch."""
    world = case.world
    for number in range(40, 50):
        made = world.add(VERSIONS, 3, version=number)
        made.kind = "leaf" if number > 45 else "entry"
    world.add(VERSIONS, 3, concern="Written after the restore")
    body = {"epoch": epoch, "lost": lost, "adopted": 1, "by": "A. Keeper", "reason": "Restored"}
    told = world.add("statement", None, kind="recovery", body=body, lg_epoch=epoch)
    told.leaf = told.leaf_of(told.content).replace("sdl1 statement 1", f"sdl1 statement {epoch}")
    world.add(VERSIONS, 3, concern="And later")
    case.notes = [world.note()]
    return world


def test_entries_that_a_signed_statement_says_were_lost_are_a_warning(
    case: Case, verify: Callable[..., Found]
) -> None:
    restored(case, {"from": 46, "to": 50})
    found = verify(case.lines())
    assert (found.code, found.kinds) == (3, {"lost", "recovery"}), found.words
    assert found.words.count("It was lost in the restore that 'A. Keeper' stated in leaf 51") == 4


@pytest.mark.parametrize(
    ("lost", "count"),
    [
        (None, 4),
        ({"from": 47, "to": 50}, 1),
        ({"from": 46, "to": 49}, 1),
        ({"from": 0, "to": 46}, 4),
        ({"from": 46, "to": 60}, 4),
    ],
    ids=str,
)
def test_entries_that_no_statement_names_are_missing(
    lost: object, count: int, case: Case, verify: Callable[..., Found]
) -> None:
    restored(case, lost)
    found = verify(case.lines())
    assert found.code == 1
    assert found.words.count("Its content is gone") == count


def test_a_statement_names_only_what_was_signed_before_its_epoch(
    case: Case, verify: Callable[..., Found]
) -> None:
    restored(case, {"from": 46, "to": 50}, epoch=1)
    assert verify(case.lines()).kinds == {"missing", "recovery"}


def test_a_statement_whose_content_is_not_the_signed_one_names_nothing(
    case: Case, verify: Callable[..., Found]
) -> None:
    world = restored(case, {"from": 47, "to": 50})
    world.entries[51].content = world.entries[51].content.replace("47", "46")
    assert verify(case.lines()).kinds == {"missing", "content"}


def test_a_statement_about_what_comes_after_it_names_nothing(
    case: Case, verify: Callable[..., Found]
) -> None:
    world = restored(case, {"from": 52, "to": 53})
    world.entries[52].kind = "leaf"
    assert verify(case.lines()).kinds == {"missing", "recovery"}


def test_a_number_that_was_given_out_again_after_a_loss_is_no_second_row(
    case: Case, verify: Callable[..., Found]
) -> None:
    world = restored(case, {"from": 46, "to": 50})
    again = world.entries[50]
    again.content = again.content.replace(f'"history_id": {again.key}', '"history_id": 21')
    again.key = world.entries[46].key
    again.content = again.content.replace('"history_id": 21', f'"history_id": {again.key}')
    again.leaf = again.leaf_of(again.content)
    case.notes = [world.note()]
    assert verify(case.lines()).kinds == {"lost", "recovery"}
    world.entries[46].kind = "entry"
    assert verify(case.lines()).kinds == {"lost", "recovery", "twice"}, "both are there"


@pytest.mark.parametrize(
    "told",
    [
        "plain",
        'quotes "lg_xid": "9",',
        "back\\slash",
        "new\nline",
        "\u2028 Mòrag 👧",
        "{",
        '"}',
        "",
    ],
)
def test_whatever_a_text_holds_and_however_the_line_is_written(
    told: str, case: Case, verify: Callable[..., Found], tmp_path: Path
) -> None:
    """Lines as our exporter writes them are read in a faster way; all others as JSON."""
    case.world.add(VERSIONS, 3, concern=told)
    case.notes = [case.world.note()]
    lines = case.lines()
    assert verify(lines).code == 0
    spaced = tmp_path / "spaced.jsonl"
    for separators in ((",", ":"), (" , ", " : ")):
        texts = [json.dumps(line, separators=separators) for line in lines]
        spaced.write_text("".join(f"{text}\n" for text in texts))
        report = verifier.Report()
        verifier.check(spaced, verifier.read_keys("\n".join(VKEYS)), [], report)
        assert report.code() == 0
        assert report.words()[1] == "  Leaves: 41 were signed; the contents of 41 were checked"


@pytest.mark.parametrize("more", ['"x": 1', '"type": "leaf"', '"content": "All was well"'])
def test_what_follows_the_content_in_a_line_counts(
    more: str, case: Case, verify: Callable[..., Found], tmp_path: Path
) -> None:
    """As JSON says: of two values of one name the later one counts."""
    path = written(tmp_path / "e.jsonl", case.lines())
    *before, last = path.read_text().splitlines()
    path.write_text("\n".join([*before, f"{last[:-1]}, {more}}}"]) + "\n")
    report = verifier.Report()
    verifier.check(path, verifier.read_keys("\n".join(VKEYS)), [], report)
    kinds = {"content": {"content"}, "type": {"missing"}, "x": set()}[more.split('"')[1]]
    assert {found["kind"] for found in report.findings} == kinds


def test_a_time_far_from_the_signing_is_a_warning(case: Case, verify: Callable[..., Found]) -> None:
    late = case.world.entries[35]
    late.at = BEGAN - timedelta(days=30)
    late.content = late.content.replace("2026-03-04T09:35", "2026-02-02T09:35")
    fields = json.loads(late.content) | {"lg_at": "2026-02-02T09:00:00+00:00"}
    late.content = json.dumps(fields)
    late.leaf = late.leaf_of(late.content)
    case.notes = [case.world.note(15), case.world.note(30), case.world.note()]
    assert verify(case.lines()).kinds == {"time"}


def test_rows_that_waited_long_for_the_signer_are_no_warning(
    case: Case, verify: Callable[..., Found]
) -> None:
    """After the signer was away, two checkpoints follow closely, over rows that are older."""
    later = BEGAN + timedelta(days=1)
    notes = []
    for size in (20, 40):
        root = root_of(leaf_hash(each.leaf.encode()) for each in case.world.entries[:size])
        notes.append(sign_note(Checkpoint(ORIGIN, size, root), LOG, later))
    case.notes = notes
    assert (found := verify(case.lines())).code == 0, found.words


@pytest.mark.parametrize("name", ["lg_xid", "lg_at", "lg_epoch", "history_id"])
def test_a_row_whose_leaf_says_another_thing_than_itself_is_found(
    name: str, case: Case, verify: Callable[..., Found]
) -> None:
    entry = case.world.entries[21]
    fields = json.loads(entry.content)
    fields[name] = f"{fields[name]}9"
    entry.content = json.dumps(fields)
    entry.leaf = entry.leaf_of(entry.content)
    case.notes = [case.world.note()]
    assert verify(case.lines()).kinds == {"leaf"}


def test_changes_of_the_set_up_are_told(case: Case, verify: Callable[..., Found]) -> None:
    for kind in ("started", "configuration"):
        case.world.add("statement", None, kind=kind, at="2026-03-04", body={"digest": "00"})
    case.notes = [case.world.note()]
    assert verify(case.lines()).code == 0, "the first set-up is no change"
    for kind in ("configuration", "key", "recovery"):
        case.world.add("statement", None, kind=kind, at="2026-03-04", body={"digest": "01"})
    case.notes = [case.world.note()]
    found = verify(case.lines())
    assert (found.code, found.kinds) == (3, {"configuration", "key", "recovery"})


def test_a_witness_is_named(case: Case, verify: Callable[..., Found]) -> None:
    case.notes = [case.world.note(keys=[*LOG, WITNESS])]
    found = verify(case.lines(), keys=[*VKEYS, WITNESS.vkey()])
    assert found.code == 0
    assert "Witnessed by harbour.example/witness: 40 leaves" in found.words


def test_a_witness_alone_is_not_the_log(case: Case, verify: Callable[..., Found]) -> None:
    case.notes = [case.world.note(keys=[WITNESS])]
    assert verify(case.lines(), keys=[WITNESS.vkey()]).kinds == {"unsigned"}


def test_one_key_signing_two_histories_is_found(case: Case, verify: Callable[..., Found]) -> None:
    other = a_history(40)
    other.entries[3].leaf = other.entries[3].leaf.replace("sdl1 decisions", "sdl1 visions")
    assert "fork" in verify(case.lines(), outside=other.note()).kinds


def test_a_new_key_and_the_old_one_are_both_believed_if_both_are_given(
    case: Case, verify: Callable[..., Found]
) -> None:
    new = keys_named(seed=2)
    case.notes = [case.world.note(15), case.world.note(keys=new)]
    keys = [*VKEYS, *(key.vkey() for key in new)]
    assert verify(case.lines(), keys=keys).code == 0
    assert verify(case.lines()).kinds == {"unsigned"}


def test_many_findings_of_one_kind_are_counted(case: Case, verify: Callable[..., Found]) -> None:
    for entry in case.world.entries:
        entry.salt = hashlib.md5(entry.leaf.encode(), usedforsecurity=False).hexdigest()
    words = verify(case.lines()).words
    assert words.count("is not what was signed") == 20
    assert "Findings: 40 (content)" in words
