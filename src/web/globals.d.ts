/// <reference types="vite/client" />

/** Text of a file, as Vite's `?raw` gives it. */
declare module "*?raw" {
  const text: string;
  export default text;
}
