// Kleene truth with reasons, and how the outcomes of parts combine.
export const T = 'true';
export const F = 'false';
export const U = 'unknown';
export const neg = (t) => (t === T ? F : t === F ? T : U);
export function atLeast(truths, count) {
  const sure = truths.filter((t) => t === T).length, possible = truths.filter((t) => t !== F).length;
  return sure >= count ? T : possible < count ? F : U;
}
export const all = (truths) => atLeast(truths, truths.length);
export const any = (truths) => atLeast(truths, 1);
export const unique = (items) => [...new Set(items)];

/** t truth, b the reasons of an unknown, c what a person still confirms, a whether it applies, e whether the record shows anything of it. */
export const out = (t, b = [], c = [], a = true, e = false) => ({ t, b, c, a, e });
export const shows = (o) => ({ ...o, e: true });
const some = (parts) => parts.some((part) => part.e);
export const decided = (value, said) => ({ ...out(value ? T : F), e: true, said });
export const unknown = (reason, said) => ({ ...out(U, [reason]), said });
export const inverted = (o) => ({ ...o, t: neg(o.t) });
export const only = (o, reason) => o.b.length > 0 && o.b.every((one) => one === reason);

/** The outcome of a combination: it takes over the account of the parts that have its own truth. */
export function gather(t, parts) {
  if (parts.length === 1 && parts[0].t === t && parts[0].a) return parts[0];
  const same = parts.filter((part) => part.t === t), telling = same.length ? same : parts;
  return out(t, t === U ? unique(telling.flatMap((part) => part.b)) : [], unique(parts.flatMap((part) => part.c)), true, some(t === U ? parts : telling));
}
export const truths = (parts) => parts.map((part) => part.t);
export const allOf = (parts) => gather(all(truths(parts)), parts);
export function anyOf(parts, open, head) {
  const seen = any(truths(parts));
  if (head && !open && seen === F) return defined(head, parts);
  const whole = head ? gather(any([seen, head.t]), [head, ...parts]) : gather(seen, parts);
  if (!open || seen !== F || (head && head.t !== U)) return whole;
  const told = head ? whole.b.filter((one) => head.e || !['uncoded', 'open-class'].includes(one)) : [];
  return { ...whole, t: U, b: unique([...told, 'open-list']) };
}
const SILENT = ['not-recorded', 'uncoded', 'open-class', 'needs-judgement'];
/** A closed list defines its head: where no part holds, neither does the head, unless something speaks for it. */
function defined(head, parts) {
  if (head.t === F || (head.t === U && head.b.every((reason) => SILENT.includes(reason)))) return gather(F, parts);
  return head.t === U ? gather(U, [head, ...parts]) : out(U, ['conflict'], head.c, true, true);
}
export function someOf(parts, count, most) {
  const t = most ? neg(atLeast(truths(parts), count + 1)) : atLeast(truths(parts), count);
  if (t === U) return gather(t, parts);
  const known = parts.filter((part) => part.t !== U);
  return { ...gather(t, known.length ? known : parts), t, b: [], a: true, e: some(known) };
}
export function when(given, then, vacuous) {
  if (given.t === T) return then;
  if (given.t === F) return out(vacuous, [], given.c, false, given.e);
  return then.t === vacuous ? then : gather(U, [given, then]);
}
export function exception(base, unless) {
  const t = all([base.t, neg(unless.t)]);
  if (unless.t === T && base.t !== F) return out(t, [], base.c, true, true);
  return base.t === F ? base : gather(t, [base, inverted(unless)]);
}
/** The outcome of values of the same time: theirs if they agree, else unknown. */
export function agreed(outcomes) {
  const seen = unique(truths(outcomes));
  if (seen.length === 1) return outcomes[0];
  return seen.includes(U) ? gather(U, outcomes) : shows(unknown('conflict'));
}
