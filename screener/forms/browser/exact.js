// Exact numbers (fractions of BigInt) and calendar days (day numbers, 1 is 0001-01-01), as the Python reference has them.

export const frac = (n, d = 1n) => (d < 0n ? { n: -n, d: -d } : { n, d });
export const { hasOwn } = Object;
export const ZERO = frac(0n);
export const ONE = frac(1n);
const MOST_DIGITS = 5000;

/** The fraction in a decimal text ("8.5", "1E+3") or in "num/den"; null for anything else. */
export function parseNumber(text) {
  const told = String(text).trim();
  const ratio = /^([+-]?\d+)\/(\d+)$/.exec(told);
  if (ratio) return BigInt(ratio[2]) ? frac(BigInt(ratio[1]), BigInt(ratio[2])) : null;
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/.exec(told);
  if (!found || !(found[2] || found[3])) return null;
  const places = (found[3] || '').length - Number(found[4] || 0);
  if (Math.abs(places) > MOST_DIGITS || told.length > MOST_DIGITS) return null;
  const digits = BigInt(found[1] + (found[2] + (found[3] || '')));
  return places > 0 ? frac(digits, 10n ** BigInt(places)) : frac(digits * 10n ** BigInt(-places));
}
export const num = (text) => {
  const value = parseNumber(text);
  if (!value) throw new RangeError(`not a number: ${text}`);
  return value;
};
export const plus = (a, b) => frac(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a, b) => frac(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a, b) => frac(a.n * b.n, a.d * b.d);
export const over = (a, b) => frac(a.n * b.d, a.d * b.n);
export const abs = (a) => (a.n < 0n ? frac(-a.n, a.d) : a);
export const compare = (a, b) => {
  const left = a.n * b.d, right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};
export const whole = (a) => a.n % a.d === 0n;
/** The number in decimals to twelve figures: for reading, never for deciding. */
export const shown = ({ n, d }) => String(Number((Number(n) / Number(d)).toPrecision(12)));

/** base ** (p/q) for positive rationals, to 45 figures or more around 1, as a fraction. */
const SCALE = 10n ** 60n;
function ln(x) {
  let twos = 0n;
  let { n, d } = x;
  for (; n > 2n * d; twos += 1n) d *= 2n;
  for (; 2n * n < d; twos -= 1n) n *= 2n;
  return series(n, d) + (twos ? twos * series(2n, 1n) : 0n);
}
function series(n, d) {
  const t = (SCALE * (n - d)) / (n + d), square = (t * t) / SCALE;
  let sum = 0n;
  for (let power = t, k = 1n; power; power = (power * square) / SCALE, k += 2n) sum += power / k;
  return 2n * sum;
}
export function power(base, p, q) {
  if (base.n === 0n) return ZERO;
  const y = (ln(base) * p) / q;
  const two = series(2n, 1n), twos = y / two, rest = y - twos * two;
  let sum = 0n;
  for (let term = SCALE, k = 1n; term; term = (term * rest) / SCALE / k, k += 1n) sum += term;
  return twos >= 0n ? frac(sum * 2n ** twos, SCALE) : frac(sum, SCALE * 2n ** -twos);
}

// --- days ---
export const FIRST_DAY = 1;
export const LAST_DAY = 3652059;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthDays = (year, month) => (month === 2 && leap(year) ? 29 : MONTHS[month - 1]);
const yearsDays = (years) => years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);

/** The day number of a date, null where there is no such date. */
export function dayNumber(year, month, day) {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month))) return null;
  let days = yearsDays(year - 1) + day;
  for (let one = 1; one < month; one += 1) days += monthDays(year, one);
  return days;
}
/** Year, month and day of a day number. */
export function ymd(number) {
  let year = Math.floor((number - 1) / 365.2425) + 1;
  while (yearsDays(year) < number) year += 1;
  while (yearsDays(year - 1) >= number) year -= 1;
  let day = number - yearsDays(year - 1), month = 1;
  for (; day > monthDays(year, month); month += 1) day -= monthDays(year, month);
  return [year, month, day];
}
/** A date known to the day, month or year as {first, last}; null for anything else. */
export function parseDate(text) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(String(text).trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1, 4).map((part) => (part === undefined ? null : Number(part)));
  const first = dayNumber(year, month ?? 1, day ?? 1);
  if (first === null) return null;
  if (day !== null) return { first, last: first };
  return { first, last: month === null ? dayNumber(year, 12, 31) : dayNumber(year, month, monthDays(year, month)) };
}
export const on = (day) => ({ first: day, last: day });
export const exactDay = (date) => date.first === date.last;

function shiftMonths(day, months) {
  const [year, month, dayOfMonth] = ymd(day);
  const all = year * 12 + month - 1 + months, to = Math.floor(all / 12), in12 = all - to * 12 + 1;
  return dayNumber(to, in12, Math.min(dayOfMonth, monthDays(to, in12)));
}
const FAR = 4000000n;
const PARTS = { minute: [1n, 1440n], hour: [1n, 24n], day: [1n, 1n], week: [7n, 1n], month: [1n, 1n], year: [12n, 1n] };

/** The day that many units later (earlier if negative); parts count in whole days or months, months clip. */
export function moved(day, amount, unit) {
  const negative = amount.n < 0n, edge = negative ? FIRST_DAY : LAST_DAY, size = abs(amount);
  if (size.n >= FAR * size.d) return edge;
  const [n, d] = PARTS[unit];
  const steps = Number((size.n * n) / (size.d * d)) * (negative ? -1 : 1);
  if (unit === 'month' || unit === 'year') return shiftMonths(day, steps) ?? edge;
  const to = day + steps;
  return to < FIRST_DAY || to > LAST_DAY ? edge : to;
}
/** Completed units from start to end; a 29 February birthday falls on 28 February in common years. */
export function completed(start, end, unit) {
  if (end < start) return -completed(end, start, unit);
  const days = end - start;
  if (unit === 'minute') return days * 1440;
  if (unit === 'hour') return days * 24;
  if (unit === 'day') return days;
  if (unit === 'week') return Math.floor(days / 7);
  const [y1, m1] = ymd(start), [y2, m2] = ymd(end);
  let months = (y2 - y1) * 12 + m2 - m1;
  if (shiftMonths(start, months) > end) months -= 1;
  return unit === 'month' ? months : Math.floor(months / 12);
}
