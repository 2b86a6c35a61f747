/** The entry of chat.html: one file with the emulator and a program. */

import "../style/page.css";
import { render } from "preact";
import { Talk } from "../talk/talk.js";

render(
  <main class="rooms alone">
    <Talk />
  </main>,
  document.getElementById("page")!,
);
