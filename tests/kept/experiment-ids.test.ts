import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { defaultPriceId, findPrice } from "../../data/prices.ts";
import { openDataset } from "../../data/registry.ts";
import { openVectors } from "../../data/vectors/open-vectors.ts";
import { knownSources } from "../../experiments/known-sources.io.ts";
import { matrixNames } from "../../experiments/matrix-names.ts";
import type { WordVectors } from "../../harness/contract/word-vectors.ts";
import { matricesIn } from "../../harness/measure/matrix/find.io.ts";
import { parseMatrix } from "../../harness/measure/matrix/parse.ts";
import { buildPlan, datasetSpecs, unlabelledSpecs, vectorSpecs } from "../../harness/measure/plan.ts";

const FOLDER = fileURLToPath(new URL("../../experiments/matrices/", import.meta.url));
const KEPT = fileURLToPath(new URL("./experiment-ids.json", import.meta.url));

/** Shipped matrix -> the ids of its planned runs in order, "experiment configuration teacher teacher …". */
async function plannedIds(): Promise<Record<string, string[]>> {
  const names = await matrixNames();
  const { changesTraining, distillationOf } = names;
  const opened = new Map<string, Awaited<ReturnType<typeof openDataset>>>();
  const ids: Record<string, string[]> = {};
  for (const name of await matricesIn(FOLDER)) {
    const matrix = parseMatrix(await readFile(`${FOLDER}${name}.json`, "utf8"), `${name}.json`, names);
    for (const spec of [...datasetSpecs(matrix), ...unlabelledSpecs(matrix, distillationOf)]) {
      if (!opened.has(spec)) opened.set(spec, await openDataset(spec, { baseFolder: FOLDER }));
    }
    const vectors = new Map<string, WordVectors>();
    for (const spec of vectorSpecs(matrix)) vectors.set(spec, await openVectors(spec, FOLDER));
    const plan = buildPlan({
      matrix,
      datasets: opened,
      vectors,
      sources: await knownSources(matrix, names),
      changesTraining,
      distillationOf,
      code: "any",
      defaultPriceId: () => defaultPriceId({ usesGpu: false }),
      findPrice,
    });
    ids[name] = plan.cells.map(({ experiment, configuration, teachers }) =>
      [experiment.id, configuration, ...teachers.map(({ id }) => id)].join(" "),
    );
  }
  return ids;
}

// Records are found by these ids: if one changes, all of its finished cells run again. WRITE_KEPT=1 writes the list again
// after a change that is meant to do so.
test("the shipped matrices plan the same experiments as ever", async () => {
  const ids = await plannedIds();
  if (process.env.WRITE_KEPT === "1") await writeFile(KEPT, `${JSON.stringify(ids, null, 2)}\n`);
  const kept: unknown = JSON.parse(await readFile(KEPT, "utf8"));
  expect(Object.values(ids).flat().length).toBeGreaterThan(400);
  expect(ids).toEqual(kept);
});
