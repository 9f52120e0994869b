// Numbers with units, as they are compared and as they are shown; windows as days.
import { FIRST_DAY, LAST_DAY, ONE, ZERO, compare, hasOwn, minus, moved, num, on, over, plus, shown, times } from './exact.js';
import { F, T, U } from './outcome.js';

export const range = (lo, hi = lo, loIn = true, hiIn = true) => ({ lo, hi, loIn, hiIn });
export const isExact = (value) => value.lo !== null && value.hi !== null && compare(value.lo, value.hi) === 0;
export function scaled(value, factor, offset = ZERO) {
  const at = (number) => (number === null ? null : plus(times(number, factor), offset));
  const lo = at(value.lo), hi = value.hi === value.lo ? lo : at(value.hi);
  return factor.n >= 0n ? range(lo, hi, value.loIn, value.hiIn) : range(hi, lo, value.loIn, value.hiIn);
}
/** Whether the value keeps both limits; unknown where the range reaches over one. Limits are [fraction, inclusive]. */
export function kept(value, lower, upper) {
  const above = lower ? isAbove(value, ...lower) : T;
  if (above === F || !upper) return above;
  const below = isBelow(value, ...upper);
  return above === T ? below : above;
}
function isAbove({ lo, hi, loIn, hiIn }, limit, inclusive) {
  const low = lo && compare(lo, limit), high = hi && compare(hi, limit);
  if (lo && (low > 0 || ((inclusive || !loIn) && low === 0))) return T;
  return hi && (lo === hi || high < 0 || (high === 0 && !(inclusive && hiIn))) ? F : U;
}
function isBelow({ lo, hi, loIn, hiIn }, limit, inclusive) {
  const low = lo && compare(lo, limit), high = hi && compare(hi, limit);
  if (hi && (high < 0 || ((inclusive || !hiIn) && high === 0))) return T;
  return lo && (lo === hi || low > 0 || (low === 0 && !(inclusive && loIn))) ? F : U;
}
export const limitOf = (bound) => (bound ? [num(bound.value), bound.inclusive] : null);
export const keeps = (value, lower, upper) => kept(value, limitOf(lower), limitOf(upper));
export function shownRange(value) {
  if (isExact(value)) return shown(value.lo);
  if (value.lo === null) return value.hi === null ? '?' : `${value.hiIn ? '≤' : '<'}${shown(value.hi)}`;
  if (value.hi === null) return `${value.loIn ? '≥' : '>'}${shown(value.lo)}`;
  return shown(over(plus(value.lo, value.hi), { n: 2n, d: 1n }));
}

/** Exact conversions out of the bundle: a unit of a concept is [group, factor, offset] to the group's base unit. */
export class Units {
  constructor(facts) {
    this.facts = facts;
    this.lines = new Map();
  }
  entry(unit, concept) {
    const own = this.facts.concepts[concept]?.measure ? this.facts.concepts[concept].units : this.facts.units;
    const found = own[unit ?? ''];
    return hasOwn(own, unit ?? '') ? found : null;
  }
  /** [factor, offset], or the reason why there is no conversion. */
  line(source, target, concept) {
    const key = JSON.stringify([source ?? '', target ?? '', concept]);
    let line = this.lines.get(key);
    if (!line) this.lines.set(key, (line = this.made(source, target, concept)));
    return line;
  }
  made(source, target, concept) {
    if (!source && !target && !this.facts.concepts[concept]?.measure) return [ONE, ZERO];
    const one = this.entry(source, concept), other = this.entry(target, concept);
    if (!one || !other) return 'unit-unknown';
    if (one[0] !== other[0]) return 'dimension-mismatch';
    const [factor, back] = [num(one[1]), num(other[1])];
    return [over(factor, back), over(minus(num(one[2]), num(other[2])), back)];
  }
  /** The range in the target unit, or the reason why there is none. */
  convert(value, source, target, concept) {
    const line = this.line(source, target, concept);
    return typeof line === 'string' ? line : scaled(value, ...line);
  }
  known(unit, concept) {
    return typeof this.line(unit, unit, concept) !== 'string';
  }
  same(one, other, concept) {
    if (one === null || one === undefined || other === null || other === undefined) return false;
    const line = this.line(one, other, concept);
    return typeof line !== 'string' && compare(line[0], ONE) === 0 && line[1].n === 0n;
  }
  /** True, false, or the reason why the unit does not fit the measure. */
  plausible(value, unit, concept) {
    const measure = this.facts.concepts[concept]?.measure;
    if (!measure) return true;
    const usual = this.convert(range(num(value)), unit, measure.unit, concept);
    if (typeof usual === 'string') return measure.units.some((allowed) => this.same(unit, allowed, concept)) || usual;
    const beyond = (bound, sign) => bound !== null && compare(usual.lo, num(bound)) * sign > 0;
    return !beyond(measure.low, -1) && !beyond(measure.high, 1);
  }
  label(unit) {
    return unit ? this.facts.unit_labels[unit] ?? unit : '';
  }
  with(number, unit) {
    const label = this.label(unit);
    return label ? `${number}${label === '%' ? '' : ' '}${label}` : number;
  }
}

// --- windows ---
export const STAGES = ['prescreen', 'screening', 'baseline'];
const step = (day, days) => ((days > 0 && day === LAST_DAY) || (days < 0 && day === FIRST_DAY) ? day : day + days);

/** The day of an anchor, or the reason why it is not known. */
export function anchorDay(name, c) {
  if (name === 'index') return c.index;
  if (hasOwn(c.anchors, name)) return c.anchors[name];
  const born = c.patient.birth_date;
  if (name === 'birth') return born && born.first === born.last ? born.first : 'not-recorded';
  const { own_past: past, future } = c.facts.words.anchors;
  if (past.includes(name)) return 'not-recorded';
  if (future.includes(name)) return 'deferred';
  if (name !== 'screening') c.assumed.add(name);
  return c.index;
}
/** Units that recorded dates cannot be counted in, each with the reason. */
const UNCOUNTED = { minute: 'partial-date', 'half-life': 'qualifier' };
/** The window as days for this patient: {days, visit, ahead} or {problem}. */
export function lay(window, c) {
  const visit = ['at', 'during'].includes(window.direction) ? window.anchor : '';
  const rank = hasOwn(c.facts.words.anchor_rank, visit) ? c.facts.words.anchor_rank[visit] : 3;
  if (visit && rank > c.stage) return { problem: 'deferred' };
  const found = anchorDay(window.anchor, c);
  if (typeof found === 'string') return { problem: found };
  if (window.value !== null && hasOwn(UNCOUNTED, window.unit)) return { problem: UNCOUNTED[window.unit] };
  const days = daysOf(window, found);
  if (days.first > c.index) return { problem: 'deferred' };
  return { days, visit: visit === 'index' ? 'screening' : visit, ahead: days.last > c.index };
}
function daysOf(window, day) {
  if (window.value === null) {
    switch (window.direction) {
      case 'before': case 'until': return { first: FIRST_DAY, last: day };
      case 'after': case 'from': return { first: day, last: LAST_DAY };
      default: return on(day);
    }
  }
  let near = num(window.value), far = near;
  const pair = window.value2 !== null;
  if (pair) {
    const other = num(window.value2);
    [near, far] = compare(near, other) <= 0 ? [near, other] : [other, near];
  }
  const strict = window.inclusive ? 0 : 1;
  const back = (amount) => moved(day, { n: -amount.n, d: amount.d }, window.unit);
  const forth = (amount) => moved(day, amount, window.unit);
  switch (window.direction) {
    case 'before': return { first: step(back(far), strict), last: pair ? back(near) : day };
    case 'until': return { first: FIRST_DAY, last: step(back(near), -strict) };
    case 'after': return { first: pair ? forth(near) : day, last: step(forth(far), -strict) };
    case 'from': return { first: step(forth(near), strict), last: LAST_DAY };
    default: return { first: step(back(far), strict), last: step(forth(far), -strict) };
  }
}
/** Whether something that went on from start to end shares a day with the window. */
export function overlap(start, end, days) {
  if (start.first > days.last || end.last < days.first || days.first > days.last) return F;
  return start.last <= days.last && end.first >= days.first ? T : U;
}
export const inside = (day, days) => overlap(day, day, days);
const reached = (start, end, bound, unit, inclusive = bound.inclusive) => {
  const limit = moved(start, num(bound.value), unit);
  return inclusive ? end >= limit : end > limit;
};
/** Whether the time from start to end keeps the bounds, in calendar units. */
export function lasted(start, end, { lower, upper, unit }) {
  if (hasOwn(UNCOUNTED, unit)) return U;
  const within = (from, to) =>
    (!lower || reached(from, to, lower, unit)) && (!upper || !reached(from, to, upper, unit, !upper.inclusive));
  const shortest = within(start.last, end.first), longest = within(start.first, end.last);
  const crosses = lower && upper
    && reached(start.last, end.first, lower, unit) !== reached(start.first, end.last, lower, unit);
  return shortest === longest && !crosses ? (shortest ? T : F) : U;
}
export const upTo = (day) => ({ first: FIRST_DAY, last: day });
export const clipped = (day, index) => (day.first >= index ? on(index) : { first: day.first, last: Math.min(day.last, index) });
