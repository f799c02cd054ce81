import { canonicalJson, type Json } from "../../harness/base/canonical-json.ts";

/** A value of a result as JSON has it; a list or a structure is nested. */
export type PlainValue = Json;

/** Types of DuckDB with more digits than a float64, which it therefore gives as text. */
const LONG_NUMBERS = /^(U?BIGINT|U?HUGEINT|DECIMAL)/;

/**
 * Makes numbers of whole and decimal numbers where that loses nothing.
 * @param json DuckDB's own form of the value
 * @param type of its column, such as "DECIMAL(18,3)"
 */
export function plainValue(json: Json, type: string): PlainValue {
  if (typeof json !== "string" || !LONG_NUMBERS.test(type)) return json;
  const number = Number(json);
  return Number.isSafeInteger(Math.trunc(number)) ? number : json;
}

/** Digits of a table's numbers: more than any measurement has. */
const DIGITS = 6;

/** A value as a cell of a table; "—" where there is none. */
export function shownValue(value: PlainValue): string {
  if (value === null) return "—";
  if (typeof value === "number") return String(Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)));
  return typeof value === "object" ? canonicalJson(value) : String(value);
}
