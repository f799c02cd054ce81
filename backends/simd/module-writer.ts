/** WebAssembly modules as bytes: what loops over float32 arrays need of the format, and no more. */
import { MOST_PAGES } from "../../harness/base/web-assembly/module.ts";

/** Type of a parameter, a result or a local, as the format numbers it. */
export const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

export type ValueType = keyof typeof TYPES;

export interface FunctionType {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface WrittenFunction extends FunctionType {
  /** Name under which the module exports it; null for a function that only others call. */
  readonly exported: string | null;
  /** Locals besides the parameters. */
  readonly locals: readonly ValueType[];
  /** Instructions without the closing `end`. */
  readonly body: readonly number[];
}

/** @see https://webassembly.github.io/spec/core/binary/modules.html */
const SECTIONS = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const MEMORY = 0x02;
const GLOBAL = 0x03;
const CONSTANT = 0x00;
/** Limits of an imported memory: at least 0 pages, and those of a shared one also at most as many as there are. */
const UNSHARED_LIMITS = [0x00, 0x00];
const SHARED_LIMITS = [0x03, 0x00, ...unsigned(MOST_PAGES)];
const END = 0x0b;

/**
 * A module whose functions share the imported memory `env.memory` and the imported number `env.base`, its global 0; calls name
 * functions by their place in the list.
 */
export function writeModule(
  functions: readonly WrittenFunction[],
  { isShared }: { readonly isShared: boolean },
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, results }) => [
    FUNCTION_TYPE,
    ...listOf(parameters.map((type) => [TYPES[type]])),
    ...listOf(results.map((type) => [TYPES[type]])),
  ]);
  const exports = functions.flatMap(({ exported }, index) =>
    exported === null ? [] : [[...text(exported), 0x00, ...unsigned(index)]],
  );
  const bodies = functions.map(({ locals, body }) => {
    const content = [...listOf(locals.map((type) => [1, TYPES[type]])), ...body, END];
    return [...unsigned(content.length), ...content];
  });
  const numbers = functions.map((_, index) => unsigned(index));
  return Uint8Array.from(
    [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(SECTIONS.type, types),
      section(SECTIONS.import, [
        [...text("env"), ...text("memory"), MEMORY, ...(isShared ? SHARED_LIMITS : UNSHARED_LIMITS)],
        [...text("env"), ...text("base"), GLOBAL, TYPES.i32, CONSTANT],
      ]),
      section(SECTIONS.function, numbers),
      section(SECTIONS.export, exports),
      section(SECTIONS.code, bodies),
    ].flat(),
  );
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = listOf(items);
  return [id, ...unsigned(content.length), ...content];
}

/** A list as the format has it: its length, then its items. */
function listOf(items: readonly (readonly number[])[]): number[] {
  return [unsigned(items.length), ...items].flat();
}

function text(name: string): number[] {
  const bytes = Buffer.from(name, "utf8");
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128 of a whole number of at most 32 bits. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value >>> 0;
  while (left > 0x7f) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  return [...bytes, left];
}

/** Signed LEB128 of a 32-bit whole number. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  while (left < -0x40 || left > 0x3f) {
    bytes.push((left & 0x7f) | 0x80);
    left >>= 7;
  }
  return [...bytes, left & 0x7f];
}
