/**
 * What modules that are free of Node and of the DOM may take for granted beside the language: the few globals
 * that Node, browsers and workers all have. For src/tsconfig.free.json only; elsewhere the hosts' own types say
 * the same and more.
 */

interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare const TextEncoder: new () => TextEncoder;

interface TextDecoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
declare const TextDecoder: new (
  encoding?: string,
  options?: { fatal?: boolean; ignoreBOM?: boolean },
) => TextDecoder;

/** Base64 of a string of bytes, and back. */
declare function btoa(bytes: string): string;
declare function atob(base64: string): string;

interface URL {
  readonly href: string;
}
declare const URL: { new (url: string, base?: string): URL; canParse(url: string): boolean };

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: new () => AbortController;
declare const AbortSignal: { any(signals: readonly AbortSignal[]): AbortSignal };

/** What the trainer's kernels need of it. */
declare namespace WebAssembly {
  interface MemoryDescriptor {
    initial: number;
    maximum?: number;
    shared?: boolean;
  }
  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module, imports: { readonly [name: string]: { readonly [name: string]: Memory } });
    readonly exports: { readonly [name: string]: unknown };
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

/** Requests to servers, in src/data/generate only. */
interface Headers {
  get(name: string): string | null;
}
interface RequestInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal | null;
}
interface ReadableStream<T> extends AsyncIterable<T> {
  pipeThrough<O>(transform: TransformStream<T, O>): ReadableStream<O>;
  getReader(): ReadableStreamReader<T>;
}
interface ReadableStreamReader<T> {
  read(): Promise<{ done: false; value: T } | { done: true; value: undefined }>;
  cancel(): Promise<void>;
}
interface TransformStream<I, O> {
  readonly readable: ReadableStream<O>;
  readonly writable: { readonly input: I };
}
declare const TransformStream: new <I, O>(transformer: {
  transform(chunk: I, controller: { enqueue(chunk: O): void }): void;
  flush?(controller: { enqueue(chunk: O): void }): void;
}) => TransformStream<I, O>;
interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
  text(): Promise<string>;
  json(): Promise<unknown>;
}
declare const Response: new (body?: ReadableStream<Uint8Array> | null, init?: object) => Response;
declare function fetch(url: string | URL, init?: RequestInit): Promise<Response>;

/** Types of a document that a host hands in; there is none to be had otherwise. */
interface Node {
  readonly nodeType: number;
}
interface Element extends Node {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  append(...content: (Node | string)[]): void;
}
interface Document extends Node {
  readonly documentElement: Element;
  readonly head: Element;
  readonly body: Element;
  createElement(name: string): Element;
  createElementNS(namespace: string, name: string): Element;
}
