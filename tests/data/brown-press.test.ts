import { beforeAll, describe, expect, test } from "vitest";
import { BROWN_LABELS, cutBrownPress, cutPassages, isBrownPressFile, type Passage } from "../../data/brown-cut.ts";
import { openBrownPress, readBrownFiles } from "../../data/brown-press.ts";
import { groupedSplit } from "../../harness/classifier/text/split.ts";

describe("brown-press", () => {
  let passages: Passage[];
  beforeAll(async () => {
    passages = cutBrownPress(await readBrownFiles());
  });

  test("rows per side and class", () => {
    const count = (side: Passage["side"], label: string) =>
      passages.filter((passage) => passage.side === side && BROWN_LABELS[passage.label] === label).length;
    expect({
      trainPress: count("train", "press"),
      trainOther: count("train", "learned and government"),
      testPress: count("test", "press"),
      testOther: count("test", "learned and government"),
    }).toEqual({ trainPress: 685, trainOther: 834, testPress: 153, testOther: 210 });
  });

  test("no source file is on both sides", () => {
    const sources = (side: Passage["side"]) =>
      new Set(passages.filter((p) => p.side === side).map(({ source }) => source));
    const train = sources("train");
    const test = sources("test");
    expect([...test].filter((source) => train.has(source))).toEqual([]);
    expect(train.size + test.size).toBe(198); // 44 + 27 + 17 + 80 + 30 files
  });

  test("names the source file of each training passage, so that whole files can be held out", async () => {
    const { trainSources } = await openBrownPress(null);
    expect(trainSources).toEqual(passages.filter(({ side }) => side === "train").map(({ source }) => source));
    const { train, test: heldOut } = groupedSplit(trainSources!, 0.1, 42);
    expect([train.length, heldOut.length]).toEqual([1359, 160]);
    const labels = passages.filter(({ side }) => side === "train").map(({ label }) => label);
    // About half of the held-out rows are of each class, so that bad luck cannot leave one out.
    expect([...heldOut].filter((row) => labels[row] === 1)).toHaveLength(85);
  });

  test("every fifth file of a prefix is a test file", () => {
    const test = new Set(passages.filter(({ side }) => side === "test").map(({ source }) => source));
    expect([...test].filter((source) => source.startsWith("cc"))).toEqual(["cc05", "cc10", "cc15"]);
  });

  test("texts have no tags and read like ordinary text", () => {
    expect(passages[0]!.text).toMatch(/^The Fulton County Grand Jury said Friday an investigation of Atlanta's recent/);
    expect(passages[0]!.text).toContain('produced "no evidence" that any irregularities took place.');
    expect(passages.filter(({ text }) => /\/(nn|at|vbd|cc)\b| [,;?!]/.test(text))).toEqual([]);
  });
});

describe("cutting passages", () => {
  const sentence = (words: number, end = "./.") => `${"word/nn ,/, ".repeat(words)}${end}`;
  const wordsOf = (text: string) => text.split(" ").length;

  test("a passage ends at the first sentence end at or after 200 words; punctuation does not count as words", () => {
    const passages = cutPassages([sentence(150), sentence(49), sentence(30), sentence(199), sentence(1)].join("\n"));
    expect(passages.map(wordsOf)).toEqual([229, 200]);
  });

  test("a remainder of 100 words is kept, one of 99 is dropped", () => {
    expect(cutPassages([sentence(200), sentence(100)].join("\n")).map(wordsOf)).toEqual([200, 100]);
    expect(cutPassages([sentence(200), sentence(99)].join("\n")).map(wordsOf)).toEqual([200]);
  });

  test("headings and semicolons do not end a sentence; question and exclamation marks do", () => {
    expect(cutPassages([sentence(200, "Head/nn-hl"), sentence(10)].join("\n")).map(wordsOf)).toEqual([211]);
    expect(cutPassages([sentence(200, ";/. ;/."), sentence(10)].join("\n")).map(wordsOf)).toEqual([210]);
    for (const end of ["?/. ?/.", "!/.-hl"]) {
      expect(cutPassages([sentence(200, end), sentence(150)].join("\n")).map(wordsOf)).toEqual([200, 150]);
    }
  });

  test("a word ends at its last slash, and doubled end marks are written once", () => {
    const filler = sentence(100);
    const line = "1-1/2/cd it's/pps+bez ``/`` Jr./np ''/'' (/( so/rb )/) ?/. ?/.";
    expect(cutPassages(`${line}\n\n${filler}`)[0]).toMatch(/^1-1\/2 it's "Jr\." \(so\)\? word,/);
  });

  test("only the files of the five prefixes are read", () => {
    expect(["ca01", "cj80", "ck01", "cats.txt", "ca1", "README"].filter(isBrownPressFile)).toEqual(["ca01", "cj80"]);
  });
});
