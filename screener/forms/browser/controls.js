// The controls of one item: they show an answer and report a new one; data is only ever shown as text.
import { parseDate, ymd } from './exact.js';

/** An element with properties and children; strings become text nodes, never markup. */
export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
let serial = 0;
const fresh = () => `sf${(serial += 1)}`;
const empty = (value) => value === undefined || value === null || value === '';

/** A labelled input beside others. `name` is the answer's field; `mark` marks it as wrong. */
function field(ui, name, label, attributes, start, changed) {
  const id = fresh();
  const input = make('input', { id, type: 'text', autocomplete: 'off', spellcheck: 'false', ...attributes, oninput: () => changed(input.value.trim()) });
  input.value = start ?? '';
  ui.inputs[name] = [...(ui.inputs[name] || []), input];
  return make('div', { class: 'field' }, make('label', { for: id }, label), input);
}
function select(ui, name, label, options, start, changed) {
  const id = fresh();
  const pick = options.length > 1 ? [make('option', { value: '' }, ui.t('pick'))] : [];
  const control = make('select', { id, onchange: () => changed(control.value) }, ...pick, ...options.map((one) => make('option', { value: one.code }, one.label || one.code)));
  control.value = start ?? (options.length > 1 ? '' : options[0].code);
  ui.inputs[name] = [control];
  return make('div', { class: 'field' }, make('label', { for: id }, label), control);
}
/** Day, month and year; month and day may stay empty. */
function dateFields(ui, name, start, changed) {
  const kept = { d: '', m: '', y: '' };
  const known = typeof start === 'string' && /^\d{4}(-\d\d)?(-\d\d)?$/.test(start) && parseDate(start);
  if (known) {
    const [year, month, day] = ymd(known.first);
    kept.y = String(year).padStart(4, '0');
    if (start.length > 4) kept.m = String(month);
    if (start.length > 7) kept.d = String(day);
  } else if (!empty(start)) kept.y = start;
  const report = () => {
    const parts = [kept.y, kept.m && kept.m.padStart(2, '0'), kept.d && kept.d.padStart(2, '0')];
    changed(parts[2] && !parts[1] ? `${parts[0]}-?-${parts[2]}` : parts.filter((part, at) => part || (at === 0 && (parts[1] || parts[2]))).join('-'));
  };
  const one = (key, label, size) => field(ui, name, label, { class: size, inputmode: 'numeric', maxlength: size === 'four' ? 4 : 2 }, kept[key], (text) => {
    kept[key] = text;
    report();
  });
  return make('div', { class: 'row' }, one('d', ui.t('day'), 'two'), one('m', ui.t('month'), 'two'), one('y', ui.t('year'), 'four'));
}
const subset = (legend, ...children) => make('fieldset', { class: 'sub' }, make('legend', {}, legend), ...children);

function choices(ui, options, start, changed) {
  const name = fresh();
  const rows = options.map(([value, label]) => make('label', { class: 'choice' },
    make('input', { type: 'radio', name, checked: start === value, onchange: () => changed(value) }), make('span', {}, label)));
  return make('div', { class: 'choices' }, ...rows);
}
const clearButton = (ui, clear) => make('button', { type: 'button', class: 'clear', onclick: clear }, ui.t('clear'));
const yesNo = (ui) => [[true, ui.t('yes')], [false, ui.t('no')], [null, ui.t('dontKnow')]];

/** Keeps one field of an answer; a field that is emptied goes, an answer without fields is no answer. */
function setter(answer, changed) {
  return (name) => (value) => {
    if (value === '' || value === undefined) delete answer[name];
    else answer[name] = value;
    changed(Object.keys(answer).length ? { ...answer } : undefined);
  };
}

const CONTROLS = {
  'birth-date': (ui, item, answer, set) => [
    make('p', { class: 'help', id: ui.hint() }, ui.t('dateHint')), dateFields(ui, 'value', answer.value, set('value')),
  ],
  number: (ui, item, answer, set) => {
    const attributes = { class: 'number', inputmode: 'decimal' };
    const row = make('div', { class: 'row' }, field(ui, 'value', ui.t('value'), attributes, answer.value, set('value')));
    if (item.units.length > 1) row.append(select(ui, 'unit', ui.t('unit'), item.units, answer.unit, set('unit')));
    else if (item.units[0]?.label) row.append(make('span', { class: 'unit' }, item.units[0].label));
    for (const end of item.references) row.append(field(ui, end, ui.t(end), attributes, answer[end], set(end)));
    const dated = item.dated ? [subset(ui.t('date'), dateFields(ui, 'date', answer.date, set('date')))] : [];
    return [row, ...dated];
  },
  choice: (ui, item, answer, set) => [
    choices(ui, [...item.options.map((one) => [one.value, one.label]), [null, ui.t('dontKnow')]], answer.value, set('value')),
    ...(item.dated ? [subset(ui.t('date'), dateFields(ui, 'date', answer.date, set('date')))] : []),
  ],
  'yes-no': (ui, item, answer, set) => [choices(ui, yesNo(ui), answer.value, set('value'))],
  drug: (ui, item, answer, set) => [choices(ui, yesNo(ui), answer.value, set('value')), drugDetails(ui, item, answer, set)],
  note: (ui, item, answer, set) => {
    const area = make('textarea', { 'aria-labelledby': ui.label, maxlength: 20000, oninput: () => set('value')(area.value) });
    area.value = answer.value ?? '';
    return [area];
  },
};
/** "Don't know" beside a value: a statement of its own, different from not asked. */
function unknownBox(ui, answer, set) {
  const box = make('input', { type: 'checkbox', checked: answer.value === null, onchange: () => {
    for (const input of ui.inputs.value) input.value = '';
    set('value')(box.checked ? null : undefined);
  } });
  ui.box = box;
  for (const input of ui.inputs.value) input.addEventListener('input', () => { box.checked = false; });
  return make('label', { class: 'choice' }, box, make('span', {}, ui.t('dontKnow')));
}
function drugDetails(ui, item, answer, set) {
  const body = [subset(ui.t('start'), dateFields(ui, 'start', answer.start, set('start'))), subset(ui.t('end'), dateFields(ui, 'end', answer.end, set('end')))];
  if (item.dose) {
    const per = item.dose.per.map((code) => ({ code, label: `${ui.t('per')} ${ui.t(`per${code}`)}` }));
    body.push(make('div', { class: 'row sub' }, field(ui, 'dose', ui.t('dose'), { class: 'number', inputmode: 'decimal' }, answer.dose, set('dose')),
      select(ui, 'unit', ui.t('unit'), item.dose.units, answer.unit, set('unit')), select(ui, 'per', ui.t('per'), per, answer.per, set('per'))));
  }
  const open = ['start', 'end', 'dose'].some((name) => !empty(answer[name]));
  return make('details', { class: 'sub', open }, make('summary', {}, ui.t('details')), ...body);
}

/** The item as a fieldset. `changed(link, answer)` is called with a new answer or undefined; `ui` has t, words and answers. */
export function itemElement(form, item, changed) {
  const ui = { t: form.t, inputs: {}, label: fresh(), hints: [], hint: () => (ui.hints[ui.hints.length] = fresh()) };
  const parts = item.type === 'group' ? groupParts(form, ui, item, changed) : single(form, ui, item, changed);
  const told = make('p', { class: 'told', id: fresh(), hidden: true });
  const legend = make('legend', { id: ui.label, ...form.foreign }, form.question(item));
  const foot = item.type === 'group' ? null : parts.pop();
  const element = make('fieldset', { class: 'item', 'data-item': item.link_id }, legend, help(form, item), ...parts, told, foot);
  if (ui.hints.length) element.setAttribute('aria-describedby', ui.hints.join(' '));
  return { element, inputs: ui.inputs, told };
}
function single(form, ui, item, changed) {
  const answer = { ...form.answer(item.link_id) };
  const clear = clearButton(ui, () => changed(item.link_id, undefined, true));
  clear.hidden = form.answer(item.link_id) === undefined || item.type === 'note';
  const report = (value) => {
    clear.hidden = value === undefined || item.type === 'note';
    changed(item.link_id, value);
  };
  const set = setter(answer, report), valued = ['birth-date', 'number'].includes(item.type);
  const parts = CONTROLS[item.type](ui, item, answer, set);
  return [...parts, make('div', { class: 'foot' }, valued ? unknownBox(ui, answer, set) : null, clear)];
}
/** "Any of these?": a box for each, and "none of these" or "don't know" about those that are not ticked. */
function groupParts(form, ui, item, changed) {
  const list = make('div', { class: 'list' });
  const rest = ['none', null].map((value) => {
    const box = make('input', { type: 'checkbox', checked: form.answer(item.link_id)?.value === value, onchange: () => {
      for (const [other, input] of boxes) if (other !== value) input.checked = false;
      changed(item.link_id, box.checked ? { value } : undefined);
    } });
    return [value, box, make('label', { class: 'choice' }, box, make('span'))];
  });
  const boxes = rest.map(([value, box]) => [value, box]);
  const name = () => {
    const some = form.members(item).some((one) => form.answer(one.link_id)?.value === true);
    rest.forEach(([, , label], at) => { label.lastChild.textContent = ui.t([['none', 'dontKnow'], ['noneElse', 'unsure']][Number(some)][at]); });
  };
  for (const member of form.members(item)) {
    const answer = { ...form.answer(member.link_id) };
    const report = (value) => {
      changed(member.link_id, value);
      name();
    };
    const set = setter(answer, report);
    const more = member.type === 'drug' ? drugDetails(ui, member, answer, set) : null;
    const box = make('input', { type: 'checkbox', checked: answer.value === true, onchange: () => {
      set('value')(box.checked ? true : undefined);
      if (more) more.hidden = !box.checked;
    } });
    if (more) more.hidden = !box.checked;
    list.append(make('div', {}, make('label', { class: 'choice' }, box, make('span', form.foreign, member.short || member.text)), more));
  }
  name();
  const hint = make('p', { class: 'help', id: ui.hint() }, ui.t('tick'));
  return [hint, list, make('div', { class: 'list rest' }, ...rest.map(([, , label]) => label))];
}
function help(form, item) {
  const line = (one) => make('p', { class: 'help' }, make('b', {}, `${form.t('words')} (${one.criterion}): `), make('span', form.foreign, one.words));
  const confirm = item.confirm.map((text) => make('p', { class: 'help' }, form.t('confirm', { text })));
  const [first, ...others] = item.help;
  if (!first) return confirm;
  if (!others.length && first.words.length <= 220) return [line(first), ...confirm];
  const summary = make('summary', {}, `${form.t('words')} (${[...new Set(item.help.map((one) => one.criterion))].join(', ')})`);
  return [make('details', { class: 'help' }, summary, ...item.help.map(line)), ...confirm];
}
