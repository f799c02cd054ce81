/** The part of the standard that is used here: neither ES2023 nor Node's types have it. */
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
  /** Earlier views of the buffer are empty afterwards. @throws RangeError beyond 4 GiB */
  grow(pages: number): void;
}

export const PAGE_BYTES = 65_536;

/** A memory of at least that many bytes, all 0. */
export function createMemory(bytes: number): Memory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

/** @param compiled a module of ours in base64, written by `npm run build:wasm`; it exports `Exports` */
export function instantiate<Exports>(compiled: string, memory: Memory): Exports {
  const module = new WebAssembly.Module(Buffer.from(compiled, "base64"));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
}
