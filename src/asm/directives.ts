/** What each directive does; walk.ts does `include`. */

import { DATA_RULES } from "./data.js";
import type { Expression } from "./expression.js";
import { EndOfFile, EndOfMacro, Fault } from "./fault.js";
import type { FoundFile } from "./files.js";
import { type Directive, isOperationWord } from "./keywords.js";
import type { Token } from "./lexer.js";
import type { Pass } from "./pass.js";
import { ANY, addressArgument, boundedArgument, type Call, type Rule, stringArgument } from "./rule.js";
import type { DirectiveOperation } from "./statement.js";

function setOrigin(call: Call): void {
  const { pass, token } = call;
  if (pass.isPhased) throw new Fault("org can't stand within phase; write dephase first", token);
  const address = addressArgument(call);
  if (address !== undefined) pass.moveTo(address);
}

function phase(call: Call): void {
  const { pass, token } = call;
  if (pass.isPhased) throw new Fault("phase within phase; write dephase first", token);
  const address = addressArgument(call) ?? pass.location;
  pass.phaseOffset = pass.location - address;
  pass.isPhased = true;
  pass.location = address;
}

function dephase({ pass, token }: Call): void {
  if (!pass.isPhased) throw new Fault("dephase without phase", token);
  pass.location += pass.phaseOffset;
  pass.phaseOffset = 0;
  pass.isPhased = false;
}

function giveValue(isVariable: boolean) {
  return ({ pass, args, token, label }: Call): void => {
    if (label === undefined) throw new Fault(`${token.text} needs a name before it`, token);
    pass.defineValue(label, args[0], isVariable);
  };
}

/** The file that a directive's first argument names; `maclib` leaves its `.lib` out. @throws Fault */
export function findFile(pass: Pass, args: readonly Expression[], token: Token): FoundFile {
  const given = stringArgument({ args, token }, 0, "the name of a file");
  const name = token.lower === "maclib" ? `${given}.lib` : given;
  const file = pass.files.find(name, pass.current.line.file);
  if (file === undefined) throw new Fault(`no file "${name}" to ${token.lower}`, args[0], false, "file");
  return file;
}

function incbin(call: Call): void {
  const { pass, args, token } = call;
  const { bytes } = findFile(pass, args, token);
  const offset = boundedArgument(call, 1, 0, bytes.length) ?? 0;
  const length = boundedArgument(call, 2, 0, bytes.length - offset) ?? bytes.length - offset;
  for (const byte of bytes.subarray(offset, offset + length)) pass.emit(byte, args[0]);
}

function assertTrue(call: Call): void {
  const { pass, args } = call;
  const value = pass.evaluate(args[0]);
  const what = args.length > 1 ? stringArgument(call, 1, "its message") : "this doesn't hold";
  if (value === 0) throw new Fault(`assert: ${what}`, args[0]);
}

/** The name that `define` or `undef` is about. */
function definedName({ token, words }: Call): Token {
  const name = words[0];
  if (name?.kind !== "name") throw new Fault(`${token.text} needs a name`, name ?? token);
  return name;
}

function define(call: Call): void {
  const { pass, words } = call;
  const name = definedName(call);
  if (words[1]?.text === "(" && words[1].start === name.end)
    throw new Fault(
      `${call.token.text} with parameters isn't taken; write a macro`,
      words[1],
      false,
      "assembler",
    );
  // `#define EQU .EQU`: both are known already
  const isKnown = words.length === 2 && isOperationWord(name.lower.replace(/^\./, ""));
  if (!isKnown) pass.words.define(name.text, words.slice(1));
}

function radix({ pass, args }: Call): void {
  const value = pass.evaluate(args[0]);
  if (value !== 10) throw new Fault("numbers are decimal here; write hexadecimal as 0FFh", args[0]);
}

function undefine(call: Call): void {
  call.pass.words.undefine(definedName(call).text);
}

const RULES: Readonly<Record<Exclude<Directive, "include" | "maclib">, Rule>> = {
  org: { arity: [1, 1], usage: "org address", run: setOrigin },
  equ: { arity: [1, 1], usage: "name equ value", run: giveValue(false) },
  defl: { arity: [1, 1], usage: "name = value", run: giveValue(true) },
  ...DATA_RULES,
  incbin: { arity: [1, 3], usage: 'incbin "file"[, offset[, length]]', run: incbin },
  local: {
    arity: [1, ANY],
    usage: "local name, …",
    run: ({ pass, args, token }) =>
      pass.makeUnique(
        args.map((argument) => {
          if (argument.kind !== "symbol") throw new Fault("local takes names", argument);
          const { name: text, start, end } = argument;
          return { kind: "name", text, lower: text.toLowerCase(), value: 0, start, end };
        }),
        token,
      ),
  },
  skip: { arity: [0, 0], usage: "", run: ({ pass, token }) => pass.skip(token) },
  radix: { arity: [1, 1], usage: "radix 10", run: radix },
  define: { arity: [0, 0], usage: "define name words", run: define },
  undef: { arity: [0, 0], usage: "undef name", run: undefine },
  exitm: {
    arity: [0, 0],
    usage: "exitm",
    run: ({ pass, token }) => {
      if (pass.context.substitution === undefined)
        throw new Fault("exitm stands only in a macro or a repetition", token);
      throw new EndOfMacro();
    },
  },
  phase: { arity: [1, 1], usage: "phase address", run: phase },
  dephase: { arity: [0, 0], usage: "dephase", run: dephase },
  assert: { arity: [1, 2], usage: 'assert condition[, "message"]', run: assertTrue },
  error: {
    arity: [1, 1],
    usage: 'error "message"',
    run: (call) => {
      throw new Fault(stringArgument(call, 0, "its message"), call.token);
    },
  },
  end: {
    arity: [0, 1],
    usage: "end",
    run: () => {
      throw new EndOfFile();
    },
  },
};

/** Runs a directive; not `include`, which walks into another file. @throws Fault */
export function runDirective(
  pass: Pass,
  { directive, args, token, words = [] }: DirectiveOperation,
  label: Token | undefined,
): void {
  if (directive === "include" || directive === "maclib") throw new TypeError("include is run by walk.ts");
  const { arity, usage, run } = RULES[directive];
  if (args.length < arity[0] || args.length > arity[1])
    throw new Fault(`${token.text} takes ${arityText(arity)}; write ${usage}`, token);
  run({ pass, args, token, label, words });
}

function arityText([fewest, most]: readonly [number, number]): string {
  if (most === 0) return "nothing";
  const count = fewest === most ? `${fewest}` : most === ANY ? `${fewest} or more` : `${fewest} to ${most}`;
  return `${count} argument${count === "1" ? "" : "s"}`;
}
