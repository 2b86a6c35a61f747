/** What is used of papaparse; its own types bring Node's along. */
declare module "papaparse" {
  interface Row {
    readonly data: readonly string[];
    readonly errors: readonly { readonly code: string; readonly message: string }[];
  }
  const Papa: {
    parse(
      text: string,
      options: {
        readonly delimiter: string;
        readonly skipEmptyLines: "greedy";
        /** Characters that are taken in at a time. */
        readonly chunkSize: number;
        readonly step: (row: Row, parser: { abort(): void }) => void;
      },
    ): unknown;
  };
  export default Papa;
}
