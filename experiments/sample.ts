/**
 * Takes samples of a finished run for `pricewar check`, which starts one of these in each of the two commits that it
 * compares, so that each commit is measured by its own code: `sample.ts RUN_FOLDER LIMIT_MS`. It communicates over an IPC
 * channel only and exits when the channel closes.
 */

import { join, resolve } from "node:path";
import { RUN_FILES } from "../harness/contract/run-files.ts";
import { readPlan } from "../harness/contract/run-folder.io.ts";
import { type PlannedTraining, teacherTrainings, trainingKey } from "../harness/measure/artifact-keys.ts";
import { classify } from "../harness/measure/phases/run-phase.ts";
import { jobsOf } from "../harness/measure/runner/jobs.ts";
import { openRunStore } from "../harness/measure/runner/run-store.io.ts";
import {
  type FromSampler,
  SAMPLING_PROTOCOL,
  type ToSampler,
  takeSample,
} from "../harness/measure/sampling/sampling.ts";
import { phaseProcesses } from "./phase-processes.ts";
import { note } from "./print.ts";

const [runFolder, limitMs] = process.argv.slice(2);
if (process.send === undefined || runFolder === undefined) throw new Error("sample.ts is started by pricewar check");
const send = (message: FromSampler) => process.send!(message);
process.on("disconnect", () => process.exit(0));
// These reach the whole process group, but only the parent decides when to stop.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

const out = resolve(runFolder);
const artifacts = resolve(".cache", "artifacts");
const plan = await readPlan(join(out, RUN_FILES.plan));
const store = await openRunStore({ out, artifacts, onDamaged: note });
const sampler = {
  executor: await phaseProcesses(),
  jobs: jobsOf(plan, store),
  scratchFolder: join(artifacts, "sample"),
  teacherReports: async (planned: PlannedTraining) =>
    Promise.all(
      teacherTrainings(planned).map(async (teacher) => {
        const report = await store.findTraining(trainingKey(teacher, plan.code));
        if (report === null) throw new Error(`the training of the teacher ${teacher.experiment.id} is missing`);
        return report;
      }),
    ),
  limitMs: Number(limitMs),
  signal: new AbortController().signal,
};

process.on("message", async ({ id, request }: ToSampler) => {
  const cell = plan.cells.find(({ experiment }) => experiment.id === request.experiment)!;
  // A sample that fails must not end the sampling of other cells.
  const taken = await takeSample(sampler, cell, request).catch((error: unknown) => ({
    outcome: { status: "failed" as const, ...classify(error) },
    disturbance: null,
  }));
  send({ type: "sampled", id, ...taken });
});
send({ type: "ready", protocol: SAMPLING_PROTOCOL });
