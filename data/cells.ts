const SPACE = 0x20;
const TILDE = 0x7e;

/** Whether a cell has nothing but white space. */
export function isEmptyCell(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return !(first > SPACE && first <= TILDE) && cell.trim() === "";
}
