/** A column's heading, and the line that explains it. */
export interface ColumnWords {
  readonly title: string;
  readonly help: string;
}
