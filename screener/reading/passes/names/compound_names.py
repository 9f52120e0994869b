"""Keeps names together that their parts would break: "hormone-releasing implant", "head and neck", "onset-to-door time"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

PAIRS = frozenset({("head", "neck"), ("mouth", "throat"), ("nose", "throat"), ("hand", "foot"), ("ear", "nose")})
FIRSTS = frozenset(first for first, _ in PAIRS)
DEVICES = frozenset({"device", "devices"})
IMPLANTS = frozenset({"implant", "implants"})
OPERATIONS = frozenset({"surgery", "surgeries", "procedure", "procedures", "operation", "operations", "surgical procedure"})
_DOING = frozenset({"releasing", "eluting", "sensitizing", "sensitising", "lowering", "stimulating", "producing"})


def places(tags: list[Tag]) -> list[Tag]:
    """The tags with two places that are one, "head and neck", made one word."""
    made: list[Tag] = []
    for tag in tags:
        if len(made) > 1 and made[-1].type == "AND" and (made[-2].text.lower(), tag.text.lower()) in PAIRS:
            parts = (made[-2], made[-1], tag)
            del made[-2:]
            tag = covering("TEXT", parts, None)
        made.append(tag)
    return made


def devices(tags: list[Tag]) -> list[Tag]:
    """The tags without the "device" behind a device's name, and a procedure with the "surgery" behind its own name one."""
    made: list[Tag] = []
    for tag in tags:
        first = made[-1] if made else tag
        word = tag.text.lower()
        if tag.start != first.end + 1 or tag.type not in {"PROC", "PROCN"} or first.type not in {"PROC", "DRUG"}:
            made.append(tag)
        elif first.type == "DRUG":
            made[-1:] = [covering("DRUG", (first, tag), first.value, first.text)] if _implanted(first, word) else [first, tag]
        elif tag.type == "PROCN" and word in DEVICES:
            tag.drop("filler")
        elif word in OPERATIONS and _is_done(first):
            whole = covering("PROC", (first, tag), first.value, first.text)
            whole.others = (*whole.others, *first.others)
            made[-1] = whole  # "vitrectomy surgery", "bariatric surgery procedures"
        else:
            made.append(tag)
    return made


def _implanted(drug: Tag, word: str) -> bool:
    """Whether a drug's name is of an implant, behind which that word says nothing ("an Ozurdex implant")."""
    return word in IMPLANTS and isinstance(drug.value, tuple) and all(str(ident).endswith("-implant") for ident in drug.value)


def _is_done(tag: Tag) -> bool:
    """Whether a name is known to be of procedures alone, and of no device that is worn or put in."""
    idents = tag.value if isinstance(tag.value, tuple) else ()
    return bool(idents) and all(catalog()[ident].kind == "procedure" and ident != "surgery" for ident in idents)


def doing(tags: list[Tag]) -> list[Tag]:
    """The tags with what is done with a drug kept in the name behind it: "hormone-releasing implants"."""
    made = list(tags)
    for at in range(len(made) - 4, -1, -1):
        if at + 4 > len(made):
            continue  # names behind this place have been joined
        drug, dash, word, noun = made[at : at + 4]
        if drug.type != "DRUG" or dash.type != "DASH" or word.text.lower() not in _DOING or drug.end != dash.start:
            continue
        if noun.type in {"TREATN", "PROCN"}:
            made[at : at + 4] = [covering("DRUG" if noun.type == "TREATN" else "PROC", (drug, dash, word, noun), ())]
        elif noun.type in {"DRUG", "PROC"}:
            made[at : at + 3] = [covering("SEV", (drug, dash, word), "type")]
    return made


SALTS = frozenset({
    "hcl", "hydrochloride", "hydrobromide", "besylate", "fumarate", "maleate", "mesylate", "succinate", "tartrate", "tosylate",
})  # fmt: skip
STRETCHES = frozenset({"time", "interval", "delay", "times"})
_EVENTS = frozenset({"TEXT", "ANCHOR", "PROC", "PROCN", "TREATN", "COND", "CONDN", "DRUG"})


def salts(tags: list[Tag]) -> list[Tag]:
    """The tags with the salt behind a drug's name read with it: "midodrine HCl"."""
    made: list[Tag] = []
    for tag in tags:
        if made and made[-1].type == "DRUG" and tag.type == "TEXT" and tag.text.lower() in SALTS and made[-1].value:
            made[-1] = covering("DRUG", (made[-1], tag), made[-1].value)
        else:
            made.append(tag)
    return made


def stretches(tags: list[Tag]) -> list[Tag]:
    """The tags with "onset-to-door time" made one name."""
    for at in range(len(tags) - 5):
        run = tags[at : at + 6]
        shape = run[1].type == run[3].type == "DASH" and run[2].text.lower() == "to" and run[5].text.lower() in STRETCHES
        if shape and run[0].type in _EVENTS and run[4].type in _EVENTS and run[0].end == run[1].start:
            whole = covering("TEXT", run, None, "".join(tag.text for tag in run[:5]) + f" {run[5].text}")
            return [*tags[:at], whole, *stretches(tags[at + 6 :])]
    return tags
