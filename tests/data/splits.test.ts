import { expect, test } from "vitest";
import { buildCorpus } from "../../harness/classifier/text/corpus.ts";
import { sideRows } from "../../harness/classifier/text/side-rows.ts";
import { faultsOf, openIn, rowsOf } from "./open-files.ts";

const SPEC = {
  tokenizer: { segmenter: "words", fitOn: "all" },
  vocabulary: 50,
  maxLength: 5,
  validation: 0.25,
} as const;

/** Twelve rows of a and eight of b, as in the stratified split of scikit-learn that the tests keep. */
const TWENTY = `text,label\n${Array.from({ length: 20 }, (_, row) => `t${row},${row < 12 ? "a" : "b"}\n`).join("")}`;

test("split=stratified holds back scikit-learn's rows, and each class its share of them", async () => {
  const plain = await openIn({ "a.csv": TWENTY }, "csv:a.csv");
  const dataset = await openIn({ "a.csv": TWENTY }, "csv:a.csv,split=stratified");
  expect([...sideRows(dataset, 0).test]).toEqual([3, 19, 14, 6]);
  expect(dataset.id).toMatch(/^csv:a\.csv,split=stratified@/);
  expect([dataset.id === plain.id, dataset.sourceId]).toEqual([false, plain.sourceId]);
  const { validation, test: held } = await buildCorpus(dataset, SPEC);
  expect([...held.labels].sort()).toEqual([0, 0, 1, 1]);
  expect([...validation!.labels].sort()).toEqual([0, 0, 0, 1]); // 2.5 and 1.5 of four, which a draw rounds
});

/** Ten users with four rows each. */
const USERS = `text,label,user\n${Array.from({ length: 40 }, (_, row) => `t${row},${row % 2},u${row % 10}\n`).join("")}`;

test("group keeps the rows of a group on one side, in both cuts", async () => {
  const dataset = await openIn({ "a.csv": USERS }, "csv:a.csv,group=user");
  expect(dataset).toMatchObject({ group: "user", rowCounts: { train: 40, test: null } });
  const { train, validation, test: held } = sideRows(dataset, 0.25);
  const usersOf = (rows: Int32Array) => new Set([...rows].map((row) => row % 10));
  const users = [train, validation, held].map(usersOf);
  expect(users.map(({ size }) => size)).toEqual([6, 2, 2]);
  expect(new Set(users.flatMap((of) => [...of])).size).toBe(10);
});

test("group with test rows leaves out the training rows of their groups; with dedupe, texts connect groups", async () => {
  const others = "text,label,user\nx,0,u3\ny,1,z\n";
  const dataset = await openIn({ "a.csv": USERS, "b.csv": others }, "csv:a.csv,test=b.csv,group=user");
  expect(dataset.rowCounts).toEqual({ train: 36, test: 2, leftOutOfGroups: 4 });
  expect((await rowsOf(dataset)).some(([text]) => text === "t13")).toBe(false);

  const both = await openIn({ "a.csv": USERS.replace("t1,", "t0,") }, "csv:a.csv,group=user,dedupe");
  const [first, second, third] = both.trainSources!;
  expect([first === second, first === third]).toEqual([true, false]);
  const counted = await openIn(
    { "a.csv": USERS, "b.csv": `${others}T0!,1,z\n` },
    "csv:a.csv,test=b.csv,group=user,dedupe",
  );
  expect(counted.rowCounts).toEqual({ train: 35, test: 3, leftOut: 1, leftOutOfGroups: 4 });
});

test("an empty group is an empty cell", async () => {
  expect(await faultsOf({ "a.csv": USERS.replace("u5", "") }, "csv:a.csv,group=user")).toEqual([
    'a.csv:7: column "user" is empty; fill it in, or leave out rows with an empty cell by empty=skip',
  ]);
});
