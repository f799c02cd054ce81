/** Rows that are equal in every column, as one kind; kinds are numbered by their first row. */
export interface RowKinds {
  /** [rows] */
  readonly kindOfRow: Int32Array;
  /** A row of each kind. */
  readonly firstRows: readonly number[];
}

/** Numbers up to which a table of all of them is faster than a map of those that there are. */
const LARGEST_TABLE = 65_536;

/** Tells rows apart, one column after the other. @param columns whole numbers from 0, each [rows] */
export function rowKinds(columns: readonly ArrayLike<number>[]): RowKinds {
  const rows = columns[0]?.length ?? 0;
  const kindOfRow = new Int32Array(rows);
  let firstRows: number[] = rows === 0 ? [] : [0];
  for (const column of columns) {
    const kinds = firstRows.length;
    // Nothing is left to tell apart.
    if (kinds === rows) break;
    const numbers = kinds * (largestOf(column) + 1);
    firstRows =
      numbers <= LARGEST_TABLE
        ? splitByTable(column, kindOfRow, { kinds, table: new Int32Array(numbers) })
        : splitByMap(column, kindOfRow, kinds);
  }
  return { kindOfRow, firstRows };
}

function largestOf(column: ArrayLike<number>): number {
  let largest = 0;
  for (let row = 0; row < column.length; row += 1) largest = Math.max(largest, column[row]!);
  return largest;
}

interface KindTable {
  /** So far. */
  readonly kinds: number;
  /** Zeros, as many as kinds and values of the column have combinations. */
  readonly table: Int32Array;
}

/** Numbers the kinds of rows anew, by their kinds so far and the column. @returns a row of each */
function splitByTable(column: ArrayLike<number>, kindOfRow: Int32Array, { kinds, table }: KindTable): number[] {
  const firstRows: number[] = [];
  for (let row = 0; row < kindOfRow.length; row += 1) {
    const split = column[row]! * kinds + kindOfRow[row]!;
    if (table[split] === 0) table[split] = firstRows.push(row);
    kindOfRow[row] = table[split]! - 1;
  }
  return firstRows;
}

function splitByMap(column: ArrayLike<number>, kindOfRow: Int32Array, kinds: number): number[] {
  const firstRows: number[] = [];
  const numbers = new Map<number, number>();
  for (let row = 0; row < kindOfRow.length; row += 1) {
    const split = column[row]! * kinds + kindOfRow[row]!;
    let kind = numbers.get(split);
    if (kind === undefined) {
      kind = firstRows.push(row) - 1;
      numbers.set(split, kind);
    }
    kindOfRow[row] = kind;
  }
  return firstRows;
}
