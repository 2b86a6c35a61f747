/**
 * Files that are dropped anywhere in the page: a model or a chat boots, anything else is a lesson. Without this the
 * browser would open the file in the page's place.
 *
 *   useEffect(() => catchFiles(), []);
 */

import { holdsModel } from "./file-kind.js";
import { isNarrow } from "./sheet.js";
import { droppedFiles, fault, sheetOpen } from "./store.js";

/** @returns a function that ends it */
export function catchFiles(): () => void {
  const over = (event: DragEvent) => {
    if (hasFiles(event)) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    // a room has taken them
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    void open([...event.dataTransfer!.files]);
  };
  addEventListener("dragover", over);
  addEventListener("drop", drop);
  return () => {
    removeEventListener("dragover", over);
    removeEventListener("drop", drop);
  };
}

/** Text that is dragged into a field is the browser's. */
function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}

async function open(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  try {
    if (files.length === 1 && (await holdsModel(files[0])))
      await (await import("./take/open.js")).openFile(files[0]);
    else {
      sheetOpen.value = isNarrow.value;
      droppedFiles.value = files;
    }
  } catch (error) {
    fault.value = `${files[0].name}: ${error instanceof Error ? error.message : error}`;
  }
}
