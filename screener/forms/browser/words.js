// How names are cut into words and folded, as in the catalogue, and how classes are written in records.
const BRITISH = ('haem hem aemi emi oede ede oeso eso oest est oetal etal rrhoe rrhe paed ped gynaec gynec anaest anest '
  + 'faec fec caec cec leuco leuko leukaem leukem sulph sulf tumour tumor isation ization ising izing '
  + 'behaviour behavior centre center litre liter fibre fiber labour labor').split(' ');
const KEEP = new Set('lens pus gas bias iris plus aids als was has less this does'.split(' '));
const WORD = /[\p{L}\p{N}]+(?:['’](?=[a-z])[\p{L}\p{N}]+)?/gu;
const ends = (word, ...tails) => tails.some((tail) => word.endsWith(tail));

export function fold(word) {
  let low = word.toLowerCase().replaceAll('’', "'");
  if (low.endsWith("'s")) low = low.slice(0, -2);
  for (let at = 0; at < BRITISH.length; at += 2) low = low.replaceAll(BRITISH[at], BRITISH[at + 1]);
  if (low.length > 3 && low.endsWith('s') && !KEEP.has(low) && !ends(low, 'ss', 'us', 'is')) {
    if (low.endsWith('ies') && low.length > 4) return `${low.slice(0, -3)}y`;
    return low.slice(0, ends(low, 'sses', 'xes', 'ches', 'shes') ? -2 : -1);
  }
  return low;
}
const memory = new Map();
/** The folded words of a text, joined by spaces. */
export function folded(text) {
  let found = memory.get(text);
  if (found === undefined) {
    if (memory.size > 5000) memory.clear();
    found = (text.match(WORD) || []).map(fold).join(' ');
    memory.set(text, found);
  }
  return found;
}
export const listed = (text) => (folded(text) ? folded(text).split(' ') : []);

const ROMAN = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6' };
const FILLER = new Set('class grade stage level score type category group status functional classification point'.split(' '));
export function classKey(text) {
  const all = listed(text);
  const key = all.filter((word) => !FILLER.has(word)).map((word) => (Object.hasOwn(ROMAN, word) ? ROMAN[word] : word));
  return (key.length ? key : all).join(' ');
}
const unnamed = (text, names) => {
  const own = new Set(names.flatMap((name) => classKey(name).split(' ')));
  return classKey(text).split(' ').filter((word) => word && !own.has(word)).join(' ');
};
export function findClass(text, classes, names = []) {
  const exact = classes.filter((name) => classKey(name) === classKey(text));
  if (exact.length === 1) return exact[0];
  const rest = unnamed(text, names);
  const found = rest ? classes.filter((name) => classKey(name) === rest) : [];
  return found.length === 1 ? found[0] : null;
}
export function classNumber(text, classes, names) {
  let key;
  if (classes.length) {
    const name = findClass(text, classes, names);
    key = name === null ? '' : classKey(name);
  } else key = unnamed(text, names);
  return /^\d+$/.test(key) ? key : null;
}
