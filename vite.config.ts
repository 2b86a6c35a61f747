/**
 * The page, from src/web to dist/web: `vite build --app` makes
 *
 *   index.html, assets/   the page for any static host; what isn't needed to talk is loaded later
 *   zmlm.html             the same page as one file, which runs from file://
 *   chat.html             the template of one person's chat: emulator and Talk, and no program yet
 *
 * The command must have been built: it builds the page's first program.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { defineConfig, type EnvironmentOptions, type Plugin, type Rolldown } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/** File of the licences of all libraries in the page. */
const LICENCES = "licenses.md";

/** The example whose program the page comes with. */
const SHIPPED = "tinychat";

/** By environment: the HTML in src/web that it is made from, and the name of what is made. */
const PAGES: Readonly<Record<string, readonly [source: string, made: string]>> = {
  client: ["index.html", "index.html"],
  file: ["index.html", "zmlm.html"],
  chat: ["chat.html", "chat.html"],
};

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const input = (environment: string) => path(`src/web/${PAGES[environment][0]}`);

const checks = { pluginTimings: false };

/** All in one HTML file. */
const single = (environment: string): EnvironmentOptions => ({
  consumer: "client",
  build: {
    assetsInlineLimit: () => true,
    assetsDir: "",
    cssCodeSplit: false,
    rolldownOptions: { input: input(environment), output: { codeSplitting: false }, checks },
  },
});

export default defineConfig({
  root: path("src/web"),
  base: "./",
  publicDir: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "iife", rolldownOptions: { checks } },
  build: {
    outDir: path("dist/web"),
    emptyOutDir: false,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    license: { fileName: LICENCES },
    rolldownOptions: { input: input("client"), checks },
  },
  environments: { file: single("file"), chat: single("chat") },
  builder: {
    async buildApp({ build, environments: { chat, file, client } }) {
      // the others carry the template of chat.html along
      await build(chat);
      await Promise.all([build(client), build(file)]);
    },
  },
  plugins: [
    {
      ...(viteSingleFile({ useRecommendedBuildConfig: false }) as Plugin),
      applyToEnvironment: ({ name }) => name !== "client",
    },
    finishPage(),
  ],
});

/** The module that gives the text of the template of chat.html. */
const TEMPLATE = "virtual:chat-template";

/** Puts the program and the Content Security Policy into a page, and gives the page its name. */
function finishPage(): Plugin {
  let shipped: Promise<string> | undefined;
  let template: string | undefined;
  return {
    name: "zmlm-finish-page",
    enforce: "post",
    sharedDuringBuild: true,
    resolveId: (id) => (id === TEMPLATE ? `\0${TEMPLATE}` : undefined),
    load: (id) => (id === `\0${TEMPLATE}` ? `export default ${JSON.stringify(template)};` : undefined),
    generateBundle: {
      // behind what puts scripts into the page
      order: "post",
      async handler(_, bundle) {
        const { name } = this.environment;
        const [source, made] = PAGES[name];
        const page = bundle[source];
        if (page?.type !== "asset") throw new Error(`the build made no ${source}`);
        shipped ??= shippedProgram();
        const program = name === "chat" ? await emptyBlock() : await shipped;
        const licences = licencesOf(bundle);
        const html = name === "client" ? String(page.source) : packed(String(page.source), licences);
        const addition = name === "client" ? FROM_FILE : "";
        page.source = html
          .replace("</head>", () => `${addition}</head>`)
          .replace("</body>", () => `${program}</body>`)
          .replace(/<meta charset="utf-8" ?\/?>/, (charset) => charset + policy(html + addition));
        page.fileName = made;
        if (name === "chat") template = page.source;
      },
    },
  };
}

/** Browsers load no modules from file:// - there the page of one file takes over. */
const FROM_FILE = `<script>if (location.protocol === "file:") location.replace("zmlm.html" + location.hash);</script>`;

/** Unpacks the page's script and runs it. */
const LOADER = `
if (!globalThis.DecompressionStream)
  document.getElementById("page").textContent = "This page needs a browser of 2023 or later.";
const packed = Uint8Array.from(atob(document.getElementById("script").textContent), (c) => c.charCodeAt(0));
const text = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
const script = new Blob([await new Response(text).arrayBuffer()], { type: "text/javascript" });
await import(URL.createObjectURL(script));
`;

/** Adds the font's licence to those of the libraries in a bundle. @returns their text */
function licencesOf(bundle: Rolldown.OutputBundle): string {
  const libraries = bundle[LICENCES];
  if (libraries?.type !== "asset") throw new Error(`the build made no ${LICENCES}`);
  libraries.source = `${libraries.source}\n## VT323, the font of the screen\n\n${readFileSync(path("src/web/fonts/OFL.txt"), "utf8")}`;
  return libraries.source;
}

/**
 * A page of one file whose script is packed: it becomes a quarter, and no HTML inside it is taken for the page's.
 * @param licences of what is in it
 */
function packed(html: string, licences: string): string {
  return html.replace(MODULE, (_, text: string) => {
    const bytes = gzipSync(text, { level: 9 }).toString("base64");
    return [
      `<script type="text/plain" id="licences">\n${licences}</script>`,
      `<script type="text/plain" id="script">${bytes}</script>`,
      `<script type="module">${LOADER}</script>`,
    ].join("\n    ");
  });
}

/** The script of a page of one file. */
const MODULE = /<script type="module"[^>]*>(.*?)<\/script>/s;

/** A module of the built command. */
const built = (module: string) => import(path(`dist/${module}.js`));

async function emptyBlock(): Promise<string> {
  return (await built("jobs/page")).EMPTY_BLOCK;
}

/** The data block of the page's first program. */
async function shippedProgram(): Promise<string> {
  const modules = ["jobs/page", "jobs/build", "machines/cpm", "cli/clock", "cli/sources"];
  const [page, job, cpm, clock, sources] = await Promise.all(modules.map(built));
  const file = `data/${SHIPPED}/model.json`;
  const { model, program } = await job.build(
    {
      model: { text: readFileSync(path(file), "utf8"), file },
      machine: cpm.CPM,
      sources: sources.programSource,
      measured: false,
    },
    { clock: clock.nodeClock },
    () => {},
  );
  return page.fillPage(page.EMPTY_BLOCK, page.pageProgram(SHIPPED, model, program));
}

/** Allows the page's own files, workers and wasm, and the scripts that stand in the page; nothing from elsewhere. */
function policy(html: string): string {
  const scripts = html.matchAll(
    /<script(?![^>]*(?:\bsrc=|application\/json|text\/plain))[^>]*>(.*?)<\/script>/gs,
  );
  const hashes = Array.from(
    scripts,
    ([, text]) => ` 'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  const rules = [
    "default-src 'none'",
    `script-src 'self' blob: 'wasm-unsafe-eval'${hashes.join("")}`,
    "worker-src 'self' blob:",
    "connect-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `\n    <meta http-equiv="Content-Security-Policy" content="${rules.join("; ")}" />`;
}
