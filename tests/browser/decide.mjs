// Decides cases from standard input, one JSON object a line: {"bundle": …} sets the protocol, {"patient" | "answers", "options"}
// asks for a verdict. One JSON line comes back for each line. The first argument is the module to test.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { readBundle, screen, toPatient } = await import(pathToFileURL(process.argv[2]).href);
let bundle, facts;
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!line) continue;
  const asked = JSON.parse(line);
  try {
    if (asked.bundle) {
      bundle = asked.bundle;
      facts = readBundle(bundle);
      say({});
    } else {
      const patient = asked.patient ?? toPatient(bundle, asked.answers, asked.options.index_date);
      const { status, findings } = screen(facts, patient, asked.options);
      const plain = findings.map((one) => [one.criterion, one.met, one.finding, one.reasons, one.depends_on_reading, one.confirm]);
      say({ status, findings: plain });
    }
  } catch (problem) {
    say({ error: String(problem.stack) });
  }
}
