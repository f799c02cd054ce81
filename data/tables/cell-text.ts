import type { FaultKind, Faults } from "./faults.ts";

/** What a cell of a file with types holds. */
export type CellValue = unknown;

/**
 * Makes the cells of a column into text: numbers as they are written without needless zeros, "" for a missing value. Lists
 * and objects are faults.
 * @param column as messages name it, such as ‘field "label"’
 */
export function cellText(column: string): (value: CellValue, row: number, faults: Faults) => string | null {
  const list: FaultKind = {
    one: () => `${column} is a list`,
    several: (count) => `${column} is a list in ${count} rows`,
    wayOut: "a text has one class here: keep one of them, or join them into one name",
  };
  const other: FaultKind = {
    one: (kind) => `${column} is ${kind}`,
    several: (count) => `${column} is neither text nor a number in ${count} rows`,
    wayOut: "write text or a number, or choose another one with text=, label= or group=",
  };
  const rounded: FaultKind = {
    one: () => `${column} is a whole number too large to be read exactly`,
    several: (count) => `${column} is a whole number too large to be read exactly in ${count} rows`,
    wayOut: "write it as text, in quotes",
  };
  return (value, row, faults) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "";
    if (typeof value === "string") return value;
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      faults.add(rounded, row);
      return null;
    }
    if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
    if (Array.isArray(value)) faults.add(list, row);
    else faults.add(other, row, value instanceof Date ? "a date" : value instanceof Uint8Array ? "bytes" : "an object");
    return null;
  };
}
