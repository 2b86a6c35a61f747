/** Restores a raw terminal when a signal ends or stops this process. */

const ENDING: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP"];

/**
 * Restores the terminal before a signal takes effect, and makes it raw again when the process goes on after a
 * stop. (Ctrl-Z itself is a key like others in raw mode, and goes to the program.)
 * @returns a function that removes the handlers
 */
export function guardTerminal(setRaw: (raw: boolean) => void): () => void {
  const onEnding = (signal: NodeJS.Signals) => {
    release();
    setRaw(false);
    process.kill(process.pid, signal);
  };
  const onStop = () => {
    setRaw(false);
    process.kill(process.pid, "SIGSTOP");
  };
  const onContinue = () => setRaw(true);
  const release = () => {
    for (const signal of ENDING) process.off(signal, onEnding);
    process.off("SIGTSTP", onStop);
    process.off("SIGCONT", onContinue);
  };
  for (const signal of ENDING) process.on(signal, onEnding);
  // Windows has no such signals to listen for
  if (process.platform !== "win32") {
    process.on("SIGTSTP", onStop);
    process.on("SIGCONT", onContinue);
  }
  return release;
}
