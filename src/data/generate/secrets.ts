/** Keeps keys and passwords out of messages, in all forms in which a server may echo them. */

const HIDDEN = "***";

/** @returns a function that removes the secrets from a text */
export function hider(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  );
  forms.delete("");
  // the longest first, as one may be a part of another
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((left, form) => left.replaceAll(form, HIDDEN), text);
}

export interface Address {
  /** The address without user and password, which fetch doesn't accept. */
  readonly plain: string;
  /** The same without what follows a "?", for messages. */
  readonly shown: string;
  /** Headers that replace user and password. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Separates user and password from an address such as https://user:password@host/path; the scheme may be missing. */
export function splitAddress(text: string): Address {
  const [, scheme = "", credentials, rest] = /^([a-z][\w+.-]*:\/\/)?([^/?#]*)@(.*)$/is.exec(text) ?? [];
  const plain = credentials === undefined ? text : scheme + rest;
  // text before an "@" may be a mistyped password
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
