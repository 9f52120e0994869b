// Folded words of names, as the catalogue cuts them (the rules bring them along), and how classes are written.
const table = new Map();
/** Takes in the folded words of the texts that a bundle's rules and answers hold. */
export const learn = (texts) => Object.entries(texts).forEach(([text, words]) => table.set(text, words));
/** The folded words of a text, joined by spaces. */
export const folded = (text) => table.get(text) ?? (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).join(' ');
export const listed = (text) => folded(text).split(' ').filter(Boolean);

const ROMAN = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi'];
const FILLER = new Set('class grade stage level score type category group status functional classification point'.split(' '));
export function classKey(text) {
  const all = listed(text);
  const key = all.filter((word) => !FILLER.has(word)).map((word) => ROMAN.includes(word) ? String(ROMAN.indexOf(word)) : word);
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
