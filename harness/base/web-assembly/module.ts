/** The part of the standard that is used here, since neither the ES2023 types nor Node's include it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (pages: { readonly initial: number }) => Memory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => {
    readonly exports: unknown;
  };
};

export interface Memory {
  readonly buffer: ArrayBuffer;
  /** Detaches existing views of the buffer. @throws RangeError beyond 4 GiB */
  grow(pages: number): void;
}

export const PAGE_BYTES = 65_536;

/** A zeroed memory of at least this many bytes. */
export function createMemory(bytes: number): Memory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

/** @param compiled a module in base64, written by `npm run build:wasm`, that exports `Exports` */
export function instantiate<Exports>(compiled: string, memory: Memory): Exports {
  const module = new WebAssembly.Module(Buffer.from(compiled, "base64"));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
}
