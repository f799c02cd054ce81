import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createTextTokenizer } from "../../harness/classifier/pretrained/tokenizer/text-tokenizer.ts";
import { tokenizerFile } from "../../harness/classifier/pretrained/tokenizer/tokenizer-file.ts";
import { idsHash } from "../fixtures/ids-hash.ts";
import { testRandom } from "../fixtures/texts.ts";
import { TOKENIZER_FILES, TRICKY_TEXTS } from "../fixtures/tokenizer-files.ts";

const python = process.env.PEERS_PYTHON;
const hasTokenizers = python !== undefined && spawnSync(python, ["-c", "import tokenizers"]).status === 0;
const KEPT = join(import.meta.dirname, "../harness/classifier/pretrained/rust-ids.json");

/** Texts of pieces of the tricky ones, cut anywhere between characters. */
const random = testRandom(5);
const below = (limit: number) => Math.floor(random() * limit);
const piece = () => {
  const characters = [...TRICKY_TEXTS[below(TRICKY_TEXTS.length)]!];
  const start = below(characters.length);
  return characters.slice(start, start + below(12)).join("");
};
const mixed = Array.from({ length: 500 }, () => Array.from({ length: below(8) }, piece).join(""));

// PEERS_PYTHON is a Python with tokenizers; without it these tests are skipped.
describe.skipIf(!hasTokenizers)("ids of a tokenizer.json, and Rust's (PEERS_PYTHON)", () => {
  const texts = [...TRICKY_TEXTS, ...mixed];
  let rust: Record<string, number[][]>;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "pricewar-ids-"));
    const file = join(folder, "files.json");
    await writeFile(file, JSON.stringify([TOKENIZER_FILES, texts]));
    const script = join(import.meta.dirname, "tokenizer_ids.py");
    rust = JSON.parse(execFileSync(python!, [script, file], { encoding: "utf8", maxBuffer: 1e9 }));
    await rm(folder, { recursive: true });
    if (process.env.WRITE_KEPT === "1") await writeFile(KEPT, `${JSON.stringify(kept(), null, 2)}\n`);
  });

  const kept = () =>
    Object.fromEntries(
      Object.entries(rust).map(([name, ids]) => [name, ids.slice(0, TRICKY_TEXTS.length).map(idsHash)]),
    );

  test("what is kept of them is true", async () => {
    expect((await import(KEPT, { with: { type: "json" } })).default).toEqual(kept());
  });

  test.each(Object.entries(TOKENIZER_FILES))("%s", (name, file) => {
    const tokenizer = createTextTokenizer(tokenizerFile.parse(file), { maxLength: null, keep: "start" });
    texts.forEach((text, row) => {
      expect([...tokenizer.encode(text).ids], JSON.stringify(text)).toEqual(rust[name]![row]);
    });
  });
});
