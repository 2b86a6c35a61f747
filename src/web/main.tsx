/** The page's entry. */

import "./style/page.css";
import { render } from "preact";
import { App } from "./app.js";

render(<App />, document.getElementById("page")!);
