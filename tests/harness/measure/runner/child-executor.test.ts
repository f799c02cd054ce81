import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bundle } from "../../../../harness/base/bundle/bundle.io.mjs";
import { childExecutor } from "../../../../harness/measure/runner/child-executor.io.ts";
import type { ExecuteOptions } from "../../../../harness/measure/runner/executor.ts";
import { isAlive, waitFor } from "../../../fixtures/processes.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-child-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a phase in a child that does what the script says. */
async function run(script: string, options: Partial<ExecuteOptions> = {}) {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  await writeFile(file, script);
  const job = { serving: { backend: "none", threads: 1 }, corpusFolder: "c", modelFolder: "m" };
  return childExecutor(file).run("serve", job, { limitMs: 20_000, signal: new AbortController().signal, ...options });
}

describe("a phase in a process of its own", () => {
  test("returns the child's answer, and passes on its progress", async () => {
    const shares: number[] = [];
    const outcome = await run(
      `process.once("message", ({ phase, job }) => {
         process.send({ type: "progress", share: 0.5 });
         process.send({ type: "outcome", outcome: { status: "done", report: [phase, job.modelFolder] } }, () => process.exit(0));
       });`,
      { onProgress: (share) => shares.push(share) },
    );
    expect(outcome).toEqual({ status: "done", report: ["serve", "m"] });
    expect(shares).toEqual([0.5]);
  });

  test("an answer counts whose child has killed itself once it was sent, as ours do", async () => {
    const large = 2 ** 22;
    const outcome = await run(
      `process.once("message", () => {
         const outcome = { status: "done", report: "a".repeat(${large}) };
         process.send({ type: "outcome", outcome }, undefined, undefined, () => process.kill(process.pid, "SIGKILL"));
       });`,
    );
    expect(outcome).toMatchObject({ status: "done" });
    expect((outcome as { report: unknown }).report).toHaveLength(large);
  });

  test("a child that throws is a crash with the end of its stderr", async () => {
    const outcome = await run(`throw new Error("the library is broken");`);
    expect(outcome).toMatchObject({ status: "failed", kind: "crash" });
    expect((outcome as { error: string }).error).toMatch(/exited with code 1[\s\S]*the library is broken/);
  });

  test("a child that exits without an answer is a crash, not a success", async () => {
    expect(await run(`process.exit(0);`)).toMatchObject({ status: "failed", kind: "crash" });
  });

  test("a child killed by the kernel is reported with the signal", async () => {
    const outcome = await run(`process.kill(process.pid, "SIGKILL");`);
    expect((outcome as { error: string }).error).toMatch(/killed by SIGKILL/);
  });

  test("a full heap is out of memory", async () => {
    vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=30");
    const outcome = await run("const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length));");
    vi.unstubAllEnvs();
    expect(outcome).toMatchObject({ status: "failed", kind: "out-of-memory" });
  });

  test("a child that hangs, even in a busy loop, is stopped at its limit", async () => {
    const outcome = await run(`process.once("message", () => { for (;;); });`, { limitMs: 300 });
    expect(outcome).toEqual({ status: "timeout", limitMs: 300 });
  });

  test("a child that has answered but does not exit is stopped at its limit, and its answer counts", async () => {
    const outcome = await run(
      `process.once("message", () => {
         process.send({ type: "outcome", outcome: { status: "done", report: 1 } }, () => { for (;;); });
       });`,
      { limitMs: 2000 },
    );
    expect(outcome).toEqual({ status: "done", report: 1 });
  });

  /** Asks for its turn, and answers when it has it. */
  const PATIENT = `process.once("message", () => {
    process.send({ type: "ready" });
    process.once("message", (turn) => process.send({ type: "outcome", outcome: { status: "done", report: turn } }, () => process.exit(0)));
  });`;

  test("a child that is ready waits for its turn, which its limit does not include", async () => {
    const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 1200));
    expect(await run(PATIENT, { turn, limitMs: 1000 })).toEqual({ status: "done", report: "turn" });
    expect(await run(PATIENT)).toEqual({ status: "done", report: "turn" });
  });

  test("says when the last timing was taken", async () => {
    const said: string[] = [];
    await run(
      `process.once("message", () => {
         process.send({ type: "timed" });
         process.send({ type: "outcome", outcome: { status: "done", report: 1 } }, () => process.exit(0));
       });`,
      { onTimed: () => said.push("timed") },
    );
    expect(said).toEqual(["timed"]);
  });

  test("stopping kills the child and rejects with the reason", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("Ctrl-C")), 200);
    await expect(run(`setInterval(() => undefined, 1000);`, { signal: stop.signal })).rejects.toThrow("Ctrl-C");
  });
});

describe("a process that is started ahead", () => {
  const LIMITS = { limitMs: 20_000, signal: new AbortController().signal };
  /** An executor whose children add their id to a file when they start and answer with it. */
  async function countingExecutor(thenExits = false) {
    const name = join(folder, Math.random().toString(36).slice(2));
    await writeFile(
      `${name}.mjs`,
      `import { appendFileSync } from "node:fs";
       appendFileSync("${name}.pids", process.pid + " ");
       ${thenExits ? "process.exit(0);" : ""}
       process.once("message", ({ phase }) =>
         process.send({ type: "outcome", outcome: { status: "done", report: process.pid } }, () => process.exit(0)));
       process.on("disconnect", () => process.exit(1));`,
    );
    const started = async () => (await readFile(`${name}.pids`, "utf8").catch(() => "")).trim().split(" ").map(Number);
    return { executor: childExecutor(`${name}.mjs`), started };
  }
  const prepare = { datasetSpec: "d", datasetId: "d", corpusFolder: "c" } as never;

  test("runs the next phase, and one phase alone", async () => {
    const { executor, started } = await countingExecutor();
    executor.startAhead();
    executor.startAhead();
    const [pid] = await waitFor(async () => ((await started())[0]! > 0 ? started() : null));
    expect(await executor.run("prepare", prepare, LIMITS)).toEqual({ status: "done", report: pid });
    expect(await executor.run("prepare", prepare, LIMITS)).not.toEqual({ status: "done", report: pid });
    expect(await started()).toHaveLength(2);
  });

  test("is not used to serve, whose cold start is measured", async () => {
    const { executor, started } = await countingExecutor();
    executor.startAhead();
    const [pid] = await waitFor(async () => ((await started())[0]! > 0 ? started() : null));
    expect(await executor.run("serve", prepare, LIMITS)).not.toEqual({ status: "done", report: pid });
    executor.close();
    await waitFor(async () => (isAlive(pid!) ? null : true));
  });

  test("is replaced where it has ended before its phase", async () => {
    const { executor, started } = await countingExecutor(true);
    executor.startAhead();
    const [pid] = await waitFor(async () => ((await started())[0]! > 0 ? started() : null));
    await waitFor(async () => (isAlive(pid!) ? null : true));
    // The second ends likewise, and says so.
    expect(await executor.run("prepare", prepare, LIMITS)).toMatchObject({ status: "failed", kind: "crash" });
    expect(await started()).toHaveLength(2);
  });
});

test("a child exits when its parent is killed", async () => {
  const pidFile = join(folder, "pid");
  const child = join(folder, "orphan.ts");
  await writeFile(
    child,
    `import { writeFileSync } from "node:fs";
     import { runAsChild } from ${JSON.stringify(join(root, "harness/measure/runner/child.io.ts"))};
     runAsChild({} as never);
     writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
     setInterval(() => undefined, 1000);`,
  );
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  const { file } = await bundle({ project: folder, entry: child });
  const parent = spawn(process.execPath, [
    "-e",
    `require("node:child_process").fork(${JSON.stringify(file)}); setInterval(() => {}, 1000)`,
  ]);
  const pid = await waitFor(async () => Number(await readFile(pidFile, "utf8").catch(() => "")) || null);
  parent.kill("SIGKILL");
  await waitFor(async () => (isAlive(pid) ? null : true));
});
