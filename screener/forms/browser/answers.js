// What a person answered in the form, made into a record, with what is wrong with an answer. The reference is forms/answers.py.
import { completed, hasOwn, parseDate } from './exact.js';
import { OLDEST } from './measured.js';

const GIVEN = (value) => value !== undefined && value !== null && value !== '';
const trimmed = (value) => String(value).trim();
export const plainNumber = (text) => (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(trimmed(text)) && trimmed(text).length <= 30 ? trimmed(text) : null);
export const plainDate = (text) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(trimmed(text)) ? parseDate(text) : null);
/** A date that can be used; null where there is none, or it lies after the day of the answers. */
const dayIn = (answer, name, asOf) => {
  const day = GIVEN(answer[name]) ? plainDate(answer[name]) : null;
  return day && day.first <= parseDate(asOf).first ? trimmed(answer[name]) : null;
};
const numberIn = (answer, name) => (GIVEN(answer[name]) ? plainNumber(answer[name]) : null);

/** The record of the answers on a day. Answers are kept by link id; one that is absent was not asked. */
export function toPatient(bundle, given, asOf) {
  const answers = Object.fromEntries(Object.entries(given).filter(([, answer]) => Object.values(answer ?? {}).every((one) => one === null || typeof one !== 'object')));
  const patient = { observations: [], treatments: [], answers: {}, demographics: {} };
  for (const item of bundle.items) {
    const answer = answers[item.link_id] ?? (item.parent && answers[item.parent]?.value === 'none' ? { value: false } : null);
    if (answer && hasOwn(WRITERS, item.type)) WRITERS[item.type](patient, item, answer, asOf, bundle);
  }
  follow(bundle, patient, asOf);
  return patient;
}
const observation = (item, answer, asOf, more) => ({
  concepts: [item.concept], date: dayIn(answer, 'date', asOf) ?? asOf, visit: item.visit || null, ...more,
});
const WRITERS = {
  'birth-date': (patient, item, answer, asOf) => {
    const born = dayIn(answer, 'value', asOf);
    if (born && completed(parseDate(born).last, parseDate(asOf).first, 'year') <= OLDEST) patient.birth_date = born;
  },
  number: (patient, item, answer, asOf) => {
    const value = numberIn(answer, 'value'), codes = item.units.map((unit) => unit.code);
    const unit = answer.unit || (codes.length === 1 ? codes[0] : null);
    if (value === null || !codes.includes(unit)) return;
    const [low, high] = [numberIn(answer, 'low'), numberIn(answer, 'high')];
    const reference_range = low === null && high === null ? null : { low, high };
    patient.observations.push(observation(item, answer, asOf, { value, unit, reference_range }));
  },
  choice: (patient, item, answer, asOf, bundle) => {
    if (!item.options.some((option) => option.value === answer.value)) return;
    if (item.concept === 'sex') patient.sex = answer.value;
    else if (bundle.facts.concepts[item.concept]?.kind === 'demographic') patient.demographics[item.concept] = answer.value;
    else patient.observations.push(observation(item, answer, asOf, { value_text: answer.value }));
  },
  'yes-no': (patient, item, answer, asOf) => {
    if (answer.value === null || typeof answer.value === 'boolean') patient.answers[item.key] = { value: answer.value, date: asOf };
  },
  drug: (patient, item, answer, asOf) => {
    WRITERS['yes-no'](patient, item, answer, asOf);
    const [start, end] = ['start', 'end'].map((name) => dayIn(answer, name, asOf)), dose = numberIn(answer, 'dose');
    if (answer.value === false || (start ?? end ?? dose) === null) return;
    if (start && end && parseDate(end).last < parseDate(start).first) return;
    const how = dose === null ? {} : { dose_unit: answer.unit ?? null, dose_per: answer.per ?? null };
    patient.treatments.push({ concepts: [item.concept], start, end, dose, ...how, recorded: asOf });
  },
};
/** What follows from the answers by the meaning of the words; a yes or no of the person's own stands. */
function follow(bundle, patient, asOf) {
  const told = { ...patient.answers };
  for (const [key, { value }] of Object.entries(patient.answers)) {
    if (value === null) continue;
    const others = value ? bundle.entailed[key] || [] : Object.keys(bundle.entailed).filter((one) => bundle.entailed[one].includes(key));
    for (const other of others) if ((told[other]?.value ?? null) === null) told[other] = { value, date: asOf };
  }
  patient.answers = told;
}

/** What is to be said about an answer: {error} for what cannot be used, {warning} for what is hardly possible. */
export function review(item, answer, asOf, units) {
  const told = (name) => (GIVEN(answer?.[name]) ? trimmed(answer[name]) : '');
  const today = parseDate(asOf).first;
  for (const name of item.type === 'birth-date' ? ['value'] : ['date', 'start', 'end']) {
    const text = told(name), date = text && plainDate(text);
    if (text && !date) return { error: 'dateUnclear', name };
    if (text && date.first > today) return { error: name === 'value' ? 'birthFuture' : 'dateFuture', name };
    if (text && name === 'value' && completed(date.last, today, 'year') > OLDEST) return { error: 'birthTooOld', name };
  }
  const [start, end] = ['start', 'end'].map((name) => told(name) && plainDate(told(name)));
  if (start && end && end.last < start.first) return { error: 'endBeforeStart', name: 'end' };
  for (const name of ['value', 'low', 'high', 'dose']) {
    const text = ['number', 'drug'].includes(item.type) && typeof answer?.[name] !== 'boolean' ? told(name) : '';
    if (text && !plainNumber(text)) return { error: /^[+-]?\d+,\d+$/.test(text) ? 'commaUnclear' : 'numberUnclear', name, text };
  }
  if (item.type !== 'number' || !told('value')) return {};
  if (!answer.unit && item.units.length > 1) return { error: 'unitMissing', name: 'unit' };
  return units.plausible(told('value'), answer.unit || item.units[0].code, item.concept) === false ? { warning: 'implausible', name: 'value' } : {};
}
