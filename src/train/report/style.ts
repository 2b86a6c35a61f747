/** The report's style sheet, light or dark as the reader's system is set. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbf9; --card: #ffffff; --ink: #1c1e21; --faint: #61666d; --line: #dcdee1;
  --blue: #1f63b5; --orange: #b8540a; --green: #0b7a57; --red: #c02a2a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --card: #1d2024; --ink: #e7e9ec; --faint: #a0a7b0; --line: #363b42;
    --blue: #74aef7; --orange: #f5a154; --green: #4fcf9d; --red: #ff7b72;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1400px; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
p { margin: .2rem 0; }
.faint, figcaption { color: var(--faint); font-size: .86rem; }
.warn { color: var(--red); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .8rem; margin: 1rem 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 520px), 1fr)); gap: .8rem; }
.tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem;
  min-width: 0; margin: 0; }
.tile strong { display: block; font-size: 1.45rem; font-variant-numeric: tabular-nums; line-height: 1.25; }
.wide { grid-column: 1 / -1; }
svg { width: 100%; height: auto; overflow: visible; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .2rem 0 .4rem; font-size: .86rem; }
.legend svg { width: 26px; height: 10px; margin-right: .35rem; vertical-align: middle; }
.scroll { max-height: 30rem; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .22rem .6rem .22rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; vertical-align: top; }
td:first-child { min-width: 5rem; }
th { color: var(--faint); font-weight: 500; font-size: .86rem; }
thead th { position: sticky; top: 0; background: var(--card); white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.settings th { width: 12rem; }
.bar { width: 22%; min-width: 60px; }
.bar div { background: var(--line); border-radius: 3px; margin-top: .35rem; }
.bar i { display: block; height: .7rem; border-radius: 3px; background: var(--blue); }
pre { margin: .4rem 0 0; padding: .7rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: .88rem; }
`;
