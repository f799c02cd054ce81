import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guessColumns } from "../../data/guess-columns.ts";
import { matrixText } from "../../experiments/new-matrix.ts";
import { readDocument } from "../../harness/base/documents/document.ts";
import { parseMatrix } from "../../harness/measure/matrix/parse.ts";
import { pricewar } from "../fixtures/pricewar.ts";
import { NAMES } from "../harness/measure/matrix/names.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-init-"));
  const rows = Array.from({ length: 40 }, (_, row) => {
    return `${row},"The team played match ${row}, said the coach",${row % 8 === 0 ? "spam" : "ham"}`;
  });
  await writeFile(join(folder, "My Mails.csv"), ["id,body,folder", ...rows].join("\n"));
});
afterAll(() => rm(folder, { recursive: true }));

test("init writes a matrix that run takes, says what it found, and never overwrites", async () => {
  const { status, stdout } = await pricewar(["init", "My Mails.csv"], { cwd: folder });
  expect(status).toBe(0);
  expect(stdout).toContain("my-mails.json: 40 rows with texts in body and 2 classes in folder");
  expect(stdout).toContain("npx pricewar run my-mails.json --dry-run");
  const text = await readFile(join(folder, "my-mails.json"), "utf8");
  expect(text).toContain("// 2 classes: ham 87.5 %, spam 12.5 %.");
  expect(text).toContain("not read: id.");
  expect(text).toContain('"dataset": "csv:My Mails.csv,text=body,label=folder"');
  expect(text).toContain('{ "macroF1": true, "withinPoints": 1 }');
  // "The team played match 1, said the coach" has eight words.
  expect(text).toContain("have at most 8 words");
  expect(text).toContain('"model": { "maxLength": 10, "pooling": "words" }');
  const next = await pricewar(["run", "my-mails.json", "--dry-run"], { cwd: folder });
  expect(next.stdout).toMatch(/^6 cells, 0 done, 0 stale, 6 to run$/m);

  const again = await pricewar(["init", "My Mails.csv"], { cwd: folder });
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("my-mails.json exists already") });
  expect(await readFile(join(folder, "my-mails.json"), "utf8")).toBe(text);
});

test("texts without spaces get characters for words, and a run by words says so before it starts", async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `今天股票市场上涨${row}号,${row % 2 === 0 ? "财经" : "体育"}`);
  await writeFile(join(folder, "chinese.csv"), ["text,label", ...rows].join("\n"));
  await pricewar(["init", "chinese.csv"], { cwd: folder });
  const text = await readFile(join(folder, "chinese.json"), "utf8");
  expect(text).toContain('"tokenizer": { "segmenter": "characters" }');
  // Nine characters, seven pairs of the first eight, and the number.
  expect(text).toContain("have at most 17 words");
  expect(text).toContain('"model": { "maxLength": 20, "pooling": "words" }');
  const dryRun = async (name: string) =>
    (await pricewar(["run", name, "--dry-run"], { cwd: folder })).stdout.replaceAll(/\s+/g, " ");
  const doubt = "100.0 % of the first texts hardly split into words";
  expect(await dryRun("chinese.json")).not.toContain(doubt);
  // What reads no words has a tokenizer all the same, at its default.
  const majority = text
    .replace(/"axes": \{.*\}/, '"axes": { "model.source": ["reference", "majority"] }')
    .replace(/"baseline": \{.*?\}/, '"baseline": { "model.source": "reference" }');
  await writeFile(join(folder, "with-majority.json"), majority);
  const planned = await dryRun("with-majority.json");
  expect(planned).toContain("source majority");
  expect(planned).not.toContain(doubt);
  await writeFile(join(folder, "by-words.json"), text.replace('"characters"', '"words"'));
  expect(await dryRun("by-words.json")).toContain(doubt);
});

test("a file called as no matrix may be makes one of another name", async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `text ${row},${row % 2 === 0 ? "a" : "b"}`);
  await writeFile(join(folder, "constructor.csv"), ["text,label", ...rows].join("\n"));
  expect((await pricewar(["init", "constructor.csv"], { cwd: folder })).status).toBe(0);
  const text = await readFile(join(folder, "constructor-data.json"), "utf8");
  expect(text).toContain('"name": "constructor-data"');
});

test("a file that no run could use is refused as a run would", async () => {
  await writeFile(join(folder, "one.csv"), "text,label\na,x\nb,x\n");
  const { status, stderr } = await pricewar(["init", "one.csv"], { cwd: folder });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('only one class ("x")') });
});

test("options behind the file are those of a dataset: what a refusal suggests can be followed", async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `${row === 3 ? "" : `text ${row}`},${row % 2 === 0 ? "a" : "b"}`);
  await writeFile(join(folder, "holes.csv"), ["text,label", ...rows].join("\n"));
  const refused = await pricewar(["init", "holes.csv"], { cwd: folder });
  expect({ status: refused.status, stderr: refused.stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining("by empty=skip"),
  });
  const { status, stdout } = await pricewar(["init", "holes.csv,empty=skip"], { cwd: folder });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("holes.json: 39 rows") });
  expect(await readFile(join(folder, "holes.json"), "utf8")).toContain('"dataset": "csv:holes.csv,empty=skip"');

  const named = ["init", "csv:My Mails.csv,text=body,label=folder", "--out", "named.json"];
  expect((await pricewar(named, { cwd: folder })).stdout).toContain("named.json: 40 rows with texts in body");
  const written = await readFile(join(folder, "named.json"), "utf8");
  expect(written).toContain('"dataset": "csv:My Mails.csv,text=body,label=folder"');
});

test("columns that were not taken are named, so that a wrong guess is seen", async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `text ${row},${["a", "b", "c"][row % 3]},${["x", "y"][row % 2]}`);
  await writeFile(join(folder, "two.csv"), ["text,topic,language", ...rows].join("\n"));
  const { stdout } = await pricewar(["init", "two.csv"], { cwd: folder });
  expect(stdout).toContain("40 rows with texts in text and 2 classes in language\nNot read: topic. ");

  await writeFile(
    join(folder, "pandas.csv"),
    [",text,label", ...rows.map((row, at) => `${at},${row.slice(0, -2)}`)].join("\n"),
  );
  const indexed = await pricewar(["init", "pandas.csv"], { cwd: folder });
  expect(indexed.stdout).toContain("3 classes in label\nNot read: a column without a name. ");
});

test("a folder that is not there is refused in one sentence", async () => {
  const { status, stderr } = await pricewar(["init", "My Mails.csv", "--out", "no/m.json"], { cwd: folder });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: "no/m.json: no is no folder; make it, or name another file with --out\n",
  });
});

test("the comment of a rare class spells its option as the dataset needs it", () => {
  const classes = [
    { label: "a,b", rows: 1 },
    { label: "c", rows: 9 },
  ];
  const found = {
    file: "m.csv",
    name: "m",
    dataset: "csv:m.csv",
    text: "text",
    label: "label",
    others: [],
    rows: 10,
    reading: { segmenter: "words", wordsOfMost: 12 } as const,
  };
  expect(matrixText({ ...found, classes })).toContain('add ",positive=\\"a,b\\"" to the dataset');
});

test("most texts are read whole: in tens, at least one and at most 500 words or 1,000 characters and pairs of them", () => {
  const found = { file: "m.csv", name: "m", dataset: "csv:m.csv", text: "text", label: "label", others: [], rows: 10 };
  const textOf = (segmenter: "words" | "characters", wordsOfMost: number) =>
    matrixText({ ...found, classes: [], reading: { segmenter, wordsOfMost } });
  const lengthOf = (segmenter: "words" | "characters") => (words: number) =>
    Number(/"maxLength": (\d+),/.exec(textOf(segmenter, words))?.[1]);
  expect([0, 39, 40, 41, 5000].map(lengthOf("characters"))).toEqual([10, 40, 40, 50, 1000]);
  expect([0, 39, 40, 41, 5000].map(lengthOf("words"))).toEqual([10, 40, 40, 50, 500]);
  expect(textOf("characters", 39)).toContain("// Of the first texts, 99.0 % have at most 39 words. The mean");
  // As `model.keep` has it where a matrix says nothing.
  expect(textOf("words", 5000)).toContain("have at most 5,000 words, of which a model reads the last 500. The mean");
  expect(textOf("words", 39)).toContain('"pooling": "words"');
  expect(textOf("words", 39)).not.toContain("segmenter");
});

test("a row is not taken for a header, unless its cells are named as columns", async () => {
  const rows = Array.from({ length: 20 }, (_, row) => `${row % 2 === 0 ? "spam" : "ham"},text ${row}\n`);
  await writeFile(join(folder, "rows.csv"), rows.join(""));
  const refused = await pricewar(["init", "rows.csv"], { cwd: folder });
  expect(refused).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /seems to have no header: "spam" of its first line stands again on line 3.*; if it is a header, choose its columns with --text COLUMN and --label COLUMN\n$/,
    ),
  });
  const named = await pricewar(["init", "rows.csv", "--text", "text 0", "--label", "spam"], { cwd: folder });
  expect(named.stdout).toContain("rows.json: 19 rows with texts in text 0 and 2 classes in spam");
});

const column = (name: string, meanLength: number, values: number) => ({
  name,
  meanLength,
  rowsOfValue: values === 0 ? null : new Map(Array.from({ length: values }, (_, value) => [String(value), 1])),
});

test.each([
  ["by their names", [column("text", 3, 4), column("label", 90, 0), column("x", 5, 2)], ["text", "label"]],
  [
    "by length and number of values",
    [column("id", 5, 0), column("body", 300, 0), column("kind", 4, 3)],
    ["body", "kind"],
  ],
  [
    "not a constant as the label",
    [column("body", 300, 0), column("source", 4, 1), column("kind", 4, 3)],
    ["body", "kind"],
  ],
  ["nothing in a single column", [column("body", 300, 0)], ["body", null]],
])("columns are guessed: %s", (_, columns, [text, label]) => {
  expect(guessColumns(columns)).toEqual({ text, label });
});

test("no name can end a comment or a string of the matrix", () => {
  const hostile = 'a\n}"\u2028\u001b*/';
  const found = {
    file: hostile,
    name: "m",
    dataset: `csv:${hostile}`,
    text: hostile,
    label: hostile,
    others: [hostile],
    reading: { segmenter: "characters", wordsOfMost: 19 } as const,
  };
  const classes = [1, 9].map((rows) => ({ label: `${hostile}${rows}`, rows }));
  const text = matrixText({ ...found, rows: 10, classes });
  expect(readDocument(text, "m.json").value).toMatchObject({ name: "m", base: { dataset: `csv:${hostile}` } });
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u2028]/u);
  expect(
    parseMatrix(matrixText({ ...found, rows: 10, classes: [] }).replaceAll("int8-rows", "int8"), "m.json", NAMES).cells,
  ).toHaveLength(2);
});
