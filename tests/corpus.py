"""Reads the corpus's block format: a statement, its rule, and what it means for candidates.

    == platelets, lower bound included
    text      Platelet count >= 100 x 10^9/L
    rule      platelets >= 100 10*9/L
    category  inclusion                         (optional; inclusion is the default)
    ask       What is your platelet count?      (optional)
    100 10*9/L                        met
    platelets 99.9 10*9/L @-30d       not met   # with the concept named and a date
    -                                 unknown   # nothing recorded

A candidate line holds facts, separated by `;`, then at least two spaces and `met`, `not met` or `unknown`:

    100 10*9/L @2026-01-02      a value of the measure that the rule is about; or named: `platelets 100 10*9/L`
    alt 40 U/L range 7..56      with the reference range that came with it
    iga moderate                a class or result word in place of a number
    born 2001-03-09 · age 19 · male · female
    has heart failure · has heart failure since -2y until -30d · no heart failure
    has psoriasis severity moderate · family has breast cancer
    took methotrexate since -90d until -10d · takes prednisone · never took methotrexate · failed methotrexate
    takes prednisone dose 10 mg/d stable -5w
    vaccinated influenza vaccine -20d · allergic to ciclosporin
    yes pregnant · no answer pregnant · answer KEY yes|no
    complete conditions         the record lists all of that domain
    presume medications         the caller presumes it
    anchor baseline -3d         the day of a visit

Days are `2026-01-02`, or `-30d`, `-8w`, `-3mo`, `-2y` before the fixed index date (or `+1d` after it).
A reject has `says` lines in place of candidates: the issue exactly as the program renders it.
`--accept` rewrites the lines `rule`, `ask` and `says`; candidate lines are clinical truth and are written by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

KEYS = ("text", "category", "stage", "rule", "ask", "says")
COLUMN = 10
OUTCOMES = ("met", "not met", "unknown")
_LINE = re.compile(r"^(?P<facts>\S.*?)\s{2,}(?P<outcome>not met|met|unknown)(?:\s+#.*)?$")


@dataclass(frozen=True)
class Case:
    """One candidate line."""

    facts: tuple[str, ...]
    outcome: str
    line: int


@dataclass
class Block:
    """One statement with everything said about it; `keys` maps each key to its lines."""

    title: str
    path: Path
    line: int
    keys: dict[str, list[str]] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)

    def one(self, key, default=""):
        return "\n".join(self.keys.get(key, [default]))

    @property
    def text(self):
        return self.one("text")


def read_blocks(path, text=None, first_line=1):
    """The blocks of one file (or of a text that stands in it); a line that fits nothing is an error that names it."""
    blocks = []
    for number, raw in enumerate((path.read_text(encoding="utf-8") if text is None else text).splitlines(), first_line):
        line = raw.rstrip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("== "):
            blocks.append(Block(line[3:], path, number))
            continue
        where = f"{path.name}:{number}"
        if not blocks:
            raise ValueError(f"{where}: a block starts with '== title'")
        key, _, rest = line.partition(" ")
        if key in KEYS:
            aligned = not line[len(key) : COLUMN].strip()
            blocks[-1].keys.setdefault(key, []).append(line[COLUMN:] if aligned else rest.strip())
        elif found := _LINE.match(line):
            facts = tuple(fact.strip() for fact in found["facts"].split(";"))
            blocks[-1].cases.append(Case(() if facts == ("-",) else facts, found["outcome"], number))
        else:
            raise ValueError(f"{where}: neither a key ({', '.join(KEYS)}) nor facts and {', '.join(OUTCOMES)}: {line}")
    for block in blocks:
        if not block.text:
            raise ValueError(f"{path.name}:{block.line}: the block has no text")
    return blocks


def rewritten(lines, machine):
    """The lines with machine lines made anew: `machine` maps a block's line number to `{key: its lines}`."""
    starts = [number for number, raw in enumerate(lines) if raw.startswith("== ")]
    out = list(lines[: starts[0]]) if starts else list(lines)
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        out.extend(_block_rewritten(lines[start:stop], machine.get(start + 1, {})))
    return out


def _block_rewritten(block, wanted):
    if not wanted:
        return block
    end = next((number for number, raw in enumerate(block) if raw.startswith("```")), len(block))
    block, rest = block[:end], block[end:]
    kept = [raw for raw in block if raw.partition(" ")[0] not in wanted]
    last = max(number for number, raw in enumerate(kept) if raw.partition(" ")[0] in KEYS)
    made = [f"{key:<{COLUMN}}{value}".rstrip() for key, values in wanted.items() for value in values]
    return [*kept[: last + 1], *made, *kept[last + 1 :], *rest]


def document(block):
    """The protocol text that a block stands for: its words under the heading of its category, unless they have one."""
    if re.search(r"(?im)^\s*(key )?(in|ex)clusion", block.text):
        return block.text + "\n"
    return f"{block.one('category', 'inclusion').capitalize()} Criteria:\n\n- {block.text}\n"
