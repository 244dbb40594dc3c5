/** The look of all stand-ins: quiet, readable, and with a striped edge so that nobody takes them for the real thing. */
export const style = `
:root { --ink: #171a1c; --soft: #4a5459; --line: #b9c2c6; --paper: #fff; --ground: #f3f5f6; --blue: #154194; --amber: #7a4a00; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 "Fira Sans", system-ui, sans-serif; }
body::before { content: ""; display: block; height: .5rem; background: repeating-linear-gradient(135deg, #f2b600 0 .75rem, #171a1c .75rem 1.5rem); }
header { background: var(--paper); border-bottom: 1px solid var(--line); padding: 1rem; }
header > * { max-width: 44rem; margin-inline: auto; }
main { max-width: 46rem; margin-inline: auto; }
.kind { margin-block: 0; font-weight: 600; }
.claim { margin-block: 0; color: var(--amber); }
main { padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
a { color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
dl, table, .mail { width: 100%; background: var(--paper); border: 1px solid var(--line); border-radius: .25rem; padding: 1rem; margin: 0 0 1.5rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .25rem 1.5rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.sum { font-size: 1.375rem; font-weight: 600; }
table { border-collapse: collapse; padding: 0; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.amount { text-align: right; white-space: nowrap; }
form { margin: 0; }
.choices { display: grid; gap: .5rem; list-style: none; padding: 0; margin: 0 0 1rem; }
button, .button { display: block; width: 100%; min-height: 2.75rem; padding: .625rem 1rem; text-align: left; font: inherit; color: var(--blue); background: var(--paper); border: 1px solid var(--blue); border-radius: .25rem; cursor: pointer; }
button:hover { background: #e7edf8; }
button.first { background: var(--blue); color: #fff; font-weight: 600; }
button.first:hover { background: #0f306e; }
button small { display: block; color: var(--soft); }
button.first small { color: #fff; }
.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-bottom: 1rem; }
.search label { flex: 1 1 14rem; } .search button { width: auto; }
input { display: block; width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; border: 1px solid var(--soft); border-radius: .25rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;
