import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvField, csvText, userText } from "../../reports/csv.ts";

test("a user's text that a spreadsheet would run as a formula is escaped; our own text and negative numbers are not", () => {
  const labels = ["=1+1", "+1", "-x", "@a", "\tb", "plain"].map(userText);
  expect(csvText([labels])).toBe("'=1+1,'+1,'-x,'@a,'\tb,plain\r\n");
  expect(csvText([[-0.5, "-x", "@tensorflow/tfjs 4.22.0", 1e-7]])).toBe("-0.5,-x,@tensorflow/tfjs 4.22.0,1e-7\r\n");
});

test("what was not measured is an empty field", () => {
  expect(csvText([[null, 0, ""]])).toBe(",0,\r\n");
});

test("fields with commas, quotes and line ends are quoted as RFC 4180 asks", () => {
  expect(csvText([['a,"b"\nc', userText("d,e")]])).toBe('"a,""b""\nc","d,e"\r\n');
});

test("any rows are read back", () => {
  const field = fc.oneof<fc.Arbitrary<CsvField>[]>(fc.string(), fc.integer(), fc.constant(null));
  const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (written) => {
      const read: string[][] = parse(csvText(written));
      expect(read).toEqual(written.map((row) => row.map((value) => (value === null ? "" : String(value)))));
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("a field is written as csv-stringify writes it, whether it is asked or not", () => {
  const text = fc.string({ unit: fc.constantFrom(..."a1 .·-=+@,'\"\t\r\n＝") });
  fc.assert(
    fc.property(text, (field) => {
      expect(csvText([[field, 1]])).toBe(stringify([[field, "1"]], { record_delimiter: "windows" }));
      const escaped = stringify([[field, "1"]], { record_delimiter: "windows", escape_formulas: true });
      expect(csvText([[userText(field), 1]])).toBe(escaped);
    }),
    { seed: 2, numRuns: 500 },
  );
});
