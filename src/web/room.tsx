/** A room of the page: a heading and what is in it. */

import { signal } from "@preact/signals";
import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { talkWorks } from "./store.js";

interface RoomProps {
  /** The heading. */
  readonly title: string;
  /** Default: the title in lower case. */
  readonly id?: string;
  /** A few words beside the heading. */
  readonly note?: ComponentChildren;
  /** True while it stands before everything else. */
  readonly modal?: boolean;
  /** What stands at the end of the heading. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Room({ title, id = title.toLowerCase(), note, modal = false, aside, children }: RoomProps) {
  return (
    <section
      class={`room ${id}`}
      id={id}
      aria-labelledby={`${id}-title`}
      {...(modal && { role: "dialog", "aria-modal": true })}
    >
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {note !== undefined && <p class="note">{note}</p>}
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A part that is loaded when Talk works, so that it doesn't delay the first reply. */
export function Later({ load }: { readonly load: () => Promise<FunctionComponent> }) {
  const Part = useMemo(() => signal<FunctionComponent | undefined>(undefined), []);
  const wanted = talkWorks.value;
  useEffect(() => {
    if (wanted)
      load().then((part) => {
        Part.value = part;
      });
  }, [wanted, load, Part]);
  const Loaded = Part.value;
  return Loaded === undefined ? <p class="hint">…</p> : <Loaded />;
}
