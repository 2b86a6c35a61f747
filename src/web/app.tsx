/** The page's frame: its head and the four rooms. */

import { useEffect, useRef } from "preact/hooks";
import { catchFiles } from "./drop.js";
import { Inside } from "./inside/inside.js";
import { recallProgram } from "./kept-program.js";
import { Later, Room } from "./room.js";
import { disableAllBut, isNarrow } from "./sheet.js";
import { fault, program, sheetOpen } from "./store.js";
import { Talk } from "./talk/talk.js";

const loadTeach = async () => (await import("./teach/teach.js")).Teach;
const loadTake = async () => (await import("./take/take.js")).Take;
const loadWatch = async () => (await import("./watch/watch.js")).Watch;

export function App() {
  useEffect(catchFiles, []);
  useEffect(() => void recallProgram(), []);
  return (
    <div class={sheetOpen.value ? "sheet-open" : ""}>
      <header class="top">
        <h1>zmlm</h1>
        <p>Teach a 1976 home computer to talk. 64 KB, 4 MHz, weights of two bits; all in this page.</p>
        <nav>
          <a href="#take">Take it with you</a>
        </nav>
      </header>
      <Fault />
      <main>
        <div class="rooms">
          <Talk />
          <Inside />
          <Sheet />
          <Room title="Watch">
            <Later load={loadWatch} />
          </Room>
        </div>
        <Room
          title="Take it with you"
          id="take"
          note={`the program is “${program.value.name}”, which Talk runs`}
        >
          <Later load={loadTake} />
        </Room>
      </main>
    </div>
  );
}

/** What went wrong last, until it is put away. */
function Fault() {
  if (fault.value === undefined) return null;
  return (
    <div class="fault" role="alert">
      <span>{fault.value}</span>
      <button
        type="button"
        onClick={() => {
          fault.value = undefined;
        }}
      >
        OK
      </button>
    </div>
  );
}

/** Teach: a room among the others; on phones a sheet that one opens and closes. */
function Sheet() {
  const opener = useRef<HTMLButtonElement>(null);
  const closer = useRef<HTMLButtonElement>(null);
  const open = sheetOpen.value;
  const modal = open && isNarrow.value;
  useEffect(() => {
    if (!modal) return;
    const wake = disableAllBut(document.getElementById("teach")!);
    closer.current?.focus();
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape") sheetOpen.value = false;
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
      wake();
      opener.current?.focus();
    };
  }, [modal]);
  const set = (isOpen: boolean) => () => {
    sheetOpen.value = isOpen;
  };
  return (
    <>
      <button
        type="button"
        class="sheet-button main"
        ref={opener}
        aria-expanded={open}
        aria-controls="teach"
        onClick={set(true)}
      >
        Teach it
      </button>
      <Room
        title="Teach"
        modal={modal}
        aside={
          <button type="button" class="sheet-close" ref={closer} onClick={set(false)}>
            Close
          </button>
        }
      >
        <Later load={loadTeach} />
      </Room>
    </>
  );
}
