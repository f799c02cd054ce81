import type { Json } from "../../harness/base/canonical-json.ts";
import type { RandomStream } from "../../harness/base/random/mt19937.ts";

/** Kinds of damage to the bytes of a file. @param at, length a stretch inside of the file */
const KINDS: Readonly<Record<string, (content: Buffer, at: number, length: number, random: RandomStream) => Buffer>> = {
  flip: (content, at, _, random) => {
    const flipped = Buffer.from(content);
    flipped[at]! ^= 1 << random.nextIntBelowOrEqual(7);
    return flipped;
  },
  cut: (content, at) => content.subarray(0, at),
  behead: (content, at) => content.subarray(at),
  double: (content, at, length) =>
    Buffer.concat([content.subarray(0, at + length), content.subarray(at, at + length), content.subarray(at + length)]),
  remove: (content, at, length) => Buffer.concat([content.subarray(0, at), content.subarray(at + length)]),
  zero: (content, at, length) => Buffer.from(content).fill(0, at, at + length),
  scramble: (content, at, length, random) => {
    const noise = Buffer.from(content);
    for (let index = at; index < at + length; index += 1) noise[index] = random.nextIntBelowOrEqual(255);
    return noise;
  },
  empty: () => Buffer.alloc(0),
};

const LONGEST = 64;

/** The content after one of these, or, if it is JSON, now and then with one of its values replaced. */
export function damaged(content: Buffer, random: RandomStream): { readonly kind: string; readonly content: Buffer } {
  const json = random.nextIntBelowOrEqual(2) === 0 ? jsonOf(content) : undefined;
  if (json !== undefined) return { kind: "value", content: Buffer.from(JSON.stringify(withOtherValue(json, random))) };
  const names = Object.keys(KINDS);
  const kind = names[random.nextIntBelowOrEqual(names.length - 1)]!;
  const at = random.nextIntBelowOrEqual(Math.max(0, content.length - 1));
  const length = 1 + random.nextIntBelowOrEqual(Math.min(LONGEST, Math.max(0, content.length - at - 1)));
  return { kind, content: KINDS[kind]!(content, at, Math.min(length, content.length - at), random) };
}

function jsonOf(content: Buffer): Json | undefined {
  try {
    return JSON.parse(content.toString("utf8")) as Json;
  } catch {
    return undefined;
  }
}

const OTHERS: readonly Json[] = [null, true, 0, -1, 1.5, 1e300, "", "x", [], {}, [null], { x: 1 }];

/** Goes down to a random value, and replaces it. */
function withOtherValue(value: Json, random: RandomStream): Json {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (keys.length === 0 || random.nextIntBelowOrEqual(7) === 0) {
    return OTHERS[random.nextIntBelowOrEqual(OTHERS.length - 1)]!;
  }
  const key = keys[random.nextIntBelowOrEqual(keys.length - 1)]!;
  const inner = withOtherValue((value as Record<string, Json>)[key]!, random);
  if (Array.isArray(value)) return value.map((item: Json, index) => (index === Number(key) ? inner : item));
  return { ...(value as Record<string, Json>), [key]: inner };
}
