import { sha256Hex } from "../base/canonical-json.ts";

/** As many hex digits as show any damage by chance. */
const DIGITS = 16;
const SUM = new RegExp(`,"sum":"([0-9a-f]{${DIGITS}})"}$`);

/** A line of records.jsonl or samples.jsonl: the JSON of an object, with a last field that is a hash of all others. */
export function withSum(json: string): string {
  return `${json.slice(0, -1)},"sum":"${sumOf(json)}"}`;
}

/** The JSON without its sum, and whether the sum is right. A line without one, as older versions wrote them, is not checked. */
export function withoutSum(line: string): { readonly json: string; readonly isRight: boolean } {
  const sum = SUM.exec(line);
  if (sum === null) return { json: line, isRight: true };
  const json = `${line.slice(0, sum.index)}}`;
  return { json, isRight: sum[1] === sumOf(json) };
}

/** The first digits of the hash of a text. */
export function sumOf(json: string): string {
  return sha256Hex(json).slice(0, DIGITS);
}
