/**
 * Macros: reads their definitions, and gives their parameters the arguments of a call.
 *
 *   pass.macros.define(readMacro(pass, node), node.head.token);
 *   const substitution = bindArguments(pass, pass.macros.get("SAVE")!, args, token);
 */

import type { BlockHead, MacroNode, Node } from "./blocks.js";
import { Fault } from "./fault.js";
import { MNEMONICS } from "./form.js";
import { DIRECTIVE_SPELLINGS, isWeak } from "./keywords.js";
import type { Token } from "./lexer.js";
import type { Macro } from "./macro-table.js";
import type { Pass } from "./pass.js";
import type { Substitution } from "./substitute.js";

/**
 * Reads `name macro a,b`, `name: macro a,b` or `macro name,a,b`. Inside another macro or a repetition, the name may be
 * a parameter of that one and is replaced. The macro's own parameters are not: they hide outer ones of the same name.
 */
export function readMacro(pass: Pass, node: MacroNode): Macro {
  const { token, before, line } = node.head;
  const outer = pass.context.substitution;
  const { tokens, fault } = pass.replaced(line, false);
  if (fault) throw fault;
  const own = line.lexed.tokens;
  let rest = own.slice(own.findIndex(({ start }) => start === token.start) + 1);
  let name = before.length > 0 ? tokens[0] : undefined;
  if (name === undefined) {
    name = outer?.get(rest[0]?.text ?? "")?.[0] ?? rest[0];
    rest = rest.slice(rest[1]?.text === "," ? 2 : 1);
  }
  if (name?.kind !== "name") throw new Fault("this macro has no name; write NAME macro A,B", token);
  if (MNEMONICS.has(name.lower) || (DIRECTIVE_SPELLINGS.has(name.lower) && !isWeak(name.lower)))
    throw new Fault(`${name.text} is an instruction or a directive already; choose another name`, name);
  return { name: name.text, parameters: readNames(rest, token), node, outer: outer && new Map(outer) };
}

/** Reads names between commas. */
function readNames(tokens: readonly Token[], place: Token): string[] {
  const names: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const isName = index % 2 === 0;
    if (isName ? token.kind !== "name" : token.kind !== "symbol" || token.text !== ",")
      throw new Fault(
        isName ? `"${token.text}" isn't a name` : `"," is missing before "${token.text}"`,
        token,
      );
    if (!isName) continue;
    if (names.includes(token.text)) throw new Fault(`${token.text} is named twice`, token);
    names.push(token.text);
  }
  if (tokens.length > 0 && tokens.length % 2 === 0)
    throw new Fault("a name is missing after the comma", tokens.at(-1) ?? place);
  return names;
}

/** True if the macro tests whether an argument is blank; its calls may then leave arguments out. */
function asksForBlank({ node }: Macro): boolean {
  const open: (readonly Node[])[] = [node.nodes];
  for (let nodes = open.pop(); nodes !== undefined; nodes = open.pop())
    for (const inner of nodes) {
      if (inner.kind === "repeat") open.push(inner.nodes);
      if (inner.kind !== "if") continue;
      if (inner.branches.some(({ head }) => isBlankQuestion(head))) return true;
      for (const branch of inner.branches) open.push(branch.nodes);
    }
  return false;
}

function isBlankQuestion({ word, line }: BlockHead): boolean {
  if (["ifb", "ifnb", "ifidn", "ifdif"].includes(word)) return true;
  return line.lexed.tokens.some(({ kind, lower }) => kind === "name" && lower === "nul");
}

/**
 * Gives a macro's parameters the arguments of a call. A call may leave out a parameter that starts with `?`; it is then
 * a name that no other call has, as in zmac.
 * @throws Fault if there are too many or too few arguments
 */
export function bindArguments(
  pass: Pass,
  macro: Macro,
  args: readonly (readonly Token[])[],
  token: Token,
): Substitution {
  const { name, parameters, outer } = macro;
  const substitution: Substitution = new Map(outer);
  const required = parameters.filter((parameter) => parameter[0] !== "?").length;
  const isShort = args.length < required && !pass.allowsBlanks && !asksForBlank(macro);
  if (args.length > parameters.length || isShort) {
    const wanted = `${parameters.length} argument${parameters.length === 1 ? "" : "s"}`;
    throw new Fault(`macro ${name} takes ${wanted}, not ${args.length}`, token);
  }
  for (const [index, parameter] of parameters.entries()) {
    const isLocal = parameter[0] === "?" && index >= args.length;
    const own = isLocal ? [pass.uniqueName({ ...token, text: parameter })] : (args[index] ?? []);
    substitution.set(parameter, isLocal ? own : callersTokens(pass, own));
  }
  return substitution;
}

/** Tokens of an argument; a local label in it belongs to the place of the call, not to the macro. */
function callersTokens(pass: Pass, tokens: readonly Token[]): Token[] {
  return tokens.map((token) =>
    token.kind === "name" && token.text[0] === "." ? { ...token, text: pass.fullName(token.text) } : token,
  );
}
