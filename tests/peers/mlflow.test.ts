import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { sourceNames } from "../../experiments/matrix-names.ts";
import { writeExperiment } from "../../experiments/mlflow/file-store.io.ts";
import { trackedExperiment } from "../../experiments/mlflow/tracked-experiment.ts";
import { analyzed } from "../fixtures/analyses.ts";
import { quantRun } from "../fixtures/records.ts";

const python = process.env.PEERS_PYTHON;
const hasMlflow = python !== undefined && spawnSync(python, ["-c", "import mlflow"]).status === 0;

// PEERS_PYTHON is a Python with mlflow; without it this test is skipped.
describe.skipIf(!hasMlflow)("an export, read by MLflow's own client (PEERS_PYTHON)", () => {
  test("has every run with its params, metrics and epochs", async () => {
    const store = await mkdtemp(join(tmpdir(), "pricewar-mlflow-"));
    const { plan, records } = quantRun();
    const experiment = trackedExperiment("runs/quant", analyzed(plan, records), await sourceNames());
    await writeExperiment(store, { folder: store, experiment }, false);
    const script = join(import.meta.dirname, "read_mlflow.py");
    const output = execFileSync(python!, [script, pathToFileURL(store).href], {
      encoding: "utf8",
      maxBuffer: 1e8,
      env: { ...process.env, MLFLOW_ALLOW_FILE_STORE: "true" },
    });
    const read = JSON.parse(output)["runs/quant"];
    expect(Object.keys(read).sort()).toEqual(experiment.runs.map(({ name }) => name).sort());
    for (const { name, params, metrics } of experiment.runs) {
      const latest = Object.entries(metrics).map(([metric, values]) => [metric, values.at(-1)!.value]);
      expect(read[name]).toEqual({
        status: "FINISHED",
        params,
        metrics: Object.fromEntries(latest),
        losses: metrics["training/loss"]!.map(({ step, value }) => [step, value]),
        artifacts: [],
      });
    }
    await rm(store, { recursive: true });
  });
});
