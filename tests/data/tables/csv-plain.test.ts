import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { libraryRecords } from "../../../data/tables/csv-library.ts";
import { cutPlainRecords } from "../../../data/tables/csv-plain.ts";
import { csvRecords } from "../../../data/tables/csv-records.ts";
import type { CsvRecord, CsvShape } from "../../../data/tables/csv-shape.ts";
import { Faults } from "../../../data/tables/faults.ts";

const COMMA: CsvShape = { separator: ",", lineEnd: "\n", literalQuotes: false, statesSeparator: false };

type Reader = (text: () => AsyncIterable<Buffer>, faults: Faults) => AsyncIterable<readonly CsvRecord[]>;

/** All that a reader says of a file that comes in parts: its records, its faults, and the error that ended it. */
async function readingOf(parts: readonly string[], read: Reader) {
  const faults = new Faults("a.csv", "line");
  const records: CsvRecord[] = [];
  const text = async function* () {
    for (const part of parts) if (part !== "") yield Buffer.from(part);
  };
  try {
    for await (const batch of read(text, faults)) records.push(...batch);
    return { records, faults: faults.lines(), error: null };
  } catch (error) {
    return { records, faults: faults.lines(), error: (error as Error).message };
  }
}

const isBlank = ({ fields }: CsvRecord) => fields.length === 1 && fields[0]?.trim() === "";

const characters = fc.constantFrom(
  "a",
  "b",
  '"',
  '""',
  '"a"',
  ",",
  ";",
  "\n",
  "\r",
  "\r\n",
  "\r\r\n",
  " ",
  "é",
  "😀",
  "\ufeff",
);
const anyParts = fc.array(fc.string({ unit: characters, maxLength: 12 }), { minLength: 1, maxLength: 6 });
const anyShape = fc.record({
  separator: fc.constantFrom(",", ";"),
  lineEnd: fc.constantFrom("\n" as const, "\r" as const),
  literalQuotes: fc.boolean(),
  statesSeparator: fc.constant(false),
});

describe("records are cut as csv-parse cuts them", () => {
  test("wherever the file is parted, with the same lines, faults and errors", async () => {
    const law = fc.asyncProperty(anyParts, anyShape, async (parts, shape) => {
      const whole = [parts.join("")];
      const expected = await readingOf(whole, (text, faults) =>
        libraryRecords({ bytes: text(), offset: 0, line: 1 }, text, shape, faults),
      );
      const got = await readingOf(parts, (text, faults) => csvRecords(text, shape, faults));
      expect(got).toEqual({ ...expected, records: expected.records.filter((record) => !isBlank(record)) });
    });
    await fc.assert(law, { seed: 1, numRuns: 500 });
  });

  test("plain ones without the library: quotes, doubled quotes, line ends in quotes, and a quote within a field", () => {
    const text = 'text,label\r\n"a ""b"", c\nd",x\n5" pipe,y\r\r\n\n"",\nrest';
    expect(cutPlainRecords(text, 0, 1, COMMA)).toEqual({
      records: [
        { fields: ["text", "label"], line: 1 },
        { fields: ['a "b", c\nd', "x"], line: 2 },
        { fields: ['5" pipe', "y"], line: 4 },
        { fields: [""], line: 5 },
        { fields: ["", ""], line: 6 },
      ],
      end: text.length - "rest".length,
      line: 7,
      isUnusual: false,
    });
  });

  test("up to a quote that is closed in the middle of a field, which no more of the file makes right", () => {
    expect(cutPlainRecords('a,b\n"c"d,e\nf,g\n', 0, 1, COMMA)).toMatchObject({ end: 4, line: 2, isUnusual: true });
  });
});
