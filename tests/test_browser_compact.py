"""The module in short does what its source does."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from screener.forms.browser.compact import compact

SOURCE = """// A comment with 'quotes' and `ticks`.
const twice = (number) => number * 2;
const { hasOwn } = Object;
const table = { pass: 'a', 'not-known': 'b', twice };
function total(list, start = 0) {
  let total_ = start;
  for (const number of list) {
    const half = number / 2; /* not a /regex/ */
    total_ += half > 1 ? twice(half) : number;
  }
  return total_;
}
class Counter {
  #seen = 0;
  static kinds = ['pass', 'pass', 'pass'];
  count(text) {
    const found = /[/]\\d+/.exec(text), { length: size } = text;
    this.#seen += found === null ? 0 : 1;
    return `${size}: ${found ? `found ${found[0]}` : 'none'}, ${this.#seen}`;
  }
  get seen() {
    return this.#seen;
  }
}
function shadow(twice) {
  const { pass, total: kept = 3, ...rest } = twice;
  return [pass, kept, rest, undefined === rest.x, true && false, null];
}
const counter = new Counter();
const answer = [total([1, 4, 9]), counter.count('a/12'), counter.count('b'), counter.seen, shadow({ pass: 1, y: 2 }),
  hasOwn(table, 'pass'), table['not-known'], table.twice(4), Counter.kinds.length];
"""


def run(text: str) -> object:
    node = shutil.which("node")
    if node is None:
        pytest.skip("running a script needs Node (Debian's package nodejs)")
    script = f"{text}\nprocess.stdout.write(JSON.stringify(answer));"
    return json.loads(subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout)


def test_a_script_in_short_gives_what_the_script_gives() -> None:
    short = compact(SOURCE, ("answer",))
    assert run(short) == run(SOURCE)
    assert len(short) < 0.6 * len(SOURCE)


def test_statements_share_short_names_and_the_module_s_own_are_used_by_no_other() -> None:
    short = compact("const kept = 1;\nconst plus = (number) => number + kept;\nconst minus = (other) => other - kept;\n", ("plus", "minus"))
    assert short == "let a=1,plus=b=>b+a,minus=b=>b-a;"
