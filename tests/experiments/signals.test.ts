/** What stops the documented commands, by a signal to the process that was started and to no other. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PROJECT } from "../fixtures/pricewar.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-signals-"));
});
afterEach(() => rm(folder, { recursive: true }));

const OWN = [join(PROJECT, "bin", "pricewar"), "run"];
const TSX = [join(PROJECT, "node_modules", ".bin", "tsx"), "experiments/run.ts"];
const NPX_TSX = ["npx", "--no", "tsx", "experiments/run.ts"];

/** Processes of this machine that have a text in their command. */
async function processesWith(text: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return pids.filter((_, index) => commands[index]!.includes(text)).map(Number);
}

test.runIf(process.platform === "linux").each([
  [OWN, "SIGTERM"],
  [OWN, "SIGHUP"],
  [TSX, "SIGTERM"],
  [TSX, "SIGHUP"],
  [TSX, "SIGKILL"],
  [NPX_TSX, "SIGTERM"],
  [NPX_TSX, "SIGKILL"],
] as const)("%s: %s", async ([program, ...args], signal) => {
  const matrix = join(folder, "long.json");
  const out = join(folder, "out");
  // Hours: it does not end by itself.
  const base = { dataset: "synthetic:rows=2000,classes=2", epochs: 10_000 };
  await writeFile(matrix, JSON.stringify({ name: "long", base }));
  const child = spawn(program!, [...args, "--matrix", matrix, "--out", out, "--rounds", "0"], {
    cwd: PROJECT,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const files = () => readdir(out).catch((): string[] => []);
  try {
    await expect.poll(files, { timeout: 60_000 }).toContain("plan.json");
    child.kill(signal);
    await ended;
    await expect.poll(() => processesWith(matrix)).toEqual([]);
    expect((await files()).filter((name) => name.startsWith("run.lock"))).toEqual([]);
    expect(await files()).toContain("summary.json");
  } finally {
    for (const pid of await processesWith(matrix)) process.kill(pid, "SIGKILL");
  }
});
