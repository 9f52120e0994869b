// Decides cases from standard input, one JSON object a line: {"bundle": …} sets the protocol, {"patient" | "answers", "options"}
// asks for a verdict. One JSON line comes back for each line. The first argument is the module to test.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { readBundle, screen, toPatient } = await import(pathToFileURL(process.argv[2]).href);
let bundle, facts;
const written = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!line) continue;
  const asked = JSON.parse(line);
  try {
    if (asked.bundle) {
      bundle = asked.bundle;
      facts = readBundle(bundle);
      written.push('{}');
    } else {
      const patient = asked.patient ?? toPatient(bundle, asked.answers, asked.options.index_date);
      const { status, findings } = screen(facts, patient, asked.options);
      const plain = findings.map((one) => [one.criterion, one.met, one.finding, one.reasons, one.depends_on_reading]);
      written.push(JSON.stringify({ status, findings: plain, patient: asked.answers && patient }));
    }
  } catch (problem) {
    written.push(JSON.stringify({ error: String(problem.stack) }));
  }
  if (written.length > 200) process.stdout.write(`${written.splice(0).join('\n')}\n`);
}
if (written.length) process.stdout.write(`${written.join('\n')}\n`);
