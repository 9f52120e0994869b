"""A tag: one piece of text with the role it can play in a sentence."""

from __future__ import annotations

from typing import Literal
from typing import cast

State = Literal["compiled", "judgement", "unread", "filler"]


class Tag:
    """One tagged stretch of the source, made by the scan and used up by the build.

    type: the terminal of the grammars. value: what it stands for (a sign, a number, concept ids, a unit).
    others: further (type, value) pairs that the same words could be. state: what the ledger says of its characters,
    `unread` until something takes it.
    """

    __slots__ = ("end", "others", "start", "state", "text", "type", "value")

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        value: object = None,
        text: str = "",
        others: tuple[tuple[str, object], ...] = (),
        state: State = "unread",
    ) -> None:
        self.type = kind
        self.start = start
        self.end = end
        self.value = value
        self.text = text
        self.others = others
        self.state: State = state

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r}, {self.value!r})"

    def could_be(self, kind: str) -> bool:
        """Whether another role of the same words is of that type."""
        for name, _ in self.others:  # noqa: SIM110 - asked of every tag many times
            if name == kind:
                return True
        return False

    def value_as(self, kind: str) -> object:
        """What it stands for in that role, its own or another; None where it has no such role."""
        return self.value if self.type == kind else next((value for name, value in self.others if name == kind), None)

    def become(self, kind: str) -> None:
        """Takes on another of its roles (or, where it has no such role, the bare type with its text as value)."""
        kept = (self.type, self.value)
        for name, value in self.others:
            if name == kind:
                self.others = (*(other for other in self.others if other[0] != kind), kept)
                self.type, self.value = name, value
                return
        self.others = (*self.others, kept)
        self.type, self.value = kind, self.text

    def drop(self, state: State = "compiled") -> None:
        """Says nothing more: the pass leaves it out, its words are read."""
        self.type, self.state, self.others = "DROP", state, ()

    def be(self, kind: str, value: object) -> None:
        """Is that and nothing else: what it could have been besides is settled."""
        self.type, self.value, self.others = kind, value, ()

    def again(self) -> Tag:
        """The like of it, which is read on its own."""
        return Tag(self.type, self.start, self.end, self.value, self.text, self.others, self.state)

    def be_words(self) -> None:
        """Is no more than the words that it is written in."""
        self.be("TEXT", self.text.lower())


def telling(kind: str, parts: list[Tag] | tuple[Tag, ...], told: tuple[Tag | None, ...]) -> Tag:
    """One qualifier of that kind over its words, which keeps the tags that it tells of for `told_by`."""
    whole = covering("SEV", parts, kind)
    whole.others = (*whole.others, (kind, told))
    return whole


def behind(parts: list[Tag] | tuple[Tag, ...], kind: str = "other") -> Tag:
    """One qualifier over its words, which tells of what stands before it whatever follows."""
    whole = covering("SEV", parts, kind)
    whole.others = (*whole.others, ("BEHIND", True))
    return whole


def told_by(tag: Tag) -> tuple[Tag | None, ...]:
    """The tags that a qualifier made by `telling` tells of."""
    return cast("tuple[Tag | None, ...]", next(value for kind, value in tag.others if kind == tag.value))


def covering(kind: str, parts: list[Tag] | tuple[Tag, ...], value: object, text: str | None = None) -> Tag:
    """One tag over several that stand in a row, which are read with it; its text is theirs unless another is given."""
    said = " ".join(tag.text for tag in parts) if text is None else text
    return Tag(kind, parts[0].start, parts[-1].end, value, said, (("parts", tuple(parts)),))


def bracketed(inside: list[Tag]) -> list[Tag]:
    """A bracket around tags, of no width in the text."""
    start, stop = min(tag.start for tag in inside), max(tag.end for tag in inside)
    return [Tag("LP", start, start, "(", state="compiled"), *inside, Tag("RP", stop, stop, ")", state="compiled")]


def as_written(tags: list[Tag]) -> str:
    """The words of tags in a row, without a space where the text has none."""
    text, end = "", -1
    for tag in tags:
        text += f" {tag.text}" if text and tag.start > end else tag.text
        end = tag.end
    return text


def parts_of(tag: Tag) -> tuple[Tag, ...]:
    """The tags that a tag was made of; the tag itself where it is one of the scan."""
    if tag.others and tag.others[0][0] == "parts":
        return tag.others[0][1]  # type: ignore[return-value]
    return (tag,)


def take(tags: list[Tag] | tuple[Tag, ...] | Tag, state: State = "compiled") -> None:
    """Marks the characters of tags as read."""
    for tag in (tags,) if isinstance(tags, Tag) else tags:
        if tag.others and tag.others[0][0] == "parts":
            for part in parts_of(tag):
                if part.others and part.others[0][0] == "parts":
                    take(part, state)
                elif part.state in {"unread", "filler"}:
                    part.state = state
        tag.state = state
