// <screener-form protocol="…">: the form of one protocol, deciding as it is answered.
import { review, toPatient } from './answers.js';
import { Units } from './amounts.js';
import { itemElement, make } from './controls.js';
import { SCHEMA_VERSION, below, openPlaces, readBundle, screen } from './decide.js';
import { STRINGS } from './strings.js';
import { CSS } from './style.js';

const KIND = 'screener-form-bundle';
const MARKS = { pass: '✓', fail: '✕', unknown: '?', deferred: '→', 'not-applicable': '–', eligible: '✓', 'potentially-eligible': '✓?', undetermined: '?', ineligible: '✕' };
const Base = globalThis.HTMLElement ?? class {};
let sheet;

export class ScreenerForm extends Base {
  static formAssociated = true;
  static observedAttributes = ['protocol', 'stage', 'index-date', 'lang'];
  static strings = STRINGS;
  #internals;
  #root;
  #bundle = null;
  #facts = null;
  #answers = {};
  #texts = {};
  #verdict = null;
  #shown = new Map();
  #goOn = false;
  #told = '';
  #waiting;
  #load = 0;
  #why = null;
  #disabled = false;

  constructor() {
    super();
    this.#internals = this.attachInternals();
    this.#root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
    }
    this.#root.adoptedStyleSheets = [sheet];
  }
  connectedCallback() {
    if (!this.#load) this.#fetch(); // an upgrade has told of the attribute already
  }
  disconnectedCallback() {
    clearTimeout(this.#waiting);
  }
  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) return;
    if (name === 'protocol') {
      this.#bundle = null;
      this.#answers = {};
      this.#fetch();
    } else if (this.#bundle) this.#render();
  }
  formResetCallback() {
    this.restore({});
  }
  formStateRestoreCallback(state) {
    try {
      this.restore(JSON.parse(state).answers ?? {});
    } catch {
      this.restore({});
    }
  }
  formDisabledCallback(disabled) {
    this.#disabled = disabled;
    this.#freeze();
  }

  /** What was answered so far, by link id. */
  get answers() {
    return structuredClone(this.#answers);
  }
  set answers(saved) {
    this.restore(saved);
  }
  /** The verdict on the answers so far, as in the last `screener-verdict`. */
  get verdict() {
    return this.#verdict && structuredClone(this.#verdict);
  }
  /** The rules: the JSON of a compiled protocol's form. */
  get bundle() {
    return this.#bundle;
  }
  set bundle(bundle) {
    this.#load += 1;
    this.#open(bundle);
  }
  /** Strings of this form alone, laid over the catalogue; `questions` may translate questions by link id. */
  get strings() {
    return this.#texts;
  }
  set strings(texts) {
    this.#texts = texts ?? {};
    if (this.#bundle) this.#render();
  }
  get form() {
    return this.#internals.form;
  }
  get name() {
    return this.getAttribute('name');
  }
  /** Takes back answers that the host has kept; those that belong to no item are left out. */
  restore(saved) {
    const known = new Set(this.#bundle?.items.map((item) => item.link_id));
    const plain = saved && typeof saved === 'object' ? structuredClone(saved) : {};
    const fits = ([link, answer]) => answer && typeof answer === 'object' && (!this.#bundle || known.has(link));
    this.#answers = Object.fromEntries(Object.entries(plain).filter(fits));
    this.#goOn = false;
    if (this.#bundle) {
      this.#save();
      this.#render();
    }
  }

  // --- rules ---
  async #fetch() {
    const load = (this.#load += 1);
    const place = this.getAttribute('protocol');
    if (!place) return;
    this.#message(this.#t('loading'));
    try {
      const inline = this.getRootNode().getElementById?.(place.replace(/^#/, '')) ?? document.getElementById(place.replace(/^#/, ''));
      const bundle = inline ? JSON.parse(inline.textContent) : await this.#download(place);
      if (load === this.#load) this.#open(bundle);
    } catch (problem) {
      if (load === this.#load) this.#refuse(this.#t('loadFailed', { why: problem.message }));
    }
  }
  async #download(place) {
    const response = await fetch(place, { credentials: 'same-origin' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  }
  #open(bundle) {
    if (bundle?.kind !== KIND) return this.#refuse(this.#t('notRules'));
    if (bundle.schema_version !== SCHEMA_VERSION) {
      return this.#refuse(this.#t('version', { found: String(bundle.schema_version ?? '?'), wanted: SCHEMA_VERSION }));
    }
    this.#bundle = bundle;
    this.#facts = readBundle(bundle);
    this.#facts.converter = new Units(this.#facts);
    this.restore(Object.keys(this.#answers).length ? this.#answers : this.#saved());
    return undefined;
  }
  #refuse(text) {
    this.#bundle = null;
    this.#message(text, 'alert');
    this.#send('screener-error', { message: text });
  }
  #message(text, role = 'status') {
    this.#root.replaceChildren(make('div', { class: role === 'alert' ? 'box bad' : 'box', role }, make('p', {}, text)));
  }

  // --- strings ---
  get #language() {
    return (this.getAttribute('lang') || this.closest?.('[lang]')?.lang || 'en').toLowerCase();
  }
  #t(key, values = {}) {
    const [language] = this.#language.split('-'), full = this.#language, catalogues = [ScreenerForm.strings, this.#bundle?.strings ?? {}];
    const find = (name) => catalogues.map((one) => one[name]?.[key]).find((text) => text !== undefined);
    const text = this.#texts[key] ?? find(full) ?? find(language) ?? find('en') ?? key;
    return text.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  // --- keeping ---
  get #place() {
    return `screener-form ${this.id} ${this.#bundle.protocol.id} ${this.#bundle.rules_hash}`;
  }
  #saved() {
    if (!this.hasAttribute('autosave')) return {};
    try {
      return JSON.parse(sessionStorage.getItem(this.#place) ?? '{}');
    } catch {
      return {};
    }
  }
  #save() {
    const { protocol, rules_hash: hash } = this.#bundle;
    const value = JSON.stringify({ protocol: protocol.id, rules_hash: hash, index_date: this.#indexDate, answers: this.#answers });
    this.#internals.setFormValue(value, value);
    if (!this.hasAttribute('autosave')) return;
    try {
      sessionStorage.setItem(this.#place, JSON.stringify(this.#answers));
    } catch {
      this.#send('screener-error', { message: 'sessionStorage is full or forbidden; the answers are not kept.' });
    }
  }
  get #indexDate() {
    const given = this.getAttribute('index-date');
    if (/^\d{4}-\d\d-\d\d$/.test(given ?? '')) return given;
    const now = new Date(), two = (number) => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }
  get #stage() {
    const given = this.getAttribute('stage');
    return ['prescreen', 'screening', 'baseline'].includes(given) ? given : 'prescreen';
  }
  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // --- answering ---
  #changed(link, answer, redraw = false) {
    if (answer === undefined) delete this.#answers[link];
    else this.#answers[link] = answer;
    this.#save();
    if (redraw) this.#redraw(link);
    this.#check(link);
    this.#send('screener-answer', {
      protocol: this.#bundle.protocol.id, link_id: link, key: this.#item(link).key, answer: answer === undefined ? null : structuredClone(answer), answers: this.answers,
    });
    this.#decide();
  }
  #item(link) {
    return this.#bundle.items.find((item) => item.link_id === link);
  }
  /** Says what is wrong with an answer, tied to its inputs; a wrong answer never blocks the others. */
  #check(link) {
    const item = this.#item(link), shown = this.#shown.get(item.parent ?? link);
    const found = review(item, this.#answers[link], this.#indexDate, this.#facts.converter);
    const code = found.error ?? found.warning;
    shown.told.hidden = !code;
    shown.told.className = `told ${found.error ? 'error' : 'warning'}`;
    shown.told.textContent = code ? `${this.#t(found.error ? 'error' : 'warning')}: ${this.#t(code, { text: (found.text ?? '').slice(0, 40) })}` : '';
    for (const [name, inputs] of Object.entries(shown.inputs)) {
      for (const input of inputs) {
        const wrong = Boolean(code) && name === found.name;
        if (wrong) input.setAttribute('aria-describedby', shown.told.id);
        else input.removeAttribute('aria-describedby');
        input.toggleAttribute('aria-invalid', false);
        if (wrong && found.error) input.setAttribute('aria-invalid', 'true');
      }
    }
  }
  #decide() {
    const patient = toPatient(this.#bundle, this.#answers, this.#indexDate);
    const given = this.site ? { site: this.site } : {};
    const { status, findings, assumed } = screen(this.#facts, patient, { index_date: this.#indexDate, stage: this.#stage, ...given, anchors: this.anchors });
    const open = new Set();
    findings.forEach((finding, at) => {
      if (finding.finding !== 'unknown') return;
      const rule = this.#facts.rules[at];
      const places = [...openPlaces(rule.node, finding.trace), ...(rule.settled === 'open' ? finding.others.flatMap(([node, trace]) => openPlaces(node, trace)) : [])];
      for (const node of places) if (this.#bundle.atoms[node.key]) open.add(this.#bundle.atoms[node.key].item);
    });
    for (const item of this.#bundle.items) if (open.has(item.link_id)) for (const fact of item.needs ?? []) if (!this.#answers[fact]) open.add(fact);
    const settled = status === 'ineligible';
    this.#show(open, settled, status === 'undetermined');
    this.#panel(status, findings, assumed);
    const plain = findings.map(({ trace, others, ...one }) => one);
    const questions = settled ? [] : this.#bundle.items.filter((item) => open.has(item.link_id) && !this.#answers[item.link_id]).map((item) => item.link_id);
    const verdict = {
      schema_version: SCHEMA_VERSION, protocol: this.#bundle.protocol.id, rules_hash: this.#bundle.rules_hash, index_date: this.#indexDate, stage: this.#stage,
      status, findings: plain, questions, assumptions: assumed,
    };
    if (JSON.stringify(verdict) === JSON.stringify(this.#verdict)) return;
    this.#verdict = verdict;
    this.#send('screener-verdict', structuredClone(verdict));
  }

  // --- showing ---
  get #look() {
    const foreign = this.#language.startsWith('en') ? {} : { lang: 'en' };
    const questions = this.#texts.questions ?? {};
    return {
      t: (key, values) => this.#t(key, values), foreign,
      question: (item) => questions[item.link_id] ?? (item.type === 'note' ? this.#t('note') : item.text),
      answer: (link) => this.#answers[link],
      members: (group) => this.#bundle.items.filter((item) => item.parent === group.link_id),
    };
  }
  #render() {
    this.#shown = new Map();
    this.#verdict = null;
    const { items, order } = this.#bundle;
    const ordered = [...order.map((link) => this.#item(link)), ...items.filter((item) => item.type === 'note')];
    const changed = (link, answer, redraw) => this.#changed(link, answer, redraw);
    const questions = make('div', { class: 'questions', role: 'group', 'aria-label': this.#t('more_questions') });
    for (const item of ordered) {
      const shown = itemElement(this.#look, item, changed);
      this.#shown.set(item.link_id, shown);
      questions.append(shown.element);
    }
    const goOn = make('button', { type: 'button', onclick: () => {
      this.#goOn = true;
      this.#decide();
      [...this.#shown.values()].find((one) => !one.element.hidden && !one.element.querySelector(':checked'))?.element.querySelector('input')?.focus();
    } }, this.#t('goOn'));
    const end = make('div', { class: 'box end', hidden: true }, make('p', {}), goOn);
    questions.querySelector('[data-item=note]')?.before(end);
    const unread = this.#bundle.barred || this.#facts.rules.some((rule) => rule.unread.length || JSON.stringify(rule.node).includes('"kind":"unread"'));
    const warning = unread ? [make('div', { class: 'box', role: 'note' }, make('p', {}, this.#t('unreadPart')))] : [];
    const bar = make('div', { class: 'bar' });
    const live = make('div', { class: 'live', role: 'status', 'aria-live': 'polite' });
    this.#why = make('button', { type: 'button', onclick: () => verdict.focus() }, this.#t('why'));
    const verdict = make('section', { class: 'verdict', 'aria-label': this.#t('verdict'), tabindex: '0' });
    this.#root.replaceChildren(make('div', { class: 'page' }, make('div', {}, bar, ...warning, questions), verdict), live);
    for (const item of items) if (this.#answers[item.link_id]) this.#check(item.link_id);
    this.#freeze();
    this.#decide();
  }
  #redraw(link) {
    const old = this.#shown.get(link).element;
    const shown = itemElement(this.#look, this.#item(link), (one, answer, again) => this.#changed(one, answer, again));
    this.#shown.set(link, shown);
    old.replaceWith(shown.element);
    shown.element.querySelector('input, select, textarea')?.focus();
  }
  #freeze() {
    for (const { element } of this.#shown.values()) element.disabled = this.#disabled;
  }
  /** Asks what can still change the status, and keeps showing what was answered. */
  #show(open, settled, undecided) {
    let asked = 0;
    for (const [link, { element }] of this.#shown) {
      const all = [link, ...this.#bundle.items.filter((item) => item.parent === link).map((item) => item.link_id)];
      const answered = all.some((one) => this.#answers[one]), wanted = all.some((one) => open.has(one)) && (!settled || this.#goOn);
      element.hidden = !(answered || wanted || link === 'note');
      if (wanted && !answered) asked += 1;
    }
    const end = this.#root.querySelector('.end');
    if (!end) return;
    end.hidden = asked > 0 || (settled && this.#goOn);
    end.querySelector('p').textContent = this.#t(settled ? 'settled' : open.size || undecided ? 'doneOpen' : 'done');
    end.querySelector('button').hidden = !settled || !open.size;
  }
  #panel(status, findings, assumed) {
    const count = (...kinds) => findings.filter((one) => kinds.includes(one.finding)).length;
    const told = this.#t('counts', { fail: count('fail'), open: count('unknown'), fine: count('pass', 'deferred', 'not-applicable') });
    const badge = () => [make('span', { class: `mark ${status}`, 'aria-hidden': 'true' }, MARKS[status]), make('span', { class: status }, this.#t(status))];
    const panel = this.#root.querySelector('.verdict');
    const opened = new Set([...panel.querySelectorAll('details[open]')].map((one) => one.dataset.criterion));
    const rank = { fail: 0, unknown: 1, 'not-applicable': 3, deferred: 4, pass: 2 };
    const sorted = findings.map((one, at) => [one, this.#facts.rules[at]]).sort(([a], [b]) => rank[a.finding] - rank[b.finding]);
    panel.replaceChildren(
      make('h2', {}, this.#t('verdict')), make('p', { class: 'badge' }, ...badge()), make('p', {}, this.#t(`${status}.more`)),
      make('p', { class: 'small' }, `${told}. ${this.#t('asOf', { date: this.#indexDate, stage: this.#t(this.#stage) })}.`),
      make('ul', { class: 'criteria' }, ...sorted.map(([finding, rule]) => this.#criterion(finding, rule, opened))),
      assumed.length ? make('p', { class: 'small' }, this.#t('assumed', { names: assumed.join(', ') })) : '',
    );
    this.#root.querySelector('.bar').replaceChildren(make('span', { class: 'badge' }, ...badge()), make('span', { class: 'small' }, told), this.#why);
    this.#announce(`${this.#t('verdict')}: ${this.#t(status)}. ${told}.`);
  }
  /** Says the verdict once it has stood still for a moment, so that typing is not interrupted. */
  #announce(text) {
    clearTimeout(this.#waiting);
    if (text === this.#told) return;
    this.#waiting = setTimeout(() => {
      this.#told = text;
      this.#root.querySelector('.live').textContent = text;
    }, 600);
  }
  #criterion(finding, rule, opened) {
    const because = this.#because(finding, rule);
    const foreign = this.#language.startsWith('en') ? {} : { lang: 'en' };
    return make('li', {}, make('details', { 'data-criterion': rule.id, open: opened.has(rule.id) },
      make('summary', {}, make('span', { class: `mark ${finding.finding}`, 'aria-hidden': 'true' }, MARKS[finding.finding]),
        make('span', { class: 'why' }, make('b', {}, `${rule.id} ${this.#t(finding.finding)}`), because.length ? `: ${because[0]}` : '')),
      make('div', { class: 'body' }, because.length > 1 ? make('ul', {}, ...because.slice(1).map((one) => make('li', {}, one))) : '',
        make('span', { class: 'small' }, this.#t(rule.category)), make('q', foreign, rule.text))));
  }
  /** Why a finding is as it is, in the words of the form: the atoms that decide it or keep it open, what was answered first. */
  #because(finding, rule) {
    const lines = [], own = [];
    if (finding.reasons.includes('ambiguous')) lines.push(this.#t('reading'));
    const walk = (node, path) => {
      const o = finding.trace.get(path);
      if (o.b.includes('unread') && o.b.length === 1) return lines.push(this.#t('unread'));
      const children = below(node);
      if (children.length) {
        const list = ['all-of', 'any-of'].includes(node.kind);
        children.forEach((child, at) => {
          const place = path ? `${path}.${at}` : `${at}`, { t } = finding.trace.get(place);
          if (list || o.t === 'unknown' ? t === o.t : t !== 'unknown') walk(child, place);
        });
        if (o.b.includes('open-list')) lines.push(this.#t('open-list'));
        return undefined;
      }
      return this.#answers[this.#bundle.atoms[node.key]?.item] ? own.push(this.#line(node, o)) : lines.push(this.#line(node, o));
    };
    walk(rule.node, '');
    const confirm = rule.inferred && !rule.reviewed ? [this.#t('inferred')] : [];
    return [...new Set([...own, ...lines, ...[...finding.confirm, ...confirm].map((text) => this.#t('confirm', { text }))])];
  }
  #line(node, o) {
    const item = this.#item(this.#bundle.atoms[node.key]?.item);
    const name = (item && (this.#texts.questions?.[item.link_id] ?? (item.short || item.text))) || node.label || '';
    const { said } = o;
    if (said) return `${name}: ${said.value}${this.#limit(said)}${o.b.length ? ` (${o.b.map((one) => this.#t(one)).join(', ')})` : ''}`;
    if (o.t === 'unknown') return `${name}: ${o.b.map((one) => this.#t(one)).join(', ')}`;
    const own = item?.type === 'choice' && this.#answers[item.link_id]?.value;
    return `${name}: ${own || this.#t(o.t === 'true' ? 'answeredYes' : 'answeredNo')}`;
  }
  #limit({ lower, upper, unit, values, per = '' }) {
    const units = this.#facts.converter, parts = values ? [values.join(' / ')] : [];
    if (lower) parts.push(`${this.#t(lower.inclusive ? 'from' : 'above')} ${units.with(lower.value, unit)}${per}`);
    if (upper) parts.push(`${this.#t(upper.inclusive ? 'to' : 'under')} ${units.with(upper.value, unit)}${per}`);
    return parts.length ? `; ${this.#t('limit', { limit: parts.join(` ${this.#t('and')} `) })}` : '';
  }
}
if (globalThis.customElements && !customElements.get('screener-form')) customElements.define('screener-form', ScreenerForm);
