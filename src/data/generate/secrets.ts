/** What no message may tell: keys and passwords, in the forms in which a server may echo them. */

const HIDDEN = "***";

/** @returns takes the secrets out of a text */
export function hider(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  );
  forms.delete("");
  // the longest first: one may be a part of another
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((left, form) => left.replaceAll(form, HIDDEN), text);
}

export interface Address {
  /** The address without user and password; fetch takes no other. */
  readonly plain: string;
  /** The same without what may stand behind a "?", for messages. */
  readonly shown: string;
  /** What takes the place of user and password. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Takes user and password out of an address such as https://user:password@host/path, with scheme or without. */
export function splitAddress(text: string): Address {
  const [, scheme = "", credentials, rest] = /^([a-z][\w+.-]*:\/\/)?([^/?#]*)@(.*)$/is.exec(text) ?? [];
  const plain = credentials === undefined ? text : scheme + rest;
  // what is before an "@" may be a password that is written wrongly
  const shown = plain.replace(/[?#].*$/s, "").replace(/^([a-z][\w+.-]*:\/\/)?.*@/is, `$1${HIDDEN}@`);
  if (credentials === undefined) return { plain, shown, headers: {}, secrets: [] };
  const colon = credentials.indexOf(":");
  const [user, password] =
    colon < 0 ? [credentials, ""] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
  const token = btoa(
    String.fromCharCode(...new TextEncoder().encode(`${decoded(user)}:${decoded(password)}`)),
  );
  return {
    plain,
    shown,
    headers: { authorization: `Basic ${token}` },
    secrets: [credentials, password, decoded(password), token],
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
