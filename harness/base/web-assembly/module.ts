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

/** @param compiled a module that exports `Exports`: its bytes, or base64 as `npm run build:wasm` writes it */
export function instantiate<Exports>(compiled: string | Uint8Array, memory: Memory): Exports {
  const bytes = typeof compiled === "string" ? Buffer.from(compiled, "base64") : compiled;
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports as Exports;
}
