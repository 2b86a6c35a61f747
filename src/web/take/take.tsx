/** Take it with you: every file that the page can make, and a way back in for two of them. */

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { InputError } from "../../base/input-error.js";
import { activity } from "../store.js";
import { type Item, save, takeable } from "./files.js";
import { openFile } from "./open.js";

export function Take() {
  const status = useSignal("");
  const picker = useRef<HTMLInputElement>(null);
  const take = async ({ file, make }: Item) => {
    try {
      status.value = `${file}: in the making`;
      const content = await make();
      save(file, content);
      const { size } = new Blob([content as BlobPart]);
      status.value = `${file}: ${size.toLocaleString("en")} bytes`;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      status.value = `${file}: ${error.message}`;
    }
  };
  return (
    <>
      <ul class="take-files">
        {takeable().map((item) => (
          <li key={item.file}>
            <button
              type="button"
              disabled={item.missing !== undefined || activity.value === "building"}
              aria-describedby={`take-${item.file}`}
              onClick={() => void take(item)}
            >
              {item.file}
            </button>
            <span id={`take-${item.file}`}>
              {item.what}
              {item.missing !== undefined && ` Not yet: ${item.missing}.`}
            </span>
          </li>
        ))}
      </ul>
      <div class="controls">
        <button type="button" onClick={() => picker.current?.click()}>
          Open a model.json or chat.html…
        </button>
        <input
          ref={picker}
          class="unseen"
          type="file"
          accept=".json,.html"
          aria-label="A model.json or chat.html to open"
          tabIndex={-1}
          onChange={({ currentTarget: field }) => {
            const file = field.files?.[0];
            if (file !== undefined) void openFile(file);
            field.value = "";
          }}
        />
        <output class="note">{status.value}</output>
      </div>
    </>
  );
}
