// One patient against one protocol's bundle: a finding for every criterion, the status, and what is still open.
import { hasOwn, parseDate } from './exact.js';
import { STAGES, Units } from './amounts.js';
import { F, T, U, allOf, anyOf, exception, gather, inverted, neg, only, out, shows, someOf, unique, unknown, when } from './outcome.js';
import { comparison, kinship, member, result } from './measured.js';
import { learn } from './words.js';
import * as history from './history.js';

export const SCHEMA_VERSION = '1';
const ATOMS = {
  comparison, result, member,
  condition: history.condition, treatment: history.treatment, immunization: history.immunization, allergy: history.allergy,
  contraindication: history.contraindication, demographic: history.demographic, state: history.state, plan: history.plan,
  judgement: history.judgement, unread: (node) => unknown(node.reason),
};

/** A bundle's rules and facts as deciding reads them; made once a bundle. */
export function readBundle(bundle) {
  const { facts } = bundle;
  learn(facts.folded);
  const implications = {};
  for (const one of facts.implications) (implications[one.implied] ||= []).push({ ...one, to: one.implied_truth });
  const concepts = Object.fromEntries(Object.entries(facts.concepts).map(([id, one]) => [id, { ...one, names: [one.label, ...one.synonyms] }]));
  const words = { ...facts.words, severity: facts.words.severity.order };
  return {
    ...facts, concepts, implications, words, rules: bundle.criteria, barred: bundle.barred,
    caution: new Set(facts.caution),
  };
}
const DATES = ['date', 'start', 'end', 'recorded'];
const SITE = { answer_days: 90, state_days: 90, current_days: {}, formulas: {}, ranges: [] };

/** One patient at one index date: what the evaluation of a node looks at. */
class Case {
  constructor(facts, patient, options) {
    const day = (text) => (text === null || text === undefined ? null : parseDate(text));
    const dated = (entry) => ({ ...entry, ...Object.fromEntries(DATES.filter((name) => name in entry).map((name) => [name, day(entry[name])])) });
    const coded = (entries = []) => entries.map((entry) => ({ ...dated(entry), concept: entry.concepts[0] }));
    this.facts = facts;
    this.patient = {
      sex: patient.sex ?? null, birth_date: day(patient.birth_date), demographics: patient.demographics || {},
      observations: coded(patient.observations).map((one) => ({ value: null, value_text: null, visit: null, unit: null, ...one })),
      treatments: coded(patient.treatments).map((one) => ({ start: null, end: null, dose: null, dose_unit: null, dose_per: null, ...one })),
      answers: Object.fromEntries(Object.entries(patient.answers || {}).map(([key, one]) => [key, dated(one)])),
    };
    this.index = parseDate(options.index_date).first;
    this.stage = STAGES.indexOf(options.stage || 'prescreen');
    this.anchors = Object.fromEntries(Object.entries(options.anchors || {}).map(([name, text]) => [name, parseDate(text).first]));
    this.site = { ...SITE, ...options.site };
    this.units = facts.converter ||= new Units(facts);
    this.measured = new Map();
    this.assumed = new Set();
  }
  concept(id) {
    return id && hasOwn(this.facts.concepts, id) ? this.facts.concepts[id] : null;
  }
  measure(id) {
    return this.concept(id)?.measure || null;
  }
  /** The same case with these treatments. */
  having(treatments) {
    return Object.assign(Object.create(Case.prototype), this, { patient: { ...this.patient, treatments } });
  }
  alone(node) {
    return new Walk(this, []).evaluate(node, F);
  }
}

export const below = (node) => {
  switch (node.kind) {
    case 'all-of': case 'at-least': case 'at-most': return node.parts;
    case 'any-of': return node.head ? [node.head, ...node.parts] : node.parts;
    case 'not': return [node.part];
    case 'when': return [node.condition, node.then];
    case 'except': return [node.base, node.unless];
    default: return [];
  }
};

/** One evaluation of one rule, with what became of every node. */
class Walk {
  constructor(c, unread) {
    this.c = c;
    this.unread = new Set(unread.map((path) => path.join('.')));
    this.trace = new Map();
  }
  evaluate(node, vacuous, path = '') {
    let o = hasOwn(ATOMS, node.kind) ? this.atom(node) : this.combined(node, vacuous, path);
    if (this.unread.has(path)) o = { ...unknown('unread'), e: o.e };
    this.trace.set(path, o);
    return o;
  }
  atom(node) {
    const o = ATOMS[node.kind](node, this.c);
    return node.kind === 'unread' ? o : this.answered(node, o);
  }
  parts(nodes, vacuous, path, start = 0) {
    return nodes.map((node, at) => this.evaluate(node, vacuous, path ? `${path}.${start + at}` : `${start + at}`));
  }
  combined(node, vacuous, path) {
    switch (node.kind) {
      case 'all-of': {
        const parts = this.parts(node.parts, T, path);
        return applicable(allOf(parts), parts, vacuous);
      }
      case 'any-of': {
        const [head] = node.head ? this.parts([node.head], F, path) : [];
        const parts = this.parts(node.parts, F, path, node.head ? 1 : 0);
        let o = anyOf(parts, node.open, head);
        if (node.open && o.t === U) o = this.answered(node, o);
        return applicable(o, head ? [head, ...parts] : parts, vacuous);
      }
      case 'at-least': return someOf(this.parts(node.parts, F, path), node.count, false);
      case 'at-most': return someOf(this.parts(node.parts, F, path), node.count, true);
      case 'not': return inverted(this.parts([node.part], neg(vacuous), path)[0]);
      case 'when': {
        const [given] = this.parts([node.condition], F, path);
        return when(given, this.parts([node.then], vacuous, path, 1)[0], vacuous);
      }
      case 'except': {
        const [base] = this.parts([node.base], vacuous, path);
        const o = exception(base, this.parts([node.unless], F, path, 1)[0]);
        if (base.t === o.t) return o;
        return heldBesides(node, this.c) || (base.t === U && openBesides(node, this.c) ? base : o);
      }
      default: throw new TypeError(`a rule of an unknown kind: ${node.kind}`);
    }
  }
  /** An answer settles what the record leaves open; one that contradicts the record is a conflict. */
  answered(node, o) {
    const { answers } = this.c.patient, answer = hasOwn(answers, node.key) ? answers[node.key] : null;
    if ((answer?.value ?? null) === null) return o;
    const given = history.answerOutcome(answer, this.c);
    if (given.t === U) return o.t === U ? gather(U, [given, o]) : o;
    if (o.t === U) return shows(out(given.t, [], o.c));
    return o.t === given.t ? o : shows(unknown('conflict'));
  }
}
const NAMING = ['condition', 'treatment', 'immunization'];
const within = (node) => [node, ...[...below(node), ...(node.concurrent_with ?? []), node.indication, node.action].filter(Boolean).flatMap(within)];
/** The base's outcome if entries that are none of the excepted kinds make it true, or one of several, else nothing. */
function heldBesides({ base, unless }, c) {
  if (base.kind === 'any-of') return [...base.parts, base.head].map((part) => part && heldBesides({ base: part, unless }, c)).find(Boolean);
  if (base.kind === 'except') {
    const alone = within(base.unless).every(({ kind }) => NAMING.includes(kind) || kind === 'any-of');
    return alone && heldBesides({ base: base.base, unless: { kind: 'any-of', parts: [base.unless, unless] } }, c);
  }
  const named = within(unless).filter((part) => NAMING.includes(part.kind));
  const kind = (part) => kinship(c.facts, part.concept, base.concept);
  const apart = base.concept && NAMING.includes(base.kind) && named.every((part) => part.concept && kind(part) !== 'same');
  if (!apart || !(named.some((part) => part.kind === base.kind) || (named[0] && named.every((part) => kind(part) === 'below')))) return null;
  const spared = (entry) => named.some(({ concept }) => ['same', 'below', 'above'].includes(kinship(c.facts, entry.concept, concept)));
  const o = ATOMS[base.kind](base, c.having(c.patient.treatments.filter((entry) => !spared(entry))));
  return o.t === T && o;
}
/** Whether the record has a treatment besides the excepted ones that the base may mean. */
function openBesides({ base, unless }, c) {
  if (base.kind !== 'treatment' || base.concept) return false;
  const named = within(unless).filter((part) => NAMING.includes(part.kind) && part.concept);
  const spared = (entry) => named.some(({ concept }) => ['same', 'below', 'above'].includes(kinship(c.facts, entry.concept, concept)));
  return c.patient.treatments.some((entry) => entry.presence !== 'absent' && !spared(entry));
}
function applicable(o, parts, vacuous) {
  return !parts.length || parts.some((part) => part.a) ? o : out(vacuous, [], o.c, false, o.e);
}

function findingOf(o, category) {
  if (!o.a) return 'not-applicable';
  if (o.t === U) return only(o, 'deferred') ? 'deferred' : 'unknown';
  return (o.t === T) === (category === 'inclusion') ? 'pass' : 'fail';
}
function judgeRule(rule, c) {
  const vacuous = rule.category === 'inclusion' ? T : F;
  const walk = new Walk(c, rule.unread);
  let o = walk.evaluate(rule.node, vacuous);
  const others = rule.others.map((one) => [one, new Walk(c, one.unread)]);
  const differs = others.filter(([one, other]) => other.evaluate(one.node, vacuous).t !== o.t).length > 0;
  if (differs && rule.settled === 'open') o = out(U, unique([...o.b, 'ambiguous']), o.c);
  return {
    criterion: rule.id, category: rule.category, met: o.t, finding: findingOf(o, rule.category), reasons: o.b,
    depends_on_reading: differs, confirm: o.c, trace: walk.trace, others: others.map(([one, other]) => [one.node, other.trace]),
  };
}
const CONFIRMABLE = ['deferred', 'needs-judgement', 'qualifier', 'open-list'];
function statusOf(findings, barred, unconfirmed) {
  if (findings.some((one) => one.finding === 'fail')) return 'ineligible';
  const open = findings.filter((one) => one.finding === 'unknown');
  if (barred || open.some((one) => one.reasons.some((reason) => !CONFIRMABLE.includes(reason)))) return 'undetermined';
  return open.length || unconfirmed ? 'potentially-eligible' : 'eligible';
}

/** The verdict on a record of the form's shape; `options` are index_date, stage, anchors and site, as in the reference. */
export function screen(facts, patient, options) {
  const c = new Case(facts, patient, options);
  const findings = facts.rules.map((rule) => judgeRule(rule, c));
  return { status: statusOf(findings, facts.barred, facts.rules.some((rule) => rule.inferred && !rule.reviewed)), findings, assumed: [...c.assumed] };
}

/** The atoms whose UNKNOWN still matters, so that only what can change the status is asked. */
export function openPlaces(node, trace, path = '') {
  const o = trace.get(path);
  if (!o || o.t !== U || node.kind === 'unread' || only(o, 'unread')) return [];
  if (hasOwn(ATOMS, node.kind)) return only(o, 'deferred') ? [] : [node];
  const found = below(node).flatMap((child, at) => openPlaces(child, trace, path ? `${path}.${at}` : `${at}`));
  return !found.length && node.kind === 'any-of' && node.open && !node.head && o.b.includes('open-list') ? [node] : found;
}

