// The look, themable by custom properties; constructed, so that a strict content security policy allows it.
export const CSS = `
:host { --_accent: var(--screener-accent, #1d4f91); --_text: var(--screener-text, #1c1f23); --_muted: var(--screener-muted, #535a63);
 --_surface: var(--screener-surface, #fff); --_soft: var(--screener-soft, #f4f6f8); --_line: var(--screener-line, #767e88); --_pass: var(--screener-pass, #17663a);
 --_fail: var(--screener-fail, #a31621); --_open: var(--screener-open, #7a4b00); --_radius: var(--screener-radius, 8px);
 display: block; color: var(--_text); font: var(--screener-font, 1rem/1.5 system-ui, sans-serif); container-type: inline-size; text-align: start; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
.page { display: grid; gap: 1.5rem; align-items: start; background: var(--_surface); }
h2 { font-size: 1.15em; line-height: 1.3; margin: 0 0 .5rem; } p { margin: 0 0 .5rem; }
.item { border: 0; margin: 0; padding: 0 0 1.4rem; min-width: 0; }
.item > legend { font-weight: 600; padding: .9rem 0 .25rem; display: block; width: 100%; border-top: 1px solid #d5dae0; overflow-wrap: anywhere; }
.help { color: var(--_muted); font-size: .875em; margin: 0 0 .6rem; max-width: 44rem; overflow-wrap: anywhere; white-space: pre-line; }
.help summary, details summary { cursor: pointer; } .help b { font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: .6rem .75rem; align-items: end; }
.field { display: grid; gap: .15rem; } .field > label { font-size: .875em; color: var(--_muted); }
.sub { border: 0; margin: .6rem 0 0; padding: 0; min-width: 0; } .sub > legend { padding: 0; font-size: .875em; color: var(--_muted); } .item > .choices, .foot { display: inline-flex; margin-inline-end: .5rem; } .foot { flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .5rem; }
input:not([type=radio]):not([type=checkbox]), select, textarea { font: inherit; color: inherit; background: var(--_surface); border: 1px solid var(--_line); border-radius: var(--_radius);
 padding: .45rem .6rem; min-height: 2.75rem; max-width: 100%; }
input.number { width: 8.5rem; } input.two { width: 4.2rem; } input.four { width: 5.6rem; } textarea { width: min(100%, 44rem); min-height: 5rem; }
[aria-invalid=true] { border: 2px solid var(--_fail) !important; }
.choice { display: flex; gap: .55rem; align-items: center; min-height: 2.75rem; padding: .3rem .85rem .3rem .7rem; border: 1px solid var(--_line); border-radius: var(--_radius); cursor: pointer; background: var(--_surface); overflow-wrap: anywhere; }
.choices { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; } .list { display: grid; gap: .4rem; max-width: 44rem; }
.choice input { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--_accent); flex: none; } .choice:has(:checked) { border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); background: var(--_soft); }
.rest { margin-top: .4rem; padding-top: .6rem; border-top: 1px dashed #b9c0c8; }
button { font: inherit; color: var(--_accent); background: none; border: 1px solid currentColor; border-radius: var(--_radius); min-height: 2.75rem; padding: .3rem .9rem; cursor: pointer; }
button.clear { border-color: transparent; text-decoration: underline; padding: .3rem .5rem; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.told { margin: .5rem 0 0; font-weight: 600; max-width: 44rem; } .told.error { color: var(--_fail); } .told.warning { color: var(--_open); }
.box { border-inline-start: 4px solid var(--_open); background: var(--_soft); padding: .75rem 1rem; margin: 0 0 1rem; } .box p:last-child { margin: 0; } .box.bad { border-color: var(--_fail); }
.verdict { background: var(--_soft); border: 1px solid #d5dae0; border-radius: var(--_radius); padding: 1rem; }
.badge { display: flex; gap: .5rem; align-items: center; font-weight: 700; font-size: 1.1em; margin: 0 0 .25rem; } .mark { font-family: system-ui, sans-serif; width: 1.2em; text-align: center; flex: none; font-weight: 700; }
.eligible, .pass, .potentially-eligible { color: var(--_pass); } .ineligible, .fail { color: var(--_fail); } .undetermined, .unknown { color: var(--_open); } .deferred, .not-applicable { color: var(--_muted); }
.small { font-size: .875em; color: var(--_muted); }
.criteria { list-style: none; margin: .75rem 0 0; padding: 0; font-size: .925em; } .criteria>li { border-top: 1px solid #d5dae0; padding: .15rem 0; }
.criteria summary { display: flex; gap: .4rem; padding: .35rem 0; min-height: 2rem; align-items: baseline; list-style: none; } .criteria summary::-webkit-details-marker { display: none; }
.criteria summary b { flex: none; } .criteria summary .why { overflow-wrap: anywhere; } .criteria .body { padding: 0 0 .5rem 1.6em; } .criteria q { quotes: none; color: var(--_muted); white-space: pre-line; overflow-wrap: anywhere; display: block; }
.body ul { margin: .25rem 0; padding-inline-start: 1.1em; }
.live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (min-width: 52rem) { .page { grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem); } .verdict { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; } }
@container (max-width: 51.99rem) { .bar { position: sticky; display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: center; top: 0; z-index: 1; background: var(--_surface); border-bottom: 1px solid #d5dae0; padding: .5rem 0; margin: 0 0 1rem; } .choices .choice { flex: 1 1 auto; } input, select, textarea, button, summary { scroll-margin-block: 7rem 1rem; } }
@container (min-width: 52rem) { .bar { display: none; } }
@media print { .verdict { position: static; max-height: none; } .bar, button { display: none; } }
`;
