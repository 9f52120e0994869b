// Treatments, states and diseases against a rule. A form records drugs with dates and doses, and answers to sentences; of
// diseases, vaccines and allergies it records nothing, so that these are open until their sentence is answered.
import { LAST_DAY, ONE, compare, frac, hasOwn, num, on, over, times } from './exact.js';
import { STAGES, clipped, inside, keeps, lasted, lay, overlap, range, shownRange, upTo } from './amounts.js';
import { F, T, U, all, any, decided, gather, inverted, shows, truths, unknown } from './outcome.js';
import { folded } from './words.js';
import { kinship, narrowed, weightInKg } from './measured.js';

const has = (table, key) => key !== null && key !== undefined && hasOwn(table, key);
const laid = (node, c) => (node.window ? lay(node.window, c) : null);

/** Drugs recorded of the concept or a kind of it, and those that could be it. */
function find(concept, c) {
  const found = { present: [], broader: [] };
  for (const entry of concept === null ? [] : c.patient.treatments) {
    const kin = kinship(c.facts, entry.concept, concept);
    if (kin !== 'none') (['same', 'below'].includes(kin) ? found.present : found.broader).push(entry);
  }
  return found;
}
/** What follows where no entry shows the concept: a form never shows that nothing else was there. */
function notThere(c, concept, broader = [], elsewhere = false) {
  if (broader.length) return unknown('less-specific');
  const known = c.concept(concept);
  if (!known) return unknown('uncoded');
  if (!known.closed) return unknown('open-class');
  return unknown(elsewhere && find(concept, c).present.length ? 'qualifier' : 'not-recorded');
}
function counted({ lower, upper }, judged) {
  const least = BigInt(truths(judged).filter((t) => t === T).length);
  const reach = (bound, inclusive) => compare(frac(least), num(bound.value)) >= (inclusive ? 0 : 1);
  if (upper && reach(upper, !upper.inclusive)) return decided(false);
  return (!lower || reach(lower, lower.inclusive)) && !upper ? decided(true) : unknown('not-recorded');
}

export function condition(node, c) {
  if (!['patient', 'family'].includes(node.who)) return unknown('needs-judgement');
  const stretch = laid(node, c);
  if (stretch?.problem) return unknown(stretch.problem);
  if (node.count) return counted(node.count, []);
  if (node.status === 'suspected') return unknown('needs-judgement');
  if (node.who === 'family') return unknown('not-recorded');
  return stretch?.ahead ? unknown('deferred') : notThere(c, node.concept, [], true);
}

// --- drugs ---
export function treatment(node, c) {
  if (['planned', 'needed', 'eligible'].includes(node.status)) return unknown('needs-judgement');
  return node.status === 'naive' ? inverted(received(node, c)) : received(node, c);
}
const ahead = (entry, c) => (entry.start || entry.recorded).first > c.index;
function received(node, c) {
  const stretch = laid(node, c);
  if (stretch?.problem) return unknown(stretch.problem);
  const { present, broader } = find(node.concept, c);
  const used = present.filter((entry) => !ahead(entry, c));
  const judged = used.map((entry) => judgeDrug(node, entry, stretch, c));
  if (node.count) return counted(node.count, judged);
  const held = judged.find((o) => o.t === T);
  if (held) return held;
  const open = judged.filter((o) => o.t === U);
  if (open.length) return gather(U, open);
  if (stretch?.ahead) return unknown('deferred');
  if (node.status === 'stopped' && !judged.length) return unknown('needs-judgement');
  const going = judged.filter((_, at) => node.status === 'current' && currentNow(used[at], interval(used[at], c)[1], c).t === T);
  if (going.length && !stretch && !broader.length && node.concept !== null && !c.concept(node.concept)?.broad) return going[0];
  const o = notThere(c, node.concept, broader.filter((one) => !ahead(one, c) && inTime(node, one, stretch, c).t !== F));
  return judged.length ? shows(o) : o;
}
function interval(entry, c) {
  let start = entry.start || upTo(Math.min(entry.recorded.last, c.index));
  if (entry.start && entry.recorded.last <= c.index) start = clipped(entry.start, c.index);
  return [start, entry.end || on(LAST_DAY)];
}
function judgeDrug(node, entry, stretch, c) {
  let base = inTime(node, entry, stretch, c);
  if (base.t !== F) {
    const parts = [base, ...particulars(node, entry, interval(entry, c), stretch, c)];
    base = gather(all(truths(parts)), parts);
  }
  return shows(narrowed(base, node.qualifiers, c));
}
const told = (t, missing) => (t === U ? unknown(missing ? 'not-recorded' : 'partial-date') : decided(t === T));
function inTime(node, entry, stretch, c) {
  const [start, end] = interval(entry, c), missing = !entry.start;
  if (start.last > c.index) return unknown('partial-date');
  const lap = () => told(overlap(start, end, stretch.days), missing);
  switch (node.status) {
    case 'ever': case 'naive': return stretch ? lap() : decided(true);
    case 'started': return stretch ? told(inside(start, stretch.days), missing) : decided(true);
    case 'stopped': {
      const now = currentNow(entry, end, c);
      return now.t !== F || !stretch ? inverted(now) : told(inside(end, stretch.days), missing);
    }
    default: return stretch ? lap() : currentNow(entry, end, c);
  }
}
function currentNow(entry, end, c) {
  if (!entry.end || end.first >= c.index) return decided(true);
  return end.last < c.index ? decided(false) : unknown('partial-date');
}
function particulars(node, entry, lasting, stretch, c) {
  const parts = [];
  if (node.dose) parts.push(dose(node.dose, entry, c));
  if ((node.route ?? null) !== null) parts.push(unknown('qualifier'));
  if (node.duration) {
    const until = { first: Math.min(lasting[1].first, c.index), last: Math.min(lasting[1].last, c.index) };
    parts.push(told(lasted(lasting[0], until, node.duration), !entry.start));
  }
  if (node.stable_for) {
    const fresh = entry.start && !node.stable_for.upper && lasted(entry.start, on(c.index), node.stable_for) === F;
    parts.push(fresh ? decided(false) : unknown('qualifier'));
  }
  if (node.response.length) parts.push(unknown('needs-judgement'));
  for (const other of node.concurrent_with) parts.push(together(other, lasting, stretch, c));
  if (node.indication) parts.push(unknown('qualifier'));
  return parts;
}
/** Whether the other treatment was given at the same time as this course (and in the same period). */
function together(other, lasting, stretch, c) {
  if (['any-of', 'all-of'].includes(other.kind) && other.parts.length) {
    const outcomes = other.parts.map((part) => together(part, lasting, stretch, c));
    const t = (other.kind === 'any-of' ? any : all)(truths(outcomes));
    return other.kind === 'any-of' && other.open && t === F ? unknown('open-list') : gather(t, outcomes);
  }
  if (other.kind !== 'treatment') return c.alone(other);
  const alone = treatment(other, c);
  if (alone.t !== T) return alone;
  const [from, to] = lasting;
  const within = stretch ? stretch.days : { first: from.first, last: Math.min(to.last, c.index) };
  const sure = { first: from.last, last: Math.min(to.first, c.index) };
  let maybe = false;
  for (const entry of find(other.concept, c).present.filter((one) => !ahead(one, c))) {
    const [start, end] = interval(entry, c);
    if (sure.first <= sure.last && overlap(start, end, sure) === T) return decided(true);
    maybe ||= overlap(start, end, within) !== F && overlap(start, end, { first: from.first, last: to.last }) !== F;
  }
  return unknown(maybe ? 'partial-date' : 'not-recorded');
}
const TIMES = { h: frac(1n, 24n), d: ONE, wk: frac(7n) };
function dose(asked, entry, c) {
  if (entry.dose === null) return unknown('not-recorded');
  const own = asked.equivalent_of, { concept } = entry;
  if (own !== null && concept !== own && kinship(c.facts, concept, own) !== 'below'
    && (c.concept(concept)?.label ?? '').toLowerCase() !== own.toLowerCase()) return unknown('qualifier');
  let value = num(entry.dose), unit = entry.dose_unit;
  if (asked.per !== entry.dose_per) {
    if (!has(TIMES, entry.dose_per) || !has(TIMES, asked.per)) return unknown('not-recorded');
    value = times(value, over(TIMES[asked.per], TIMES[entry.dose_per]));
  }
  if (asked.per_weight && unit?.endsWith('/kg')) unit = unit.slice(0, -3);
  else if (asked.per_weight) {
    const weight = weightInKg(c);
    if (!weight) return unknown('not-recorded');
    value = over(value, weight);
  }
  const target = asked.per_weight ? asked.unit.replace(/\/kg$/, '') : asked.unit;
  const compared = c.units.convert(range(value), unit, target, null);
  if (typeof compared === 'string') return unknown(compared);
  const per = `${asked.per_weight ? '/kg' : ''}${asked.per ? `/${asked.per}` : ''}`;
  const said = { value: c.units.with(shownRange(compared), target) + per, lower: asked.lower, upper: asked.upper, unit: target, per };
  return decided(keeps(compared, asked.lower, asked.upper) === T, said);
}

/** A vaccine that the form asks about as a drug counts; of others nothing is recorded. */
export function immunization(node, c) {
  if (node.status === 'planned') return unknown('needs-judgement');
  const stretch = laid(node, c);
  if (stretch?.problem) return unknown(stretch.problem);
  const { present, broader } = find(node.concept, c);
  const dayOf = (entry) => entry.start || upTo(c.index);
  const used = (entry) => dayOf(entry).first <= c.index;
  const judged = present.filter(used).map((entry) => {
    const t = stretch ? inside(dayOf(entry), stretch.days) : T;
    return narrowed(t === U ? unknown('partial-date') : decided(t === T), node.qualifiers, c);
  });
  for (const t of [T, U]) {
    const same = judged.filter((o) => o.t === t);
    if (same.length) return gather(t, t === T ? same.slice(0, 1) : same);
  }
  if (stretch?.ahead) return unknown('deferred');
  return notThere(c, node.concept, broader.filter((one) => used(one) && (!stretch || inside(dayOf(one), stretch.days) !== F)), true);
}
export const allergy = (node, c) => narrowed(notThere(c, node.concept), node.qualifiers, c);
export const contraindication = () => unknown('needs-judgement');
export const plan = contraindication;
export function judgement(node, c) {
  const stretch = laid(node, c);
  if (stretch?.problem) return unknown(stretch.problem);
  return unknown(['participant', 'guardian'].includes(node.judge) && c.stage === 0 ? 'deferred' : 'needs-judgement');
}

// --- states and demographics ---
export function state(node, c) {
  if (node.who !== 'patient') return unknown(later(node.concept, c) ? 'deferred' : 'needs-judgement');
  if (node.concept === null) return narrowed(unknown('uncoded'), node.qualifiers, c);
  const stretch = laid(node, c);
  if (stretch?.problem) return unknown(stretch.problem);
  const past = node.window && node.window.value !== null && !['at', 'during'].includes(node.window.direction);
  return narrowed(past ? overTime(node, c) : stateNow(node.concept, c, []), node.qualifiers, c);
}
const implicationsOf = (concept, c) => (has(c.facts.implications, concept) ? c.facts.implications[concept] : []);
function overTime(node, c) {
  const now = stateNow(node.concept, c, []);
  const forLife = implicationsOf(node.concept, c).some((rule) => rule.concept === 'sex' && rule.value === c.patient.sex);
  return now.t === F && forLife ? now : unknown(later(node.concept, c) ? 'deferred' : 'not-recorded');
}
const later = (concept, c) => STAGES.indexOf(c.concept(concept)?.stage) > c.stage;
function stateNow(concept, c, seen) {
  const own = stateAnswered(concept, c), implied = impliedState(concept, c, [...seen, concept]);
  if (own.t === U) return implied || own;
  return implied && ![own.t, U].includes(implied.t) ? unknown('conflict') : own;
}
function stateAnswered(concept, c) {
  const answer = has(c.patient.answers, concept) ? c.patient.answers[concept] : null;
  if ((answer?.value ?? null) !== null) return answerOutcome(answer, c);
  if (later(concept, c)) return unknown('deferred');
  const entry = c.concept(concept);
  return unknown(!entry ? 'uncoded' : entry.stage !== 'prescreen' ? 'needs-judgement' : 'not-recorded');
}
/** What a person answered; an answer that is dated too long ago no longer counts. */
export const answerOutcome = (answer, c) =>
  (answer.date && answer.date.last < c.index - c.site.answer_days ? shows(unknown('stale')) : decided(answer.value));
function impliedState(concept, c, seen) {
  const outcomes = implicationsOf(concept, c).filter((rule) => factHolds(rule, c, seen)).map((rule) => decided(rule.to));
  return outcomes.some((o) => o.t !== outcomes[0].t) ? unknown('conflict') : outcomes[0] || null;
}
function factHolds(rule, c, seen) {
  if (rule.value !== null) {
    const said = rule.concept === 'sex' ? c.patient.sex : c.patient.demographics[rule.concept];
    return (said ?? null) !== null && folded(said) === folded(rule.value);
  }
  const kind = c.concept(rule.concept)?.kind;
  if (seen.includes(rule.concept) || !kind) return false;
  const asked = { concept: rule.concept, status: 'ever', qualifiers: [], response: [], concurrent_with: [] };
  const o = kind === 'state' ? stateNow(rule.concept, c, seen) : kind === 'condition' ? unknown('not-recorded') : treatment(asked, c);
  return o.t === (rule.truth ? T : F);
}
export function demographic(node, c) {
  const { concept } = node, key = concept ?? folded(node.label).replaceAll(' ', '-');
  const said = concept === 'sex' ? c.patient.sex : has(c.patient.demographics, key) ? c.patient.demographics[key] : null;
  if ((said ?? null) === null) return unknown('not-recorded');
  const spelt = (value) => {
    const found = Object.entries(c.concept(concept)?.values || {})
      .find(([name, others]) => [name, ...others].some((other) => folded(other) === folded(value)));
    return folded(found ? found[0] : value);
  };
  const own = spelt(said);
  if (node.values.map(spelt).includes(own)) return decided(true);
  if (concept === 'sex') return said === 'other' ? shows(unknown('needs-judgement')) : decided(false);
  return (c.measure(concept)?.classes || []).some((name) => folded(name) === own) ? decided(false) : shows(unknown('uncoded'));
}
