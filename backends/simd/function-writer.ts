import { signed, unsigned, type ValueType, type WrittenFunction } from "./module-writer.ts";

/** Instructions of one byte that are used here. */
const PLAIN = {
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.and": 0x71,
  "i32.shr_u": 0x76,
  "i32.eqz": 0x45,
  "f32.eq": 0x5b,
  "f32.lt": 0x5d,
  "f32.gt": 0x5e,
  "f32.abs": 0x8b,
  "f32.floor": 0x8e,
  "f32.sqrt": 0x91,
  "f32.add": 0x92,
  "f32.sub": 0x93,
  "f32.mul": 0x94,
  "f32.div": 0x95,
  "f32.max": 0x97,
  select: 0x1b,
} as const;

/** Instructions after the prefix 0xfd. */
const SIMD = {
  "i32x4.splat": 0x11,
  "f32x4.splat": 0x13,
  "f32x4.lt": 0x43,
  "f32x4.gt": 0x44,
  "v128.and": 0x4e,
  "f32x4.floor": 0x68,
  "f32x4.nearest": 0x6a,
  "i32x4.add": 0xae,
  "f32x4.abs": 0xe0,
  "f32x4.sqrt": 0xe3,
  "f32x4.add": 0xe4,
  "f32x4.sub": 0xe5,
  "f32x4.mul": 0xe6,
  "f32x4.div": 0xe7,
  "f32x4.max": 0xe9,
  "f32x4.pmin": 0xea,
  "f32x4.pmax": 0xeb,
  "i32x4.trunc_sat_f32x4_s": 0xf8,
} as const;

/** Loads and stores: [prefix and code, exponent of the natural alignment]. Here nothing is promised to be aligned. */
const MEMORY = {
  "i32.load": [0x28],
  "f32.load": [0x2a],
  "f32.store": [0x38],
  "v128.load": [0xfd, 0x00],
  "v128.load32_splat": [0xfd, 0x09],
  "v128.store": [0xfd, 0x0b],
} as const;

export type Instruction = keyof typeof PLAIN | keyof typeof SIMD;

const SIMD_PREFIX = 0xfd;
const EMPTY_BLOCK = 0x40;

/** Writes the instructions of one function, in the order of their execution. */
export class FunctionWriter {
  private readonly body: number[] = [];
  private readonly locals: ValueType[] = [];
  private readonly parameters: readonly ValueType[];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  /** A new local, which begins as 0. @returns its number */
  local(type: ValueType): number {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  get(local: number): this {
    return this.push(0x20, ...unsigned(local));
  }

  set(local: number): this {
    return this.push(0x21, ...unsigned(local));
  }

  tee(local: number): this {
    return this.push(0x22, ...unsigned(local));
  }

  i32(value: number): this {
    return this.push(0x41, ...signed(value));
  }

  f32(value: number): this {
    return this.push(0x43, ...new Uint8Array(Float32Array.of(value).buffer));
  }

  do(...instructions: readonly Instruction[]): this {
    for (const name of instructions) {
      if (name in PLAIN) this.push(PLAIN[name as keyof typeof PLAIN]);
      else this.push(SIMD_PREFIX, ...unsigned(SIMD[name as keyof typeof SIMD]));
    }
    return this;
  }

  /** i32x4.shl by a constant. */
  shiftLeft(bits: number): this {
    return this.i32(bits).push(SIMD_PREFIX, ...unsigned(0xab));
  }

  /** f32x4.extract_lane */
  lane(index: number): this {
    return this.push(SIMD_PREFIX, 0x1f, index);
  }

  /** Pushes the byte address that a program's own addresses are counted from. */
  base(): this {
    return this.push(0x23, 0);
  }

  /** A load, or a store of what lies above the address. @param offset in bytes, constant */
  memory(name: keyof typeof MEMORY, offset = 0): this {
    return this.push(...MEMORY[name], 0, ...unsigned(offset));
  }

  call(index: number): this {
    return this.push(0x10, ...unsigned(index));
  }

  /** Adds a constant to a local. */
  advance(local: number, bytes: number): this {
    return bytes === 0 ? this : this.get(local).i32(bytes).do("i32.add").set(local);
  }

  /** Runs the body as often as the number on the stack says. */
  repeat(body: () => void): this {
    const left = this.local("i32");
    this.set(left).push(0x02, EMPTY_BLOCK, 0x03, EMPTY_BLOCK);
    this.get(left).do("i32.eqz").push(0x0d, 1);
    body();
    return this.get(left).i32(1).do("i32.sub").set(left).push(0x0c, 0, 0x0b, 0x0b);
  }

  written(exported: string | null, results: readonly ValueType[] = []): WrittenFunction {
    return { exported, parameters: this.parameters, results, locals: this.locals, body: this.body };
  }

  private push(...bytes: readonly number[]): this {
    for (const byte of bytes) this.body.push(byte);
    return this;
  }
}
