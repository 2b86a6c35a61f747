/** Take it with you: every file that the page can make, and a way back in for two of them. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { InputError } from "../../base/input-error.js";
import { DISK_FORMATS, diskFormat } from "../../machines/disk-formats.js";
import { activity } from "../store.js";
import { diskItem, type Item, save, takeable } from "./files.js";
import { openFile } from "./open.js";

export function Take() {
  const status = useSignal("");
  const disk = useSignal(DISK_FORMATS[0]);
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
          <File key={item.file} item={item} take={take} />
        ))}
        <File item={diskItem(disk.value)} take={take}>
          {" "}
          <select
            aria-label="Format of the disk"
            value={disk.value.name}
            onChange={({ currentTarget }) => {
              disk.value = diskFormat(currentTarget.value);
            }}
          >
            {DISK_FORMATS.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </File>
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

interface FileProps {
  readonly item: Item;
  readonly take: (item: Item) => Promise<void>;
  /** What stands behind the item's sentence. */
  readonly children?: ComponentChildren;
}

/** A button that makes a file, and what the file is. */
function File({ item, take, children }: FileProps) {
  const { file, what, missing } = item;
  return (
    <li>
      <button
        type="button"
        disabled={missing !== undefined || activity.value === "building"}
        aria-describedby={`take-${file}`}
        onClick={() => void take(item)}
      >
        {file}
      </button>
      <span>
        <span id={`take-${file}`}>
          {what}
          {missing !== undefined && ` Not yet: ${missing}.`}
        </span>
        {children}
      </span>
    </li>
  );
}
