import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { servedFolder } from "../../../experiments/serve/served-folder.io.ts";
import type { PlannedCell } from "../../../harness/contract/index.ts";
import { readPlan } from "../../../harness/contract/run-folder.io.ts";
import { RUNS } from "../../reports/runs.ts";

const FIXTURE = join(import.meta.dirname, "..", "..", "fixtures", "run-folders", "schema-3");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-served-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function writeModels(cells: readonly PlannedCell[]): Promise<void> {
  for (const { experiment } of cells) {
    await mkdir(join(folder, "cells", experiment.id), { recursive: true });
    await writeFile(join(folder, "cells", experiment.id, "config.json"), "");
  }
}

test("a model folder is served on onnx, or on what is asked for", async () => {
  expect(await servedFolder(folder, undefined)).toEqual({ folder, backend: "onnx" });
  expect(await servedFolder(folder, "simd")).toEqual({ folder, backend: "simd" });
  await expect(servedFolder(join(folder, "gone"), undefined)).rejects.toThrow("gone: no such folder");
});

test("a run folder is served with the model of its answer, on the backend of that", async () => {
  await cp(FIXTURE, folder, { recursive: true });
  await expect(servedFolder(folder, undefined)).rejects.toThrow(/this run has no answer whose model could be served/);
  const { cells } = await readPlan(join(folder, "plan.json"));
  await writeModels(cells);
  const served = await servedFolder(folder, undefined);
  const [own] = cells.filter(({ experiment }) => served.folder.endsWith(join("cells", experiment.id)));
  expect(served.backend).toBe(own!.experiment.serving.backend);
  expect((await servedFolder(folder, "javascript")).backend).toBe("javascript");
});

test("of what is given, each value has a model", async () => {
  const { plan, records } = RUNS.given!();
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  await writeFile(join(folder, "records.jsonl"), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  await writeModels(plan.cells);
  await expect(servedFolder(folder, undefined)).rejects.toThrow(
    /has an answer for each number of training rows; name a model, \S+ \(200 training rows\), \S+ \(all training rows\)$/,
  );
});

test("a run folder with an answer for each scenario is refused with the models of all", async () => {
  const { plan, records } = RUNS.scenarios!();
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  await writeFile(join(folder, "records.jsonl"), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  // What is there of one scenario alone is not served for another, either.
  await writeModels(plan.cells.filter(({ fields }) => fields["serving.scenario"] === "offline"));
  await expect(servedFolder(folder, undefined)).rejects.toThrow(/name a model, \S+ \(offline\)$/);
  await writeModels(plan.cells);
  await expect(servedFolder(folder, undefined)).rejects.toThrow(
    /has an answer for each scenario; name a model, \S+ \(offline\), \S+ \(server\), \S+ \(http\)$/,
  );
});
