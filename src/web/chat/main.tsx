/** The entry of chat.html: one file with the emulator and a program. */

import "../style/page.css";
import { render } from "preact";
import { Inside } from "../inside/inside.js";
import { program } from "../store.js";
import { Talk } from "../talk/talk.js";

const title = `${program.value.name}: a chat on a 1976 home computer`;
document.title = title;

render(
  <main class="rooms alone">
    <h1 class="unseen">{title}</h1>
    <Talk />
    <Inside />
  </main>,
  document.getElementById("page")!,
);
