import type * as FileSystem from "node:fs/promises";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { otherAnswer, setRunAside } from "../../experiments/run-folder.io.ts";
import { appendRecord } from "../../harness/contract/run-folder.io.ts";
import { makePlan, okRecord } from "../fixtures/records.ts";

/** Changes that the file system still makes before it stops, as if the process had been killed. */
const steps = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));

vi.mock("node:fs/promises", async (original) => {
  const system = await original<typeof FileSystem>();
  const counted =
    <Args extends unknown[], R>(change: (...args: Args) => Promise<R>) =>
    (...args: Args): Promise<R> => {
      steps.left -= 1;
      return steps.left < 0 ? Promise.reject(new Error("killed")) : change(...args);
    };
  return { ...system, copyFile: counted(system.copyFile), rename: counted(system.rename), rm: counted(system.rm) };
});

const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
/** The same cells by another name: only the plan tells whose the records are. */
const other = { ...plan, name: "mine" };
let folder: string;
afterEach(async () => {
  steps.left = Number.POSITIVE_INFINITY;
  await rm(join(folder, ".."), { recursive: true, force: true });
});

async function fill(): Promise<void> {
  folder = join(await mkdtemp(join(tmpdir(), "pricewar-aside-")), "run");
  await mkdir(join(folder, "cells"), { recursive: true });
  await writeFile(join(folder, "plan.json"), JSON.stringify(plan));
  await appendRecord(join(folder, "records.jsonl"), okRecord(plan.cells[0]!));
  for (const name of ["samples.jsonl", "report.html"]) await writeFile(join(folder, name), "");
}

// The plan is copied, four files and folders are renamed, and the plan is removed.
test.each([0, 1, 2, 3, 4, 5, 6])(
  "a kill after %i of 6 steps leaves a folder that is refused, or all of it aside",
  async (kept) => {
    await fill();
    steps.left = kept;
    const ending = setRunAside(folder, new Date("2026-09-01T00:00:00.000Z"));
    if (kept < 6) await expect(ending).rejects.toThrow("killed");
    else await ending;
    steps.left = Number.POSITIVE_INFINITY;
    const aside = await readdir(join(folder, "before-2026-09-01T00-00-00.000Z"));
    const held = await otherAnswer(folder, other);
    if (held === null) {
      expect(aside.sort()).toEqual(["cells", "plan.json", "records.jsonl", "report.html", "samples.jsonl"]);
    } else expect(held).toBe(`the matrix "${plan.name}", not "mine"`);
    expect(held === null).toBe(kept >= 5);
  },
);
