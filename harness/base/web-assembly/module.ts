/** The part of the standard that is used here, since neither the ES2023 types nor Node's include it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => Memory<ArrayBufferLike>;
  readonly Instance: new (
    module: CompiledModule,
    imports: { readonly env: ModuleImports },
  ) => {
    readonly exports: unknown;
  };
  validate(bytes: Uint8Array): boolean;
};

/** Machine code of a module; another thread that it is sent to need not compile it again. */
export type CompiledModule = object;

/** What modules may ask for. */
interface ModuleImports {
  readonly memory: Memory<ArrayBufferLike>;
  /** Byte address that a program's own addresses are counted from. */
  readonly base?: number;
}

export interface Memory<Buffer extends ArrayBufferLike = ArrayBuffer> {
  /** A shared memory's buffers stay valid as it grows, and do not grow with it. */
  readonly buffer: Buffer;
  /** Detaches existing views of a buffer that is not shared. @throws RangeError beyond 4 GiB */
  grow(pages: number): void;
}

export const PAGE_BYTES = 65_536;
/** Of 4 GiB; a module that imports a shared memory must name its limit, and `npm run build:wasm` names this one. */
export const MOST_PAGES = 65_536;

/** A zeroed memory of at least this many bytes. */
export function createMemory(bytes: number): Memory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) }) as Memory;
}

/** The same for several threads. Only modules that import a shared memory take it. */
export function createSharedMemory(bytes: number): Memory<SharedArrayBuffer> {
  const pages = { initial: Math.ceil(bytes / PAGE_BYTES), maximum: MOST_PAGES, shared: true };
  return new WebAssembly.Memory(pages) as Memory<SharedArrayBuffer>;
}

/** @param compiled a module's bytes, or base64 as `npm run build:wasm` writes it */
export function bytesOf(compiled: string | Uint8Array): Uint8Array {
  return typeof compiled === "string" ? Buffer.from(compiled, "base64") : compiled;
}

const compiledOnce = new Map<string, CompiledModule>();

/** Modules in base64 are part of the program, and compiled once. */
export function compileModule(compiled: string | Uint8Array): CompiledModule {
  if (typeof compiled !== "string") return new WebAssembly.Module(compiled);
  const module = compiledOnce.get(compiled) ?? new WebAssembly.Module(bytesOf(compiled));
  compiledOnce.set(compiled, module);
  return module;
}

/** Whether this engine takes a module. */
export function isValid(bytes: Uint8Array): boolean {
  return WebAssembly.validate(bytes);
}

/** @param compiled a module that exports `Exports`: its bytes, or base64 as `npm run build:wasm` writes it */
export function instantiate<Exports>(
  compiled: string | Uint8Array,
  memory: Memory<ArrayBufferLike>,
  base = 0,
): Exports {
  return instantiateModule(compileModule(compiled), memory, base);
}

export function instantiateModule<Exports>(module: CompiledModule, memory: Memory<ArrayBufferLike>, base = 0): Exports {
  return new WebAssembly.Instance(module, { env: { memory, base } }).exports as Exports;
}
