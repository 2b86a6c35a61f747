/**
 * A picture of a terminal's screen, as SVG: its text, its colours, and lines that appear one after the other.
 *
 *   const svg = terminalPicture(screen.split("\n"), "a chat with tinychat");
 */

const FONT = 14;
/** Width of a character and height of a line, in pixels, in fonts that terminals use. */
const CELL = 8.43;
const LINE = 20;
const MARGIN = 20;
/** Height of the bar at the top. */
const BAR = 30;
/** Seconds from one line to the next. */
const PACE = 0.45;

/** Colours: of what a person types, of what the program says, and of what zmlm says. */
const STYLES = { typed: "#f0f6fc", program: "#7ee787", zmlm: "#8b949e" } as const;

/** What people type at, and what follows it. */
const TYPED = /^([$>] )(.*)$/;

/**
 * @param lines of a screen: commands behind "$ ", questions behind "> "
 * @param ofZmlm lines that zmlm says about the program
 */
export function terminalPicture(
  lines: readonly string[],
  title: string,
  ofZmlm: (line: string) => boolean,
): string {
  const columns = Math.max(...lines.map((line) => line.length));
  const width = Math.ceil(2 * MARGIN + columns * CELL);
  const height = BAR + 2 * MARGIN + lines.length * LINE - (LINE - FONT);
  const rows = lines.map((line, row) => {
    const y = BAR + MARGIN + FONT + row * LINE - 2;
    const delay = (row * PACE).toFixed(2);
    return `  <text y="${y}" style="animation-delay:${delay}s">${spans(line, ofZmlm(line))}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `  <title>${escaped(title)}</title>`,
    "  <style>",
    `    text { font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; animation: appear 0.01s linear both; }`,
    ...Object.entries(STYLES).map(([name, colour]) => `    .${name} { fill: ${colour}; }`),
    "    @keyframes appear { from { opacity: 0; } to { opacity: 1; } }",
    "    @media (prefers-reduced-motion: reduce) { text { animation: none; } }",
    "  </style>",
    `  <rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    `  <path d="M0 ${BAR}V8a8 8 0 0 1 8-8h${width - 16}a8 8 0 0 1 8 8v${BAR - 8}z" fill="#161b22"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map(
      (colour, i) => `  <circle cx="${MARGIN + 18 * i}" cy="${BAR / 2}" r="5" fill="${colour}"/>`,
    ),
    ...rows,
    "</svg>",
  ].join("\n")}\n`;
}

/** The parts of a line by their colours. */
function spans(line: string, isZmlm: boolean): string {
  const [, prompt, typed] = TYPED.exec(line) ?? [];
  if (prompt === undefined) return span(isZmlm ? "zmlm" : "program", 0, line);
  return span("program", 0, prompt) + span("typed", prompt.length, typed);
}

function span(style: keyof typeof STYLES, column: number, text: string): string {
  const x = (MARGIN + column * CELL).toFixed(1);
  return `<tspan class="${style}" x="${x}" textLength="${(text.length * CELL).toFixed(1)}">${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
