/** The Z80 program's source, which the page carries along: every file of `asm/` by its name there. */

const texts = import.meta.glob<string>("../../../asm/**/*.asm", {
  query: "?raw",
  import: "default",
  eager: true,
});
const ASM = "../../../asm/";
const encoder = new TextEncoder();

/** A file of `asm/` by name; undefined if there is none. */
export function programSource(name: string): Uint8Array | undefined {
  const text = texts[ASM + name];
  return text === undefined ? undefined : encoder.encode(text);
}
