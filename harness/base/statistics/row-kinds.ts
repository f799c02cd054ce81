/** Rows that are equal in every column, as one kind; kinds are numbered by their first row. */
export interface RowKinds {
  /** [rows] */
  readonly kindOfRow: Int32Array;
  /** A row of each kind. */
  readonly firstRows: readonly number[];
}

/** Tells rows apart, one column after the other. @param columns whole numbers from 0, each [rows] */
export function rowKinds(columns: readonly ArrayLike<number>[]): RowKinds {
  const rows = columns[0]?.length ?? 0;
  const kindOfRow = new Int32Array(rows);
  let firstRows: number[] = rows === 0 ? [] : [0];
  for (const column of columns) {
    const kinds = firstRows.length;
    // Nothing is left to tell apart.
    if (kinds === rows) break;
    const renumbered = new Map<number, number>();
    firstRows = [];
    for (let row = 0; row < rows; row += 1) {
      const split = column[row]! * kinds + kindOfRow[row]!;
      let kind = renumbered.get(split);
      if (kind === undefined) {
        kind = firstRows.push(row) - 1;
        renumbered.set(split, kind);
      }
      kindOfRow[row] = kind;
    }
  }
  return { kindOfRow, firstRows };
}
