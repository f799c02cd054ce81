import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDataset } from "../../data/registry.ts";
import { fitTfidf, TFIDF_DEFAULTS } from "../../harness/classifier/tfidf/fit.ts";
import { createTfidfAnswer } from "../../harness/classifier/tfidf/model.ts";
import { predictedClasses } from "../../harness/classifier/training/metrics.ts";

const python = process.env.PEERS_PYTHON;
const HALF_A_POINT = 0.005;

interface Side {
  readonly texts: string[];
  readonly labels: number[];
}

async function readSide(side: "train" | "test"): Promise<Side> {
  const read: Side = { texts: [], labels: [] };
  let row = 0;
  for await (const { text, label } of (await openDataset("brown-press", { baseFolder: "." })).rows(side)) {
    row += 1;
    // All test rows, and enough others: pairs of words take scikit-learn seconds.
    if (side === "train" && row % 3 > 0) continue;
    read.texts.push(text);
    read.labels.push(label);
  }
  return read;
}

function hasScikit(): boolean {
  if (python === undefined) return false;
  try {
    execFileSync(python, ["-c", "import sklearn"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

// PEERS_PYTHON is a Python with scikit-learn (Debian: python3-sklearn); without it this test is skipped.
describe.skipIf(!hasScikit())("tf-idf with logistic regression, against scikit-learn's (PEERS_PYTHON)", () => {
  test("is as accurate on the same rows, with and without pairs of words", async () => {
    const [train, tested] = [await readSide("train"), await readSide("test")];
    const folder = await mkdtemp(join(tmpdir(), "pricewar-scikit-"));
    try {
      const file = join(folder, "rows.json");
      await writeFile(file, JSON.stringify({ train, test: tested }));
      const output = execFileSync(python!, [join(import.meta.dirname, "scikit_tfidf.py"), file], { encoding: "utf8" });
      const theirs = JSON.parse(output) as number[];
      for (const [at, pairs] of [false, true].entries()) {
        const rules = { ...TFIDF_DEFAULTS, pairs, maxTerms: 1_000_000 };
        const { model } = await fitTfidf(train.texts, train.labels, ["learned and government", "press"], rules);
        const answers = predictedClasses(createTfidfAnswer(model)(tested.texts), 1);
        const accuracy = answers.filter((answer, row) => answer === tested.labels[row]).length / tested.labels.length;
        expect(Math.abs(accuracy - theirs[at]!)).toBeLessThanOrEqual(HALF_A_POINT);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
