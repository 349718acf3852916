/**
 * The look of the page. Colours have a contrast of at least 4.5 to 1 in the light and in the dark; a finding is told
 * by words and signs as well.
 */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --page: light-dark(#fff, #15181c);
  --text: light-dark(#1b1f24, #e6e9ed);
  --faint: light-dark(#57606a, #a3adb8);
  --line: light-dark(#d3d9e0, #3a424b);
  --panel: light-dark(#f5f7f9, #1f2429);
  --error: light-dark(#b3121d, #ff8a85);
  --warning: light-dark(#7d5200, #f0b849);
  --info: light-dark(#0757b0, #79b8ff);
  --passed: light-dark(#106b30, #5fd083);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
.scroll { overflow-x: auto; }
.pointer { font-weight: 700; }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
header { color: var(--faint); padding-top: 1rem; }
header .scroll { color: var(--text); }
footer { color: var(--faint); border-top: 1px solid var(--line); padding-bottom: 1rem; }
h1 { font-size: 1rem; margin: 0; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 0.25rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
h4 { font-size: 1rem; margin: 0; }
p { margin: 0.4rem 0; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
code { overflow-wrap: anywhere; white-space: pre-wrap; }
a { color: var(--info); }
:focus-visible { outline: 2px solid var(--info); outline-offset: 2px; }
dl { display: grid; gap: 0.15rem; margin: 0.5rem 0 1rem; color: var(--faint); }
dl > div { display: grid; grid-template-columns: 6rem 1fr; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
ul { margin: 0.4rem 0; padding-left: 1.25rem; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
caption { text-align: start; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); }
th.number, td.number { text-align: end; font-variant-numeric: tabular-nums; }
th[scope="row"] { font-weight: 400; }
.file { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem 1rem; margin: 0 0 1rem; }
.ways { color: var(--faint); list-style: none; padding: 0; }
.finding { border-left: 4px solid var(--line); padding-left: 0.75rem; margin: 1rem 0 0.25rem; }
.finding.listed { margin: 0.5rem 0; }
.finding.error { border-color: var(--error); }
.finding.warning { border-color: var(--warning); }
.finding.info { border-color: var(--info); }
.place { color: var(--faint); font-weight: 400; }
.verdict { font-weight: 600; margin: 0; }
.failed, .verdict.error, .error .severity, .error .pointer, td.error { color: var(--error); }
.verdict.warning, .warning .severity, .warning .pointer, td.warning { color: var(--warning); }
.info .severity, .info .pointer, td.info { color: var(--info); }
.passed { color: var(--passed); }
pre { background: var(--panel); border-radius: 0.35rem; padding: 0.5rem 0.75rem; margin: 0.5rem 0; overflow-x: auto; line-height: 1.4; }
pre code { font-size: 0.85rem; overflow-wrap: normal; white-space: pre; }
.gutter { color: var(--faint); user-select: none; }
mark { background: none; color: inherit; font-weight: 700; }
details { margin: 0 0 1rem; }
.note { border-left: 4px solid var(--warning); padding-left: 0.75rem; }
@media print {
  .file { border: 0; padding: 0; }
  pre, .scroll { overflow: visible; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
  th, td { overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .finding { break-inside: avoid; }
}
`;
