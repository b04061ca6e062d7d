"""How are answers put in rows for check-answers? One untitled block, empty answers left out."""

from __future__ import annotations

from django.utils.functional import Promise

from decisions.screens.base import Block, Row


def block(
    title: str, *found: tuple[str | Promise, str, str], part: str = "", tag: str = ""
) -> Block:
    """One titled block of the answers that hold something."""
    kept = tuple(Row(str(label), str(value), field) for label, value, field in found if value)
    return Block(title, kept, part, tag)


def rows(*found: tuple[str | Promise, str, str]) -> list[Block]:
    """The answers of a step that has one form; nothing at all where all are empty."""
    made = block("", *found)
    return [made] if made.rows else []
