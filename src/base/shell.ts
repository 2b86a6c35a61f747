/** Arguments as one types them in a shell. */

/** An argument in quotes, if a shell would read it otherwise without. */
export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
