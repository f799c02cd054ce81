const SPACE = 0x20;
const TILDE = 0x7e;

/** Whether a cell has nothing but white space. */
export function isEmptyCell(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return !(first > SPACE && first <= TILDE) && cell.trim() === "";
}

/**
 * The same string in memory of its own: a cell that was cut out of a part of a file keeps all of that part in memory, which
 * must not happen to one that is kept.
 */
export function ownString(cell: string): string {
  return Buffer.from(cell, "utf16le").toString("utf16le");
}
