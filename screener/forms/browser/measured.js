// Numbers, classes and ages from the form against the limits of a rule.
import { ONE, ZERO, abs, compare, completed, exactDay, frac, hasOwn, minus, moved, num, over, plus, power, shown, times, whole } from './exact.js';
import { anchorDay, inside, keeps, kept, lay, range, scaled, shownRange } from './amounts.js';
import { F, T, U, agreed, decided, gather, shows, truths, unique, unknown } from './outcome.js';
import { classKey, classNumber, findClass, listed } from './words.js';

const HUNDRED = frac(100n);

/** How a recorded concept stands to the one asked about: same, below, above, overlap or none. */
export const kinship = (facts, recorded, asked) =>
  (recorded === asked ? 'same' : (hasOwn(facts.kin, asked) && facts.kin[asked][recorded]) || 'none');

// --- which values count ---
function recorded(concept, c) {
  if (!c.measured.has(concept)) c.measured.set(concept, dated(concept, c));
  return c.measured.get(concept);
}
function dated(concept, c) {
  if (concept === null) return [];
  const own = (entry) => entry.concept === concept;
  const kinds = unique(c.patient.observations.filter((one) => !own(one) && isKind(one.concept, concept, c)).map((one) => one.concept));
  return c.patient.observations.filter((one) => (own(one) || (kinds.length === 1 && one.concept === kinds[0])) && one.date.first <= c.index)
    .map((e) => ({ e, day: { first: e.date.first, last: Math.min(e.date.last, c.index) }, sure: true }))
    .sort((a, b) => b.day.last - a.day.last);
}
function isKind(one, concept, c) {
  if (kinship(c.facts, one, concept) !== 'below') return false;
  const asked = c.measure(concept), own = c.measure(one);
  const scale = (measure) => JSON.stringify([measure.scale_max === null ? null : shown(num(measure.scale_max)), measure.classes]);
  return !asked || !own || scale(asked) === scale(own);
}
/** {entries} that may decide, latest first, or {entries: [], problem}. */
function choose(concept, window, c, history = false) {
  const entries = recorded(concept, c);
  if (window) return inWindow(entries, window, concept, c);
  if (!entries.length) return nothing(concept, c);
  return history ? { entries } : current(entries, concept, c);
}
const none = (reason) => ({ entries: [], problem: unknown(reason) });
const nothing = (concept, c) => none(c.concept(concept) ? 'not-recorded' : 'uncoded');
function current(entries, concept, c) {
  const measure = c.measure(concept), own = c.site.current_days;
  const days = hasOwn(own, concept) ? own[concept] : measure ? measure.current_for : c.site.state_days;
  if (days === null) return { entries };
  const fresh = entries.filter((item) => c.index - item.day.last <= days)
    .map((item) => (exactDay(item.day) || c.index - item.day.first <= days ? item : { ...item, sure: false }));
  return fresh.length ? { entries: fresh } : none('stale');
}
function inWindow(entries, window, concept, c) {
  const stretch = lay(window, c);
  if (stretch.problem) return none(stretch.problem);
  if (stretch.visit) return atVisit(entries, stretch.visit, stretch.days.first, concept, c);
  const fitting = entries.map((item) => [item, inside(item.day, stretch.days)]).filter(([, t]) => t !== F)
    .map(([item, t]) => ({ ...item, sure: t === T }));
  if (fitting.length) return { entries: fitting };
  return stretch.ahead ? none('deferred') : nothing(concept, c);
}
const visitOf = ({ e }) => (e.visit || '').trim().toLowerCase().replaceAll(' ', '-').replace(/-visit$/, '');
function atVisit(entries, visit, day, concept, c) {
  const named = entries.filter((item) => visitOf(item) === visit);
  if (named.length) return { entries: named };
  const unnamed = entries.filter((item) => !visitOf(item));
  const sameDay = unnamed.filter((item) => exactDay(item.day) && item.day.first === day);
  if (sameDay.length) return { entries: sameDay };
  return visit !== 'screening' || !unnamed.length ? nothing(concept, c) : current(unnamed, concept, c);
}
/** The latest value with those that may be as late. */
const latest = (entries) => entries.filter((item) => item.day.last >= entries[0].day.first);

// --- qualifiers ---
const CONFIRMATIONS = ['criteria-set', 'description'];
/** The outcome when narrowing words are weighed in; nothing in a form's answer but the words of a class confirms one. */
export function narrowed(base, qualifiers, c, text = '') {
  if (!qualifiers.length) return base;
  const ticks = qualifiers.filter((one) => CONFIRMATIONS.includes(one.type)).map((one) => one.value);
  let { t, b } = base;
  if (t === T) {
    for (const one of qualifiers.filter((each) => !CONFIRMATIONS.includes(each.type))) {
      const told = confirmed(one, text, c);
      if (told === F) {
        [t, b] = [F, []];
        break;
      }
      if (told === U) [t, b] = [U, unique([...b, 'qualifier'])];
    }
  }
  return { ...base, t, b, c: [...base.c, ...ticks] };
}
const changesValue = (qualifiers, text, c) => qualifiers.some((one) => !CONFIRMATIONS.includes(one.type)
  && listed(one.value).some((word) => c.facts.words.value_changing.includes(word)) && confirmed(one, text, c) !== T);
function confirmed(qualifier, text, c) {
  const asked = listed(qualifier.value), told = listed(text);
  const at = asked.length ? told.findIndex((_, start) => asked.every((word, step) => told[start + step] === word)) : -1;
  if (at >= 0 && !told.slice(0, at).some((word) => c.facts.caution.has(word))) return T;
  const opposite = (other) => ['un', 'non', 'in'].some((prefix) => other === prefix + asked[0] || asked[0] === prefix + other);
  return asked.length === 1 && told.some(opposite) ? F : U;
}

// --- limits on numbers ---
export function comparison(node, c) {
  if (node.concept === 'age') return age(node, c);
  let chosen = choose(node.concept, node.window, c);
  if (node.relative_to === 'predicted') chosen = percentPredicted(node, chosen, c);
  if (node.relative_to === 'scale-maximum' && !chosen.entries.length) [node, chosen] = otherVersion(node, chosen, c);
  const usable = chosen.entries.filter((item) => valueOf(item, c, node.concept));
  if (usable.length) return settle(node, usable, (item) => weigh(node, item, c), c);
  return narrowed(derived(node, c) || chosen.problem || unknown('not-recorded'), node.qualifiers, c);
}
/** A share of the maximum can be told on any one version of the scale. */
function otherVersion(node, chosen, c) {
  const found = (c.concept(node.concept)?.kinds || []).map((concept) => [{ ...node, concept }, choose(concept, node.window, c)])
    .filter(([, other]) => other.entries.length);
  return found.length === 1 ? found[0] : [node, chosen];
}
function valueOf({ e }, c, concept) {
  if (e.value !== null) return range(num(e.value));
  const measure = c.measure(concept);
  if (!measure || !(measure.classes.length || measure.scale_max !== null)) return null;
  const number = classNumber(e.value_text, measure.classes, c.concept(concept).names);
  return number === null ? null : range(num(number));
}
/** Which values decide: the latest, any, the highest or lowest, all for "worst", or two in a row. */
function settle(node, usable, weighOne, c) {
  const certain = (item) => {
    const o = weighOne(item);
    return shows(item.sure || o.t === U ? o : unknown('partial-date'));
  };
  const together = (group) => {
    const outcomes = group.map(certain);
    return outcomes.every((o) => o.t === U) ? gather(U, outcomes) : agreed(outcomes);
  };
  const some = (outcomes) => {
    const t = [T, U].find((one) => truths(outcomes).includes(one)) || F;
    return gather(t, outcomes.filter((o) => o.t === t));
  };
  const worst = () => {
    const outcomes = usable.map(certain);
    return unique(truths(outcomes)).length === 1 ? gather(outcomes[0].t, outcomes) : shows(unknown('needs-judgement'));
  };
  switch (node.policy) {
    case 'any': return some(usable.map(certain));
    case 'worst': return worst();
    case 'highest': case 'lowest': {
      const sizes = usable.map((item) => c.units.convert(valueOf(item, c, node.concept), item.e.unit, usable[0].e.unit, node.concept));
      if (sizes.some((one) => typeof one === 'string')) return worst();
      const sign = node.policy === 'highest' ? 1 : -1;
      const best = sizes.reduce((one, other) => (compare(other.lo, one.lo) * sign > 0 ? other : one));
      return together(usable.filter((_, at) => compare(sizes[at].lo, best.lo) === 0));
    }
    case 'consecutive': {
      const key = ({ day }) => `${String(day.first).padStart(8)} ${String(day.last).padStart(8)}`;
      const days = unique(usable.map(key)).sort();
      if (days.length < 2) return unknown('not-recorded');
      const byDay = days.map((day) => together(usable.filter((item) => key(item) === day)));
      return some(byDay.slice(1).map((two, at) => {
        const seen = truths([byDay[at], two]);
        return gather(seen.includes(F) ? F : seen.includes(U) ? U : T, [byDay[at], two]);
      }));
    }
    default: return together(latest(usable));
  }
}
function weigh(node, item, c) {
  const { e } = item, value = valueOf(item, c, node.concept), text = e.value_text || '';
  if (changesValue(node.qualifiers, text, c)) return unknown('qualifier');
  if (e.value !== null && node.relative_to !== 'predicted') {
    const possible = c.units.plausible(e.value, e.unit, node.concept);
    if (typeof possible === 'string') return unknown(possible);
    if (!possible) return unknown('implausible');
  }
  const base = node.relative_to === 'none' ? against(node, value, e.unit, c) : relative(node, item, value, c);
  return narrowed(base, node.qualifiers, c, text);
}
function against(node, value, unit, c) {
  const fits = (limit) => c.units.same(limit.unit, unit, node.concept);
  const limits = node.also.length ? [node, ...node.also].sort((a, b) => fits(b) - fits(a)) : [node];
  let problem = null;
  for (const limit of limits) {
    const compared = limit.unit || c.units.known('', node.concept) ? c.units.convert(value, unit, limit.unit, node.concept) : 'unit-unknown';
    if (typeof compared !== 'string') return judge(limit, compared, c);
    problem ??= compared;
  }
  return unknown(problem);
}
function judge(limit, compared, c) {
  const t = keeps(compared, limit.lower, limit.upper);
  const said = { value: c.units.with(shownRange(compared), limit.unit), lower: limit.lower, upper: limit.upper, unit: limit.unit };
  return t === U ? unknown('not-recorded', said) : decided(t === T, said);
}
function percentPredicted(node, chosen, c) {
  const percent = chosen.entries.filter((item) => c.units.same(item.e.unit, '%', null));
  if (percent.length) return { entries: percent };
  const own = ['-percent-predicted', '-predicted'].map((tail) => node.concept + tail).find((name) => c.concept(name));
  return own ? choose(own, node.window, c) : chosen;
}

// --- limits relative to something ---
function relative(node, item, value, c) {
  const limit = { lower: node.lower, upper: node.upper, unit: '%' };
  switch (node.relative_to) {
    case 'ULN': case 'LLN': {
      const found = referenceLimit(item, node.relative_to, node.concept, c);
      const reference = found && c.units.convert(found[0], found[1], item.e.unit, node.concept);
      if (!reference || typeof reference === 'string' || reference.lo.n <= 0n) return unknown('no-reference-range');
      return judge({ ...limit, unit: '1' }, scaled(value, over(ONE, reference.lo)), c);
    }
    case 'predicted':
      return c.units.same(item.e.unit, '%', null) ? judge(limit, value, c) : unknown('no-reference-range');
    case 'scale-maximum': {
      const top = c.measure(node.concept)?.scale_max ?? null, highest = top !== null && num(top);
      if (!highest || highest.n <= 0n) return unknown('no-reference-range');
      const share = over(HUNDRED, highest);
      return judge(limit, node.change === 'none' ? scaled(value, share) : scaled(value, minus(ZERO, share), HUNDRED), c);
    }
    default: return byBaseline(node, item, value, limit, c);
  }
}
function referenceLimit(item, which, concept, c) {
  const end = which === 'ULN' ? 'high' : 'low', own = item.e.reference_range;
  if ((own?.[end] ?? null) !== null) return [range(num(own[end])), own.unit || item.e.unit];
  const suited = c.site.ranges.filter((one) => one.measure === concept && suits(one, c));
  return suited.length === 1 && (suited[0][end] ?? null) !== null ? [range(num(suited[0][end])), suited[0].unit] : null;
}
function suits(one, c) {
  const { sex, birth_date: born } = c.patient;
  const from = one.age_from ?? null, below = one.age_below ?? null;
  if ((one.sex ?? null) !== null && one.sex !== sex) return false;
  if (from === null && below === null) return true;
  return Boolean(born) && (from === null || completed(born.last, c.index, 'year') >= from)
    && (below === null || completed(born.first, c.index, 'year') < below);
}
function byBaseline(node, item, value, limit, c) {
  const { unit } = item.e;
  const before = baseline(node, item, c);
  if (!before) return unknown(c.stage < 2 ? 'deferred' : 'not-recorded');
  const start = c.units.convert(before, unit, unit, node.concept);
  if (typeof start === 'string' || start.lo.n === 0n) return unknown('not-recorded');
  let change = node.change === 'none' ? value : scaled(value, ONE, minus(ZERO, start.lo));
  if (node.change === 'decrease') change = scaled(change, frac(-1n));
  if (node.change === 'either') change = range(abs(change.lo));
  if (node.unit === '%') return judge(limit, scaled(change, over(HUNDRED, start.lo)), c);
  const compared = c.units.convert(change, unit, node.unit, node.concept);
  return typeof compared === 'string' ? unknown(compared) : judge({ ...limit, unit: node.unit }, compared, c);
}
function baseline(node, item, c) {
  const entries = recorded(node.concept, c);
  let named = entries.filter((one) => (one.e.visit || '').trim().toLowerCase() === 'baseline');
  if (!named.length && c.anchors.baseline !== undefined) {
    named = entries.filter((one) => exactDay(one.day) && one.day.first === c.anchors.baseline);
  }
  named = named.filter((one) => one.e !== item.e);
  const values = (named.length ? latest(named) : []).filter((one) => valueOf(one, c, node.concept))
    .map((one) => c.units.convert(valueOf(one, c, node.concept), one.e.unit, item.e.unit, node.concept));
  const alike = values.every((one) => typeof one !== 'string' && compare(one.lo, values[0].lo ?? ZERO) === 0);
  return values.length && alike ? values[0] : null;
}

// --- ages ---
const AGE_UNITS = { a: 'year', mo: 'month', wk: 'week', d: 'day', h: 'hour' };
export const OLDEST = 130;
function age(node, c) {
  const unit = hasOwn(AGE_UNITS, node.unit || '') ? AGE_UNITS[node.unit] : null;
  if (!unit || node.relative_to !== 'none') return unknown('unit-unknown');
  const found = node.window ? anchorDay(node.window.anchor, c) : c.index;
  if (typeof found === 'string') return unknown(found);
  const born = c.patient.birth_date;
  return narrowed(born ? shows(byBirth(node, unit, born, found, c)) : unknown('not-recorded'), node.qualifiers, c);
}
function byBirth(node, unit, born, day, c) {
  if (born.first > day || completed(born.last, day, 'year') > OLDEST) return unknown('implausible');
  const ends = [born.first, Math.min(born.last, day)];
  const passed = (bound, birth, inclusive = bound.inclusive) => {
    const value = num(bound.value);
    const order = node.exact || !whole(value) ? day - moved(birth, value, unit) : compare(frac(BigInt(completed(birth, day, unit))), value);
    return inclusive ? order >= 0 : order > 0;
  };
  const holds = (birth) => (!node.lower || passed(node.lower, birth))
    && (!node.upper || !passed(node.upper, birth, !node.upper.inclusive));
  const [one, two] = ends.map(holds);
  const spans = node.lower && node.upper && !exactDay(born) && passed(node.lower, ends[0]) !== passed(node.lower, ends[1]);
  const oldest = completed(born.first, day, unit), youngest = completed(ends[1], day, unit);
  const value = c.units.with(oldest === youngest ? `${oldest}` : `${youngest}–${oldest}`, node.unit);
  const said = { value, lower: node.lower, upper: node.upper, unit: node.unit };
  return one !== two || (!one && spans) ? unknown('partial-date', said) : decided(one, said);
}

// --- results and classes ---
const OPPOSITE = { normal: 'abnormal', abnormal: 'normal' };
/** A form's numbers tell normal from abnormal by the reference range; positive and negative are asked in words. */
export function result(node, c) {
  const chosen = choose(node.concept, node.window, c, node.status === 'ever');
  if (chosen.problem) return narrowed(chosen.problem, node.qualifiers, c);
  const weighed = (items) => items.map((item) => shows(judgeResult(node, item, c)));
  if (node.status === 'ever') {
    const held = weighed(chosen.entries).find((o) => o.t === T);
    return held ?? shows(unknown('not-recorded'));
  }
  return agreed(weighed(latest(chosen.entries)));
}
function judgeResult(node, item, c) {
  const text = item.e.value_text || '';
  if (changesValue(node.qualifiers, text, c)) return unknown('qualifier');
  if (!item.sure) return unknown('partial-date');
  if (!hasOwn(OPPOSITE, node.outcome)) return unknown('needs-judgement');
  const normal = inRange(item, node.concept, c);
  return normal === null ? unknown('no-reference-range') : narrowed(decided(normal === (node.outcome === 'normal')), node.qualifiers, c, text);
}
function inRange(item, concept, c) {
  const { e } = item, seen = [];
  if (e.value === null) return null;
  for (const which of ['LLN', 'ULN']) {
    const found = referenceLimit(item, which, concept, c);
    if (!found) continue;
    const limit = c.units.convert(found[0], found[1], e.unit, concept);
    if (typeof limit === 'string') return null;
    const side = [limit.lo, true];
    seen.push(kept(range(num(e.value)), which === 'LLN' ? side : null, which === 'ULN' ? side : null));
  }
  return seen.length ? !seen.includes(F) : null;
}
export function member(node, c) {
  const chosen = choose(node.concept, node.window, c);
  if (chosen.problem) return narrowed(chosen.problem, node.qualifiers, c);
  return agreed(latest(chosen.entries).map((item) => shows(belongs(node, item, c))));
}
function belongs(node, { e, sure }, c) {
  if (!sure) return unknown('partial-date');
  const classes = c.measure(node.concept)?.classes || [];
  const told = e.value === null ? e.value_text : e.value.includes('.') ? e.value.replace(/0+$/, '').replace(/\.$/, '') : e.value;
  const own = findClass(told, classes.length ? classes : node.values, c.concept(node.concept)?.names || [node.label]);
  const key = classKey(own ?? told), found = node.values.some((one) => classKey(one) === key);
  if (own === null && (classes.length || !found)) return unknown('uncoded');
  return narrowed(decided(found, { value: told, values: node.values }), node.qualifiers, c);
}

// --- derived values ---
const MARGIN = frac(1n, 10n ** 25n);
const rounded = (value) => range(minus(value, times(value, MARGIN)), plus(value, times(value, MARGIN)));
const ordered = (values) => values.sort(compare);
const absolute = (cells) => ({
  unit: '10*9/L', inputs: [['wbc', '10*9/L'], [`${cells.slice(0, -1)}-percent`, '%']], sameDay: true,
  make: ([white, percent]) => range(over(times(white, percent), HUNDRED)),
});
const RECIPES = {
  bmi: { unit: 'kg/m2', inputs: [['weight', 'kg'], ['height', 'm']], make: ([kg, m]) => range(over(kg, times(m, m))) },
  bsa: {
    unit: 'm2', inputs: [['height', 'cm'], ['weight', 'kg']],
    make: ([cm, kg]) => rounded(power(over(times(cm, kg), frac(3600n)), 1n, 2n)),
  },
  ...Object.fromEntries(['neutrophils', 'lymphocytes', 'monocytes', 'eosinophils', 'basophils'].map((one) => [one, absolute(one)])),
  'creatinine-clearance': {
    unit: 'mL/min', inputs: [['weight', 'kg'], ['creatinine', 'mg/dL']], adults: true, formula: 'creatinine_clearance',
    make: ([kg, mg], ages, sex) => {
      const ends = ordered(ages.map((years) => over(times(frac(BigInt(140 - years)), kg), times(frac(72n), mg))));
      return range(...ends.map((end) => times(end, sex === 'female' ? frac(85n, 100n) : ONE)));
    },
  },
  egfr: {
    unit: 'mL/min/{1.73_m2}', inputs: [['creatinine', 'mg/dL']], adults: true, formula: 'egfr',
    make: ([mg], ages, sex) => {
      const female = sex === 'female', ratio = over(mg, frac(female ? 7n : 9n, 10n));
      const shape = compare(ratio, ONE) < 0 ? power(ratio, female ? -241n : -302n, 1000n) : power(ratio, -12n, 10n);
      const factor = times(frac(142n), times(shape, female ? frac(1012n, 1000n) : ONE));
      const ends = ordered(ages.map((years) => times(factor, frac(9938n ** BigInt(years), 10000n ** BigInt(years)))));
      return range(rounded(ends[0]).lo, rounded(ends[1]).hi);
    },
  },
  qtcf: {
    unit: 'ms', inputs: [['qt', 'ms'], ['heart-rate', '/min']], sameDay: true,
    make: ([ms, rate]) => rounded(over(ms, power(over(frac(60n), rate), 1n, 3n))),
  },
  'corrected-calcium': {
    unit: 'mg/dL', inputs: [['calcium', 'mg/dL'], ['albumin', 'g/dL']], sameDay: true,
    make: ([calcium, albumin]) => range(plus(calcium, times(frac(8n, 10n), minus(frac(4n), albumin)))),
  },
  'pf-ratio': { unit: 'mm[Hg]', inputs: [['pao2', 'mm[Hg]'], ['fio2', '%']], sameDay: true, make: ([pao2, fio2]) => range(over(times(pao2, HUNDRED), fio2)) },
};
/** The limit against a value that a published formula gives from the others, where the text sets no window. */
function derived(node, c) {
  if (node.relative_to !== 'none' || node.window || !hasOwn(RECIPES, node.concept)) return null;
  const recipe = RECIPES[node.concept], { sex, birth_date: born } = c.patient;
  if (recipe.formula && c.site.formulas[recipe.formula] === 'none') return null;
  if (recipe.adults && !['male', 'female'].includes(sex)) return null;
  const inputs = recipe.inputs.map(([name, unit]) => input(name, unit, c));
  if (inputs.includes(null)) return null;
  if (recipe.sameDay && inputs.some((one) => one.day.first !== inputs[0].day.first || one.day.last !== inputs[0].day.last)) return null;
  let ages = [0, 0];
  if (recipe.adults) {
    if (!born || born.last > c.index) return null;
    ages = [born.last, born.first].map((birth) => completed(birth, c.index, 'year'));
    if (ages[0] < 18) return null;
  }
  if (inputs.some((one) => one.value.n <= 0n)) return unknown('implausible');
  return against(node, recipe.make(inputs.map((one) => one.value), ages, sex), recipe.unit, c);
}
function input(name, unit, c) {
  if (!c.concept(name)) return null;
  const usable = choose(name, null, c).entries.filter((item) => item.e.value !== null && item.sure);
  if (!usable.length) return null;
  const values = latest(usable).map(({ e }) => {
    const value = c.units.convert(range(num(e.value)), e.unit, unit, name);
    return typeof value === 'string' || c.units.plausible(e.value, e.unit, name) !== true ? null : value.lo;
  });
  return values.includes(null) || values.some((one) => compare(one, values[0])) ? null : { value: values[0], day: usable[0].day };
}
/** The latest current body weight in kg, null where it is not recorded or in doubt. */
export const weightInKg = (c) => {
  const found = input('weight', 'kg', c);
  return found && found.value.n > 0n ? found.value : null;
};
