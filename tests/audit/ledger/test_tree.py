"""Is the tree that of RFC 6962, and does every proof show what it must and nothing else?"""

from __future__ import annotations

import hashlib
import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from tests.audit.ledger.logs import InMemory

# The vectors that the tests of Certificate Transparency share: eight leaves and their roots.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
MOST = 130
SOME = [leaf_hash(str(number).encode()) for number in range(MOST)]


@cache
def root(size: int) -> bytes:
    return root_of(SOME[:size])


def unhex(texts: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in texts]


def by_the_definition(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962 defines it, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(by_the_definition(leaves[:k]), by_the_definition(leaves[k:]))


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    assert root_of(map(leaf_hash, LEAVES[:size])).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_known_proofs_of_inclusion(index: int, size: int) -> None:
    leaves = [leaf_hash(each) for each in LEAVES]
    proof = inclusion_proof(InMemory(leaves), index, size)
    assert proof == unhex(INCLUSION[index, size])
    assert verify_inclusion(leaves[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_known_proofs_of_consistency(old: int, new: int) -> None:
    leaves = [leaf_hash(each) for each in LEAVES]
    proof = consistency_proof(InMemory(leaves), old, new)
    assert proof == unhex(CONSISTENCY[old, new])
    old_root, new_root = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    assert verify_consistency(old, new, old_root, new_root, proof)


def test_the_empty_tree() -> None:
    assert EMPTY_ROOT.hex() == ROOTS[0]
    assert Frontier().root() == EMPTY_ROOT


@pytest.mark.parametrize("size", range(MOST + 1))
def test_every_root_and_every_proof_of_a_size(size: int) -> None:
    hashes = InMemory(SOME[:size])
    assert root(size) == by_the_definition(SOME[:size])
    for index in range(size):
        proof = inclusion_proof(hashes, index, size)
        assert verify_inclusion(SOME[index], index, size, proof, root(size))
    for old in range(size + 1):
        proof = consistency_proof(hashes, old, size)
        assert verify_consistency(old, size, root(old), root(size), proof)
        assert len(proof) <= 63


def test_a_frontier_goes_on_from_what_was_kept() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(SOME):
        kept = json.dumps(frontier.to_json())
        frontier = Frontier.from_json(json.loads(kept))
        assert (frontier.size, frontier.root()) == (size, root(size))
        frontier.append(leaf)
    assert len(frontier.hashes) == MOST.bit_count()


def test_a_frontier_that_cannot_be_is_refused() -> None:
    for size, hashes in ((1, []), (2, SOME[:2]), (-1, []), (1, [b"short"])):
        with pytest.raises(ValueError):
            Frontier(size, hashes)


def test_proofs_of_what_is_not_there_are_refused() -> None:
    hashes = InMemory(SOME)
    for index, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError):
            inclusion_proof(hashes, index, size)
    for old, new in ((6, 5), (-1, 5)):
        with pytest.raises(ValueError):
            consistency_proof(hashes, old, new)


sizes = st.integers(1, MOST)
other = st.binary(min_size=32, max_size=32)


def spoiled(proof: list[bytes], how: int, where: int, junk: bytes) -> list[bytes]:
    """The proof with one hash changed, left out, added, or two swapped."""
    where %= len(proof) + 1
    match how:
        case 0:
            return [*proof[:where], junk, *proof[where + 1 :]]
        case 1:
            return [*proof[:where], *proof[where + 1 :]]
        case 2:
            return [*proof[:where], junk, *proof[where:]]
        case _:
            return proof[::-1]


@settings(max_examples=300, deadline=None)
@given(sizes, st.data(), other)
def test_no_other_leaf_index_root_or_proof_is_taken(size: int, data: st.DataObject, junk: bytes):
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(InMemory(SOME), index, size)
    leaf, good = SOME[index], root(size)
    assert not verify_inclusion(junk, index, size, proof, good)
    assert not verify_inclusion(leaf, index, size, proof, junk)
    for wrong in {data.draw(st.integers(-2, MOST + 2)), index + 1, index - 1} - {index}:
        assert not verify_inclusion(leaf, wrong, size, proof, good)
    bad = spoiled(proof, data.draw(st.integers(0, 3)), data.draw(sizes), junk)
    assert bad == proof or not verify_inclusion(leaf, index, size, bad, good)


@settings(max_examples=300, deadline=None)
@given(sizes, st.data(), other)
def test_no_other_past_is_taken(new: int, data: st.DataObject, junk: bytes):
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(InMemory(SOME), old, new)
    assert not verify_consistency(old, new, junk, root(new), proof)
    assert not verify_consistency(old, new, root(old), junk, proof)
    for wrong in {data.draw(st.integers(-2, MOST + 2)), old - 1, old + 1} - {old}:
        assert not verify_consistency(wrong, new, root(old), root(new), proof)
    bad = spoiled(proof, data.draw(st.integers(0, 3)), data.draw(sizes), junk)
    assert bad == proof or not verify_consistency(old, new, root(old), root(new), bad)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, MOST), st.data())
def test_a_log_that_changed_a_leaf_cannot_prove_its_past(new: int, data: st.DataObject):
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*SOME[:new]]
    rewritten[changed] = leaf_hash(b"rewritten")
    proof = consistency_proof(InMemory(rewritten), old, new)
    assert not verify_consistency(old, new, root(old), root_of(rewritten), proof)


def test_a_smaller_tree_is_never_consistent() -> None:
    assert not verify_consistency(5, 4, root(5), root(4), [])
    assert not verify_consistency(0, 0, EMPTY_ROOT, root(1), [])
    assert not verify_consistency(0, 5, root(1), root(5), [])
    assert not verify_consistency(0, 5, EMPTY_ROOT, root(5), [root(1)])
    assert not verify_consistency(3, 5, root(3), root(5), [b"short"])
