/** The entry of chat.html: one file with the emulator and a program. */

import "../style/page.css";
import { render } from "preact";
import { Inside } from "../inside/inside.js";
import { Talk } from "../talk/talk.js";

render(
  <main class="rooms alone">
    <Talk />
    <Inside />
  </main>,
  document.getElementById("page")!,
);
