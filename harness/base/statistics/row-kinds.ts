/** Rows that are equal in every column, as one kind; kinds are numbered by their first row. */
export interface RowKinds {
  /** [rows] */
  readonly kindOfRow: Int32Array;
  /** A row of each kind. */
  readonly firstRows: readonly number[];
}

/** Room for what a kind and a value of the next column become, beyond that of the rows: looking it up is many times as fast as in a map. */
const MOST_ROOM = 2 ** 22;

/** What several columns have in a row, as one number: more than that would be looked up far from each other. */
const MOST_VALUES = 2 ** 10;

/**
 * Tells rows apart by as many columns at a time as there is room for: going through all rows takes longest.
 * @param columns whole numbers from 0, each [rows]
 */
export function rowKinds(columns: readonly ArrayLike<number>[]): RowKinds {
  const rows = columns[0]?.length ?? 0;
  const kindOfRow = new Int32Array(rows);
  const joined = new Int32Array(rows);
  let firstRows: number[] = rows === 0 ? [] : [0];
  // Without kinds left to tell apart, the other columns say nothing.
  for (let next = 0; next < columns.length && firstRows.length < rows; ) {
    const kinds = firstRows.length;
    const mostValues = Math.min(MOST_VALUES, MOST_ROOM / kinds);
    joined.fill(0);
    let values = 1;
    for (const first = next; next < columns.length; next += 1) {
      const column = columns[next]!;
      const own = largestOf(column) + 1;
      if (next > first && values * own > mostValues) break;
      addDigits(joined, column, values);
      values *= own;
    }
    firstRows =
      values * kinds <= MOST_ROOM
        ? splitInRoom(kindOfRow, joined, values * kinds, kinds)
        : split(kindOfRow, joined, kinds);
  }
  return { kindOfRow, firstRows };
}

/** The column as a further digit of the numbers of its rows. @param unit what one counts there */
function addDigits(numbers: Int32Array, column: ArrayLike<number>, unit: number): void {
  for (let row = 0; row < numbers.length; row += 1) numbers[row]! += unit * column[row]!;
}

function largestOf(column: ArrayLike<number>): number {
  let largest = 0;
  for (let row = 0; row < column.length; row += 1) if (column[row]! > largest) largest = column[row]!;
  return largest;
}

/** Splits kinds by the values of a column. @param kindOfRow changes in place @param room of values and kinds @returns a row of each kind */
function splitInRoom(kindOfRow: Int32Array, column: Int32Array, room: number, kinds: number): number[] {
  const firstRows: number[] = [];
  // 0 for what has not come yet.
  const renumbered = new Int32Array(room);
  for (let row = 0; row < kindOfRow.length; row += 1) {
    const at = column[row]! * kinds + kindOfRow[row]!;
    if (renumbered[at] === 0) renumbered[at] = firstRows.push(row);
    kindOfRow[row] = renumbered[at]! - 1;
  }
  return firstRows;
}

/** The same of more values and kinds than there is room for. */
function split(kindOfRow: Int32Array, column: Int32Array, kinds: number): number[] {
  const firstRows: number[] = [];
  const renumbered = new Map<number, number>();
  for (let row = 0; row < kindOfRow.length; row += 1) {
    const key = column[row]! * kinds + kindOfRow[row]!;
    const kind = renumbered.get(key) ?? firstRows.push(row) - 1;
    renumbered.set(key, kind);
    kindOfRow[row] = kind;
  }
  return firstRows;
}
