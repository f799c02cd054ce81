import fc from "fast-check";
import { expect, test } from "vitest";
import { addWeightedRows } from "../../../../harness/classifier/training/weighted-rows.ts";

test("sums are those of a plain loop, bit for bit, and nothing beside them is written", () => {
  const number = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
  const term = fc.record({ row: fc.nat(2), factor: number });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(term, { maxLength: 6 }),
      fc.infiniteStream(number),
      (columns, terms, numbers) => {
        const matrix = Float32Array.from({ length: 3 * columns }, () => numbers.next().value as number);
        const rows = Int32Array.from(terms, ({ row }) => row);
        const factors = Float64Array.from(terms, ({ factor }) => factor);
        const into = new Float64Array(columns + 2).fill(7);
        addWeightedRows(into, 1, { count: terms.length, rows, factors }, matrix, columns);
        const sums = Array.from({ length: columns }, (_, column) =>
          terms.reduce((sum, { row, factor }) => sum + factor * matrix[row * columns + column]!, 0),
        );
        expect([...into]).toEqual([7, ...sums, 7]);
      },
    ),
  );
});
