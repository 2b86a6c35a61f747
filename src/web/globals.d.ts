/// <reference types="vite/client" />

/** Text of a file, as Vite's `?raw` gives it. */
declare module "*?raw" {
  const text: string;
  export default text;
}

/** The page of one person's chat, without a program. */
declare module "virtual:chat-template" {
  const html: string;
  export default html;
}
