/** The page's frame: its head and the four rooms. */

import { Inside } from "./inside/inside.js";
import { Later, Room } from "./room.js";
import { fault } from "./store.js";
import { Talk } from "./talk/talk.js";

const loadTeach = async () => (await import("./teach/teach.js")).Teach;
const loadWatch = async () => (await import("./watch/watch.js")).Watch;

export function App() {
  return (
    <>
      <header class="top">
        <h1>zmlm</h1>
        <p>Teach a 1976 home computer to talk. 64 KB, 4 MHz, weights of two bits.</p>
      </header>
      {fault.value !== undefined && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <main class="rooms">
        <Talk />
        <Room title="Inside">
          <Inside />
        </Room>
        <Room title="Teach">
          <Later load={loadTeach} />
        </Room>
        <Room title="Watch">
          <Later load={loadWatch} />
        </Room>
      </main>
    </>
  );
}
