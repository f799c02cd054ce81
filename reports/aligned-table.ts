import { printableName } from "../harness/base/printable.ts";

/** alignedLines joined into one text. */
export function alignedTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return alignedLines(head, rows).join("\n");
}

/** The heading and rows with padded columns: text is left-aligned, figures are right-aligned. A cell takes one line. */
export function alignedLines(head: readonly string[], given: readonly (readonly string[])[]): string[] {
  const rows = given.map((row) => row.map(printableName));
  const isFigure = head.map((_, column) => column > 0 && rows.every((row) => /^(< )?[$−\d—]/.test(row[column] ?? "")));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (isFigure[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [head, ...rows].map(line);
}
