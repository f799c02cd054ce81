import { describe, expect, test } from "vitest";
import { faultsOf, openIn, rowsOf } from "./open-files.ts";

/** A file of `rows` with labels a and b in turn. */
const file = (rows: readonly string[], header = "text,label") => `${header}\n${rows.map((row) => `${row}\n`).join("")}`;
const GOOD = Array.from({ length: 12 }, (_, row) => `text ${row},${row % 2 === 0 ? "a" : "b"}`);

test("all that is wrong with both files is told in one error, a line for each kind", async () => {
  const train = file([...GOOD, ",a", "x,", ",b", "x,y,a", "x", "x,A", "x,rare"]);
  const other = file(["x,a", "x,b", "x,aa", "x,c", "y,c", " ,a"]);
  expect(await faultsOf({ "a.csv": train, "b.csv": other }, "csv:a.csv,test=b.csv")).toEqual([
    'a.csv:14: column "text" is empty in 2 rows (lines 14 and 16); fill it in, or leave out rows with an empty cell by empty=skip',
    'a.csv:15: column "label" is empty; fill it in, or leave out rows with an empty cell by empty=skip',
    "a.csv:17: 2 rows have another number of fields than the header's 2 (lines 17: 3 fields and 18: 1 field); put texts that contain a comma in quotes, and see whether a field, a quote or a comma is missing",
    'a.csv: column "label": labels look alike, but would be different classes: "a" (6 rows, from line 2) and "A" (line 19); write each the same way in all rows',
    'b.csv:4: column "label": 2 unknown labels: "aa" (line 4) (did you mean "a"?), "c" (2 rows, from line 5) (did you mean "a"?); no row of a.csv has them; correct them, or add training rows',
    'b.csv:7: column "text" is empty; fill it in, or leave out rows with an empty cell by empty=skip',
  ]);
});

test("two files that are not there are told at once", async () => {
  expect(await faultsOf({}, "csv:a.csv,test=b.csv")).toEqual([
    expect.stringMatching(/^a\.csv: no such file/),
    expect.stringMatching(/^b\.csv: no such file/),
  ]);
});

test("of many places the first five are named", async () => {
  const empty = Array.from({ length: 1200 }, () => ",a");
  expect((await faultsOf({ "a.csv": file([...GOOD, ...empty]) }, "csv:a.csv"))[0]).toMatch(
    /^a\.csv:14: column "text" is empty in 1,200 rows \(lines 14, 15, 16, 17, 18 and 1,195 more\);/,
  );
});

test("what is found before a quote that is never closed is told with it", async () => {
  expect(await faultsOf({ "a.csv": file([...GOOD, ",a", '"open,a', "x,b"]) }, "csv:a.csv")).toEqual([
    expect.stringMatching(/^a\.csv:14: column "text" is empty/),
    expect.stringMatching(/^a\.csv:15:1: the quote that opens here is never closed; .* the rows below were not read$/),
  ]);
});

test("empty=skip leaves rows with an empty cell out and counts them; where there are none, the id is as without it", async () => {
  const files = { "a.csv": file([...GOOD, ",a", "x, "]), "b.csv": file(["x,a", ",b", "y,b"]) };
  const dataset = await openIn(files, "csv:a.csv,test=b.csv,empty=skip");
  expect(dataset.rowCounts).toEqual({ train: 12, test: 2, leftOutEmpty: 3 });
  expect(dataset.id).toMatch(/^csv:a\.csv,test=b\.csv,empty=skip@/);
  expect(await rowsOf(dataset)).toHaveLength(12);
  expect(await rowsOf(dataset, "test")).toEqual([
    ["x", "a"],
    ["y", "b"],
  ]);
  const full = { "a.csv": file(GOOD) };
  expect((await openIn(full, "csv:a.csv,empty=skip")).id).toBe((await openIn(full, "csv:a.csv")).id);
  expect(await faultsOf({ "a.csv": file([",a", ",b"]) }, "csv:a.csv,empty=skip")).toEqual([
    "a.csv: all 2 rows have an empty cell, so that empty=skip leaves none",
  ]);
});

describe("a header", () => {
  test("that lacks the columns comes before stray quotes below", async () => {
    const late = file([...GOOD, 'a "b" c,"x" y', '"open,b'], "category,message");
    expect(await faultsOf({ "a.csv": late }, "csv:a.csv")).toEqual([
      'a.csv:1: no column "text"; no column "label" (found: "category", "message"); choose them with text=COLUMN and label=COLUMN',
    ]);
  });

  test("that ends with a carriage return alone above lines that do not is named", async () => {
    expect(await faultsOf({ "a.csv": file(GOOD).replace("\n", "\r") }, "csv:a.csv")).toEqual([
      "a.csv:1: ends with a carriage return alone, while other lines end with a line feed; end all of them alike: tr '\\r' '\\n' < a.csv > a.csv.lines",
    ]);
    const quoted = await openIn(
      {
        "a.csv": file(
          GOOD.map((row) => `${row},`),
          'text,label,"a\rb"',
        ),
      },
      "csv:a.csv",
    );
    expect(quoted.labels).toEqual(["a", "b"]);
  });

  test("of thousands of columns is shortened", async () => {
    const names = Array.from({ length: 6000 }, (_, at) => `${"long ".repeat(20)}${at}`);
    const [line = ""] = await faultsOf({ "a.csv": file([], names.join(",")) }, "csv:a.csv");
    expect(line).toMatch(/", and 5,990 more\); choose them with/);
    expect(line.length).toBeLessThan(700);
  });

  test("that is missing is recognized by a label that stands again below", async () => {
    expect(await faultsOf({ "a.csv": file(GOOD.slice(1), GOOD[0]) }, "csv:a.csv")).toEqual([
      'a.csv:1: the file seems to have no header: "a" of its first line stands again on line 3, in the same column; put a line with the names of its 2 columns above it, such as text,label; if it is a header, choose its columns with text=COLUMN and label=COLUMN',
    ]);
    const tabs = file(["ham\tc\td", "spam\te\tf"], "ham\ta\tb");
    expect(await faultsOf({ "a.tsv": tabs }, "csv:a.tsv")).toEqual([
      expect.stringMatching(
        /"ham" of its first line stands again on line 2, .* names of its 3 columns above it; if it is a header,/,
      ),
    ]);
  });

  const above = "of its first line is a number, as the cells below it are; put a line with the names of its";
  const otherwise = "; if it is a header, choose its columns with text=COLUMN and label=COLUMN";

  test("that is missing is recognized by a number above numbers, and by a text above texts", async () => {
    expect(
      await faultsOf(
        { "a.csv": file(["2,title b,short", "1,title c,short too"], "3,title a,also short") },
        "csv:a.csv",
      ),
    ).toEqual([`a.csv:1: the file seems to have no header: "3" ${above} 3 columns above it${otherwise}`]);
    const texts = ["this is a longer text,bad", "and this is one too,fine", "short,bad"];
    expect(
      await faultsOf({ "a.csv": file(texts, "the first of them is unlike,good") }, "csv:a.csv,label=kind"),
    ).toEqual([
      `a.csv:1: the file seems to have no header: "the first of them is unlike" of its first line is a text, as the cells below it are; put a line with the names of its 2 columns above it, such as text,kind${otherwise}`,
    ]);
  });

  test("of other names is one: with a column that is wanted, with numbers alone, above other cells, or near to the names", async () => {
    for (const [header, rows] of [
      ["text,kind", ["kind,kind", "x,y"]],
      ["0,1", ["1,2", "3,4"]],
      ["what is it that you think,kind", ["x,y", "z,y"]],
      ["Text,Label", ["Text,a", "x,b"]],
    ] as const) {
      expect(await faultsOf({ "a.csv": file(rows, header) }, "csv:a.csv")).toEqual([
        expect.stringMatching(/^a\.csv:1: no column /),
      ]);
    }
  });

  test("that stands again below is named, and makes no class", async () => {
    const joined = file([...GOOD, "text,label", ...GOOD]);
    expect(await faultsOf({ "a.csv": joined }, "csv:a.csv")).toEqual([
      "a.csv:14: the header stands again; remove it there: it came along when files were joined",
    ]);
    expect(await faultsOf({ "a.csv": file(["x,a", "body,kind", "y,b"], "body,kind") }, "csv:a.csv")).toEqual([
      expect.stringMatching(/^a\.csv:1: no column "text"; no column "label" \(found: "body", "kind"\)/),
    ]);
  });

  test("of test rows without labels has a sentence of its own, and so have labels that are all empty", async () => {
    const sentence =
      "without labels, test rows cannot tell whether an answer is right; name a file that has them, or leave out test=, so that rows of a.csv are held back";
    const train = { "a.csv": file(GOOD) };
    expect(await faultsOf({ ...train, "b.csv": file(["1,x"], "id,text") }, "csv:a.csv,test=b.csv")).toEqual([
      `b.csv:1: no column "label" (found: "id", "text"): ${sentence}`,
    ]);
    expect(await faultsOf({ ...train, "b.csv": file(["x,", "y,"]) }, "csv:a.csv,test=b.csv")).toEqual([
      `b.csv: column "label" is empty in all rows: ${sentence}`,
    ]);
    expect(await faultsOf({ ...train, "b.csv": file(["x,a"], "text,labels") }, "csv:a.csv,test=b.csv")).toEqual([
      expect.stringMatching(/no column "label"; did you mean "labels"\?/),
    ]);
  });
});

describe("labels", () => {
  const labelled = (labels: readonly string[], times = 6) =>
    file(Array.from({ length: labels.length * times }, (_, row) => `text ${row},"${labels[row % labels.length]}"`));

  test("that look alike are all named at once", async () => {
    expect(await faultsOf({ "a.csv": labelled(["Spam", "spam", "0", "0.0", "ham"]) }, "csv:a.csv")).toEqual([
      'a.csv: column "label": labels look alike, but would be different classes: "Spam" (6 rows, from line 2) and "spam" (6 rows, from line 3); "0" (6 rows, from line 4) and "0.0" (6 rows, from line 5); write each the same way in all rows',
    ]);
  });

  test.each([",", ";", "|"])("several in a cell, joined by %j, are named", async (mark) => {
    const labels = ["joy", "anger", `anger${mark} fear`, `joy${mark}love`];
    expect(await faultsOf({ "a.csv": labelled(labels) }, "csv:a.csv")).toEqual([
      expect.stringContaining(
        `several labels in a cell, such as "anger${mark} fear" (6 rows, from line 4), in 12 rows; a text has one class here: keep one of them`,
      ),
    ]);
  });

  test("several in a list are named", async () => {
    const labels = ["['joy']", "['anger']", "['joy', 'anger']"];
    expect(await faultsOf({ "a.csv": labelled(labels) }, "csv:a.csv")).toEqual([
      expect.stringContaining(
        "several labels in a cell, such as \"['joy', 'anger']\" (6 rows, from line 4), in 6 rows;",
      ),
    ]);
    expect((await openIn({ "a.csv": labelled(["['joy']", "['anger']"]) }, "csv:a.csv")).labels).toHaveLength(2);
  });

  test("with a comma of their own are names", async () => {
    for (const labels of [
      ["Food, Drink", "Arts, Crafts", "Cars"],
      ["Arts", "Arts, Crafts", "Food, Drink", "Home, Garden"],
    ]) {
      expect((await openIn({ "a.csv": labelled(labels) }, "csv:a.csv")).labels).toEqual([...labels].sort());
    }
  });

  test("that are rare only since they are spelled in two ways are named as that alone", async () => {
    expect(await faultsOf({ "a.csv": file([...GOOD, "x,A", "x,c"]) }, "csv:a.csv")).toEqual([
      expect.stringMatching(/labels look alike, .* "a" \(6 rows, from line 2\) and "A" \(line 14\);/),
      expect.stringMatching(/: class "c" has 1 row, too few to split/),
    ]);
  });

  test("that are rare are named all at once, and so are those of a column of ids", async () => {
    const rare = file([...GOOD, "x,c", "x,d", "y,d"]);
    expect(await faultsOf({ "a.csv": rare }, "csv:a.csv")).toEqual([
      'a.csv: column "label": 2 classes have too few rows: "c" (1), "d" (2); these are too few to split into training, validation and test rows, which takes 5 of each class: add rows, remove these classes, or provide test rows with test=FILE',
    ]);
    const ids = file(Array.from({ length: 40 }, (_, row) => `x,id ${row}`));
    expect(await faultsOf({ "a.csv": ids }, "csv:a.csv")).toEqual([
      expect.stringMatching(/"id 9" \(1\), and 30 more; .*; is column "label" the label\?$/),
    ]);
  });

  test("of more classes than test rows are refused", async () => {
    const classes = Array.from({ length: 10 }, (_, label) => `c${label}`);
    expect(
      await faultsOf({ "a.csv": labelled(classes), "b.csv": file(["x,c0", "y,c1"]) }, "csv:a.csv,test=b.csv"),
    ).toEqual(["b.csv: 2 test rows cannot test 10 classes; bring at least one row of each"]);
  });
});

describe("a spec", () => {
  test("may have commas and quotes in names, in quotes", async () => {
    const files = { "a,b.csv": file(GOOD), 'c "d".csv': file(GOOD, 'text,"kind, of"') };
    const dataset = await openIn(files, 'csv:"a,b.csv",test="a,b.csv"');
    expect(dataset.id).toMatch(/^csv:"a,b\.csv",test="a,b\.csv"@/);
    const other = await openIn(files, 'csv:"c ""d"".csv",label="kind, of"');
    expect(other.labels).toEqual(["a", "b"]);
    expect(await faultsOf(files, "csv:a,b.csv")).toEqual([
      expect.stringMatching(/a file name with a comma goes in quotes$/),
    ]);
    expect(await faultsOf(files, 'csv:"a,b.csv')).toEqual([expect.stringMatching(/quotes enclose a whole value/)]);
  });

  test.each([
    ["csv:a.csv,split=stratified,test=a.csv", /test= names the test rows, so split=stratified has none to choose/],
    ["csv:a.csv,split=stratified,group=user", /both each class's share .* and groups together/],
    ["csv:a.csv,split=stratified,dedupe", /both each class's share .* and equal texts together/],
    ["csv:a.csv,group=text", /column "text" cannot be two of text, label and group/],
    ["csv:a.csv,split=random", /unknown value of split "random" \(known: stratified\)/],
    ["csv:a.csv,empty=keep", /unknown value of empty "keep" \(known: skip\)/],
    ["jsonl:a.csv,separator=tab", /unknown option "separator"/],
  ])("%s is refused in one sentence", async (spec, message) => {
    expect(await faultsOf({ "a.csv": file(GOOD) }, spec)).toEqual([expect.stringMatching(message)]);
  });
});
