import { existsSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { openDataset } from "../../data/registry.ts";
import { DataError } from "../../harness/base/errors.ts";
import { buildCorpus } from "../../harness/classifier/text/corpus.ts";
import type { Dataset } from "../../harness/contract/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const GOOD = `text,label\ngood,1\nbad,0\nbetter,1\nworse,0\n${"fine,1\npoor,0\n".repeat(3)}`;

async function open(train: string | Uint8Array, options = "", test: string | Uint8Array = GOOD): Promise<Dataset> {
  const baseFolder = await temporaryFolder({ "train.csv": train, "test.csv": test });
  return openDataset(`csv:train.csv${options}`, { baseFolder });
}

/** Rows as [text, label name]. */
async function rowsOf(dataset: Dataset, side: "train" | "test" = "train"): Promise<[string, string][]> {
  const rows: [string, string][] = [];
  for await (const { text, label } of dataset.rows(side)) rows.push([text, dataset.labels[label]!]);
  return rows;
}

async function messageOf(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => expect.fail("was accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

describe("a CSV file", () => {
  test("gives its rows, with labels ordered by number", async () => {
    const dataset = await open(`text,label\na,10\nb,9\nc,10\nd,9\n${"e,10\nf,9\n".repeat(3)}`);
    expect(dataset.labels).toEqual(["9", "10"]);
    expect(dataset.rowCounts).toEqual({ train: 10, test: null });
    expect((await rowsOf(dataset)).slice(0, 4)).toEqual([
      ["a", "10"],
      ["b", "9"],
      ["c", "10"],
      ["d", "9"],
    ]);
    expect(() => dataset.rows("test")).toThrow(RangeError);
  });

  test("may have any number of named classes", async () => {
    const dataset = await open(`text,label\n${"a,sport\nb,Art\nc,news\n".repeat(5)}`);
    expect(dataset.labels).toEqual(["Art", "news", "sport"]);
  });

  test("may have a separate test file", async () => {
    const dataset = await open(GOOD, ",test=test.csv", "label,text\n1,fine\n0,poor\n");
    expect(dataset.rowCounts).toEqual({ train: 10, test: 2 });
    expect(await rowsOf(dataset, "test")).toEqual([
      ["fine", "1"],
      ["poor", "0"],
    ]);
  });

  test("may have other column names, and more columns", async () => {
    const dataset = await open(`id,body,kind\n${"1,a,x\n2,b,y\n".repeat(5)}`, ",text=body,label=kind");
    expect((await rowsOf(dataset)).slice(0, 2)).toEqual([
      ["a", "x"],
      ["b", "y"],
    ]);
  });

  test("quotes enclose commas, line ends and doubled quotes", async () => {
    const dataset = await open('text,label\r\n"a, ""b""\r\nc",1\r\nd,0\r\n"e\nf",1\r\ng,0', ",test=test.csv");
    expect(await rowsOf(dataset)).toEqual([
      ['a, "b"\r\nc', "1"],
      ["d", "0"],
      ["e\nf", "1"],
      ["g", "0"],
    ]);
  });

  test("CRLF, LF, a byte order mark and blank lines do not change the rows", async () => {
    const plain = await rowsOf(await open(GOOD));
    expect(await rowsOf(await open(GOOD.replaceAll("\n", "\r\n")))).toEqual(plain);
    expect(await rowsOf(await open(`\ufeff${GOOD}`))).toEqual(plain);
    expect(await rowsOf(await open(`\n${GOOD.replaceAll("\n", "\n\n")}`))).toEqual(plain);
    expect(await rowsOf(await open(`  \n${GOOD.replaceAll("\n", "\r\n \t\r\n")}\r`))).toEqual(plain);
  });

  test("characters of every length survive chunk boundaries", async () => {
    const text = "aé中😀".repeat(30_000); // 10 bytes each: no chunk of 64 KiB ends between them
    const dataset = await open(`text,label\nx${text},1\n${text},0\nb,1\nc,0\n`, ",test=test.csv");
    expect((await rowsOf(dataset)).slice(0, 2)).toEqual([
      [`x${text}`, "1"],
      [text, "0"],
    ]);
  });

  test("a class with one row is enough if there is a test file", async () => {
    expect((await open("text,label\na,1\nb,0\n", ",test=test.csv")).rowCounts.train).toBe(2);
  });
});

describe("its id", () => {
  test("is the same in another folder and for an absolute name", async () => {
    const { id } = await open(GOOD, ",test=test.csv");
    expect(id).toMatch(/^csv:train\.csv,test=test\.csv@[0-9a-f]{12}$/);
    expect((await open(GOOD, ",test=test.csv")).id).toBe(id);
    const folder = await temporaryFolder({});
    await mkdir(join(folder, "deep"));
    await writeFile(join(folder, "deep", "train.csv"), GOOD);
    const relative = await openDataset("csv:deep/train.csv", { baseFolder: folder });
    const absolute = await openDataset(`csv:${join(folder, "deep", "train.csv")}`, { baseFolder: "elsewhere" });
    expect(relative.id).toBe(absolute.id);
  });

  test("changes with a byte of either file, with a column, and with the presence of test rows", async () => {
    const COLUMNS = `text,label,other\n${"a,1,1\nb,0,0\n".repeat(5)}`;
    const ids = [
      await open(GOOD),
      await open(GOOD.replace("good", "goof")),
      await open(GOOD, ",test=test.csv"),
      await open(GOOD, ",test=test.csv", GOOD.replace("good", "goof")),
      await open(COLUMNS),
      await open(COLUMNS, ",label=other"),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("positive", () => {
  const SPAM = `text,label\n${"hello,ham\nbuy now,spam\n".repeat(5)}`;

  test("names the label that matters most; without it none does", async () => {
    expect((await open(SPAM, ",positive=spam")).positive).toBe("spam");
    expect((await open(SPAM, ",positive=ham,label=label")).positive).toBe("ham");
    expect(await open(SPAM)).not.toHaveProperty("positive");
    const numbers = `text,label\n${"a,2\nb,10\n".repeat(5)}`;
    expect(await open(numbers, ",positive=10")).toMatchObject({ positive: "10", labels: ["2", "10"] });
  });

  test("is one of the training file's labels, or refused with the nearest one", async () => {
    await expect(open(SPAM, ",positive=spma")).rejects.toMatchObject({
      name: "ConfigError",
      message: expect.stringMatching(/^train\.csv: positive=spma: unknown label "spma"; did you mean "spam"\?/),
    });
  });

  test("is part of the id, since records say how well it is found; the rows are the same", async () => {
    const [plain, spam, ham] = [
      await open(SPAM),
      await open(SPAM, ",positive=spam"),
      await open(SPAM, ",positive=ham"),
    ];
    expect(new Set([plain.id, spam.id, ham.id]).size).toBe(3);
    expect(await rowsOf(spam)).toEqual(await rowsOf(plain));
  });
});

describe("dedupe", () => {
  /** Five texts of each label, each of them twice: as it is, and in another spelling. */
  const TWICE = `text,label\n${["a b", "c d", "e f", "g h", "i j"]
    .flatMap((text) => [
      `${text},1\n`,
      `"${text.toUpperCase().replace(" ", ", ")}!",1\n`,
      `${text}z,0\n`,
      `${text}Z,0\n`,
    ])
    .join("")}`;
  const spec = {
    tokenizer: { segmenter: "words", fitOn: "all" },
    vocabulary: 50,
    maxLength: 5,
    validation: 0.25,
  } as const;

  test("keeps rows of one text on one side; without it the same rows are on both", async () => {
    const together = await buildCorpus(await open(TWICE, ",dedupe"), spec);
    expect(together.facts).toMatchObject({ seenRows: 0, rows: { train: 12, validation: 4, test: 4 } });
    const apart = await buildCorpus(await open(TWICE), spec);
    expect(apart.facts.rows).toEqual({ train: 12, validation: 4, test: 4 });
    expect(apart.facts.seenRows).toBeGreaterThan(0);
  });

  test("and positive leave the data's source as it is, so that its test rows are known again", async () => {
    const sources = [TWICE, TWICE, TWICE, TWICE.replace("a b", "a c")].map((text, index) =>
      open(text, [",positive=1", ",dedupe", "", ""][index]),
    );
    const [one, two, three, other] = (await Promise.all(sources)).map(({ sourceId }) => sourceId);
    expect([two, three]).toEqual([one, one]);
    expect(other).not.toBe(one);
  });

  test("leaves the split as it is where all texts differ", async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `row ${row},${row % 2}\n`).join("");
    const [plain, deduped] = [await open(`text,label\n${rows}`), await open(`text,label\n${rows}`, ",dedupe")];
    const [{ facts: _, ...one }, { facts: __, ...other }] = [
      await buildCorpus(plain, spec),
      await buildCorpus(deduped, spec),
    ];
    // A text is a source of its own, which stays on one side.
    expect(other).toEqual({ ...one, sources: Int32Array.from({ length: 12 }, (_, row) => row) });
  });

  test("leaves out training rows whose text a test row has, and counts them", async () => {
    const dataset = await open(
      "text,label\na b,1\nc d,0\nA: b,0\ne f,1\nc d,0\n",
      ",test=test.csv,dedupe",
      "text,label\n(a b),1\nx,0\nx,0\n",
    );
    expect(dataset.rowCounts).toEqual({ train: 3, test: 3, leftOut: 2 });
    expect(await rowsOf(dataset)).toEqual([
      ["c d", "0"],
      ["e f", "1"],
      ["c d", "0"],
    ]);
    expect(await rowsOf(dataset, "test")).toEqual([
      ["(a b)", "1"],
      ["x", "0"],
      ["x", "0"],
    ]);
    const [one, two, three] = dataset.trainSources!;
    expect([one === three, one === two]).toEqual([true, false]);
    expect((await buildCorpus(dataset, { ...spec, validation: 0 })).facts.seenRows).toBe(0);
  });

  test("says that none were left out where none had to be, and nothing where there is no test file", async () => {
    expect((await open(GOOD, ",dedupe,test=test.csv", "text,label\nother,1\nmore,0\n")).rowCounts.leftOut).toBe(0);
    expect((await open(TWICE, ",dedupe")).rowCounts).not.toHaveProperty("leftOut");
    expect((await open(TWICE)).rowCounts).not.toHaveProperty("leftOut");
  });

  test("is part of the id and of its name, and an id without it is what it has always been", async () => {
    const ids = [
      await open(GOOD, ",test=test.csv"),
      await open(GOOD, ",test=test.csv,dedupe", "text,label\nx,1\ny,0\n"),
    ];
    expect(ids[0]!.id).toBe("csv:train.csv,test=test.csv@45c1bb0c86f2");
    expect(ids[1]!.id).toMatch(/^csv:train\.csv,test=test\.csv,dedupe@[0-9a-f]{12}$/);
    expect((await open(TWICE, ",dedupe")).id.slice(-12)).not.toBe((await open(TWICE)).id.slice(-12));
  });

  test("refuses a class of which no row or too few texts are left", async () => {
    expect(await messageOf(open(GOOD, ",test=train.csv,dedupe"))).toBe(
      'train.csv: with dedupe, no training row of the classes "0", "1" of column "label" is left: all of them have the text of a row of train.csv; name other test rows, or leave out dedupe',
    );
    expect(await messageOf(open(GOOD, ",dedupe"))).toMatch(
      /^train\.csv: column "label": 2 classes have too few different texts: "1" \(3\), "0" \(3\); these are too few to split/,
    );
  });
});

describe("a CSV file that cannot be used", () => {
  const WITH_TEST = ",test=test.csv";
  const bytes = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));

  test.each<[string, string | Uint8Array, RegExp]>([
    ["an empty file", "", /^train\.csv: the file is empty; it needs a header/],
    ["a file of blank lines", "\n\r\n", /^train\.csv: the file is empty/],
    ["only a byte order mark", "\ufeff", /^train\.csv: the file is empty/],
    ["only a header", "text,label\n", /^train\.csv: the file has a header but no rows/],
    [
      "a missing column",
      "text,labl\na,1\n",
      /^train\.csv:1: no column "label"; did you mean "labl"\? \(found: "text", "labl"\); choose one with label=COLUMN$/,
    ],
    [
      "another missing column",
      "body,label\na,1\n",
      /^train\.csv:1: no column "text" \(found: "body", "label"\); choose one with text=COLUMN$/,
    ],
    ["a column that occurs twice", "text,label,text\n", /^train\.csv:1: column "text" occurs twice/],
    ["an empty text", "text,label\na,1\n  ,0\n", /^train\.csv:3: column "text" is empty/],
    ["an empty label", "text,label\na,1\nb,\n", /^train\.csv:3: column "label" is empty/],
    [
      "an empty text below quoted line ends",
      'text,label\r\n"a\r\nb\r\nc",1\r\n\r\n,0\r\n',
      /^train\.csv:6: column "text" is empty/,
    ],
    ["one class only", "text,label\na,1\nb,1\n", /^train\.csv: only one class \("1"\) in column "label"/],
    [
      "a class of one row",
      `text,label\n${"a,1\n".repeat(5)}c,0\n`,
      /^train\.csv: column "label": class "0" has 1 row, too few .* takes 5 of each class: add rows.* test=FILE$/,
    ],
    [
      "a class of four rows",
      `text,label\n${"a,1\n".repeat(5)}${"b,0\n".repeat(4)}`,
      /^train\.csv: column "label": class "0" has 4 rows, too few/,
    ],
    [
      "labels that differ in a space at the end",
      "text,label\na,x\nb,y\nc,x \n",
      /^train\.csv: column "label": labels look alike, but would be different classes: "x" \(line 2\) and "x " \(line 4\); write each the same way/,
    ],
    [
      "labels that differ in invisible characters",
      "text,label\na,x\u200b\nb,x\u00a0\n",
      /"x\\u200b" \(line 2\) and "x\\u00a0" \(line 3\)/,
    ],
    ["a single carriage return at the end", "text,label\na,x\nb,y\nc,y\r", /"y" \(line 3\) and "y\\r" \(line 4\)/],
    ["integers of equal value", "text,label\na,1\nb,2\nc,01\n", /"1" \(line 2\) and "01" \(line 4\)/],
    [
      "too few fields",
      "text,label\na,1\nb\n",
      /^train\.csv:3: the row has 1 field, the header 2; put texts that contain a comma in quotes/,
    ],
    ["too many fields", "text,label\na,1\nb,c,0\n", /^train\.csv:3: the row has 3 fields, the header 2; put texts/],
    ["a NUL byte", "text,label\na,1\nab\0c,0\n", /^train\.csv:3: a NUL byte, .* name a file of text$/],
    [
      "UTF-16 without a byte order mark",
      Buffer.from("text,label\na,1\n", "utf16le"),
      /^train\.csv:1: a NUL byte, .* encoding=utf-16le$/,
    ],
    [
      "bytes that are not UTF-8",
      bytes("text,label\né", 0xe9, "b,1\n"),
      /^train\.csv:2: not UTF-8 in one place; other characters of the file are/,
    ],
    ["a character cut off at the end", bytes("text,label\na,", 0xe4, 0xb8), /^train\.csv:2: not UTF-8 in one place/],
    [
      "an unterminated quote",
      'text,label\na,1\n"never closed,1\nnext,0\n',
      /^train\.csv:3:1: the quote that opens here is never closed/,
    ],
    [
      "an unterminated quote in a later field",
      'text,label\r\n"a\r\nb","0\r\nnext\r\n',
      /^train\.csv:3:4: the quote that opens here is never closed/,
    ],
    [
      "a quote that the next one closes",
      'text,label\n"open,1\n"next",0\n',
      /^train\.csv:2: a quote that opens a field is closed in the middle of it/,
    ],
  ])("%s", async (_, content, message) => {
    expect(await messageOf(open(content))).toMatch(message);
  });

  test("a quote that is open for more than 8 MiB is refused before the whole file is in memory", async () => {
    const line = "some words on a line that never ends,1\n";
    const content = `text,label\na,1\n"${line.repeat(230_000)}`;
    expect(await messageOf(open(content))).toMatch(
      /^train\.csv:3:1: a record of more than 8 MiB; most likely the quote/,
    );
  });

  test("a record of more than 8 MiB is blamed on a quote only if there is one", async () => {
    const words = "some words without a quote ".repeat(400_000);
    const TOO_LONG = /^train\.csv:3:1: a record of more than 8 MiB, the limit; is a line end missing\?/;
    expect(await messageOf(open(`text,label\na,1\n${words},0\n`))).toMatch(TOO_LONG);
    expect(await messageOf(open(`text,label\na,1\n"quoted",${words}\n`))).toMatch(
      /^train\.csv:3:10: .* line end missing/,
    );
    expect(await messageOf(open(`\ufeff"${words}`))).toMatch(/never closed;/);
    expect(await messageOf(open(`text,label\r\na,1\r\nb,"${words}\r\n`))).toMatch(/^train\.csv:3:3: .* never closed;/);
  });

  test("a bad byte after the first chunk is reported with its line", async () => {
    const content = bytes(`text,label\n${"a,1\n".repeat(50_000)}`, 0xff, ",0\n");
    expect(await messageOf(open(content))).toMatch(/^train\.csv:50002: not UTF-8/);
  });

  test("a missing file is reported with the path that was tried", async () => {
    const baseFolder = await temporaryFolder({ "train.csv": GOOD });
    const missing = messageOf(openDataset("csv:trian.csv", { baseFolder }));
    expect(await missing).toContain(`trian.csv: no such file; looked for ${join(baseFolder, "trian.csv")}`);
    const missingTest = messageOf(openDataset("csv:train.csv,test=no.csv", { baseFolder }));
    expect(await missingTest).toMatch(/^no\.csv: no such file/);
    expect(await messageOf(openDataset("csv:.", { baseFolder }))).toMatch(/^\.: is not a file/);
  });

  test("a test label without training rows", async () => {
    const message = messageOf(open("text,label\na,sport\nb,news\n", WITH_TEST, "text,label\nc,news\nd,sprot\n"));
    expect(await message).toBe(
      'test.csv:3: column "label": unknown label "sprot" (line 3) (did you mean "sport"?); no row of train.csv has it; correct it, or add training rows',
    );
  });

  test("errors of the test file name the test file", async () => {
    expect(await messageOf(open(GOOD, WITH_TEST, "text,label\na,\nb,1\n"))).toMatch(
      /^test\.csv:2: column "label" is empty/,
    );
    expect(await messageOf(open(GOOD, WITH_TEST, ""))).toMatch(/^test\.csv: the file is empty/);
  });

  test("a label column that is not one", async () => {
    const rows = Array.from({ length: 10_001 }, (_, row) => `text,row ${row}\n`).join("");
    expect(await messageOf(open(`text,label\n${rows}`))).toMatch(
      /^train\.csv:10002: column "label" has more than 10,000 classes, which is the limit; is it the label/,
    );
  });

  test("a file that changes while it is in use", async () => {
    const baseFolder = await temporaryFolder({ "train.csv": GOOD });
    const dataset = await openDataset("csv:train.csv", { baseFolder });
    await appendFile(join(baseFolder, "train.csv"), "more,1\n");
    expect(await messageOf(rowsOf(dataset))).toMatch(/^train\.csv: the file changed while it was in use/);
  });
});

const NEWS = resolve(import.meta.dirname, "../../../shared/data/agnews-tech-business");
test.skipIf(!existsSync(NEWS))("real news: the official rows, two classes", async () => {
  const dataset = await openDataset("csv:train.csv,test=test.csv", { baseFolder: NEWS });
  expect(dataset.rowCounts).toEqual({ train: 18_857, test: 3_800 });
  expect(dataset.labels).toEqual(["0", "1"]);
});
