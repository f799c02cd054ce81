/**
 * `npm run fuzz:cache [CASES] [SEED]`: damages one file of what a run keeps in `.cache`, at random, and runs the same matrix anew beside it: the results are those
 * of an undisturbed run. Not part of the tests, which try readers of such files by themselves (fuzz.test.ts): 40
 * cases take minutes.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { readMarks } from "../../harness/contract/marks-file.io.ts";
import { damaged } from "./damage.ts";
import { finish, resultOf } from "./finished-run.ts";

const [cases = 40, seed = 1] = process.argv.slice(2).map(Number);
const MATRIX = {
  name: "damaged",
  base: {
    dataset: "csv:rows.csv",
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
    epochs: 2,
  },
  axes: { quantization: ["float32", "int8-rows"], distillation: ["none", "soft-targets"] },
  baseline: { quantization: "float32", distillation: "none" },
};
const ARGS = ["run", "matrix.json", "--rounds", "1"];
/** What is found in a file of a MiB that has not just been written is kept, too. */
const ROWS = 12_000;
const SETTLED_MS = 2500;
function rowsOfTexts(): string {
  const random = randomStream(seed, "texts");
  const word = () => `word${random.nextIntBelowOrEqual(50)}`;
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const words = Array.from({ length: 12 }, word).join(" ");
    return `${words} ${row % 2 === 0 ? "even" : "odd"},${row % 2 === 0 ? "even" : "odd"}`;
  });
  return `text,label\n${rows.join("\n")}\n`;
}

/** With what the baselines beside the matrix answered, which is kept in the cache, too. */
async function wholeResult(place: string): Promise<string> {
  const folder = join(place, "runs", "damaged");
  const marks = await readMarks(join(folder, "baselines.jsonl"));
  const answers = marks.map((mark) => `${mark.key} ${"quality" in mark ? JSON.stringify(mark.quality) : ""}`).sort();
  return [...(await resultOf(folder)), ...answers].join("\n");
}

const place = await mkdtemp(join(tmpdir(), "pricewar-damage-"));
const kept = await mkdtemp(join(tmpdir(), "pricewar-whole-"));
await writeFile(join(place, "rows.csv"), rowsOfTexts());
await writeFile(join(place, "matrix.json"), JSON.stringify(MATRIX));
await setTimeout(SETTLED_MS);
await finish(ARGS, place);
const expected = await wholeResult(place);
await cp(join(place, ".cache"), join(kept, ".cache"), { recursive: true, preserveTimestamps: true });
const entries = await readdir(join(kept, ".cache"), { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(kept.length + 1))
  .sort();
console.log(`an undisturbed run: ${expected.split("\n").length} results, ${files.length} files in .cache`);

const random = randomStream(seed, "damage");
let faults = 0;
for (let index = 1; index <= cases; index += 1) {
  const file = files[random.nextIntBelowOrEqual(files.length - 1)]!;
  const before = await readFile(join(kept, file));
  const { kind, content } = damaged(before, random);
  await rm(join(place, ".cache"), { recursive: true });
  await rm(join(place, "runs"), { recursive: true });
  await cp(join(kept, ".cache"), join(place, ".cache"), { recursive: true, preserveTimestamps: true });
  await writeFile(join(place, file), content);
  const said = await finish(ARGS, place).catch((error: Error) => error);
  const wrong = said instanceof Error ? said.message : (await wholeResult(place)) === expected ? null : "other results";
  if (wrong !== null) faults += 1;
  // An artifact that the run has no use for, such as what a kept baseline was made from, is not looked at.
  const isSaid = typeof said === "string" && said.includes("it is made again");
  console.log(
    `${index}/${cases} ${kind} of ${file}: ${wrong ?? (isSaid ? "said, and the same results" : "the same results")}`,
  );
}
await rm(place, { recursive: true });
await rm(kept, { recursive: true });
console.log(`${cases} cases, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
