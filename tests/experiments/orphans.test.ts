import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processIdentity } from "../../harness/base/processes.io.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { startPricewar } from "../fixtures/pricewar.ts";

const TRAINS = (await usableBackends()).filter(({ backend }) => backend.openTrainer !== undefined);
/** Clock ticks, hundredths of a second, after which a process trains: it has loaded and read its texts in less. */
const LOADED = 150;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-orphans-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Ids of the processes that a process has started, and the clock ticks that each has computed. */
async function childrenOf(parent: number): Promise<{ pid: number; ticks: number }[]> {
  const children: { pid: number; ticks: number }[] = [];
  for (const name of await readdir("/proc")) {
    const stat = await readFile(join("/proc", name, "stat"), "utf8").catch(() => "");
    // After the command's name, which may contain spaces: the state, the parent, and the ticks as the 12th and 13th field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (/^\d+$/.test(name) && fields[1] === String(parent)) {
      children.push({ pid: Number(name), ticks: Number(fields[11]) + Number(fields[12]) });
    }
  }
  return children;
}

describe.runIf(process.platform === "linux")("a run that is killed leaves no training behind", () => {
  test.each(TRAINS)("$name", async ({ name }) => {
    const matrix = join(folder, `${name}.json`);
    const base = {
      dataset: "synthetic:rows=2000,classes=2",
      trainBackend: name,
      // Hours: it cannot end by itself while the test waits.
      epochs: 10_000,
    };
    await writeFile(matrix, JSON.stringify({ name, base, axes: { batchSize: [32] }, seeds: [1] }));
    const child = startPricewar(["run", "--matrix", matrix, "--out", join(folder, name), "--rounds", "0"], {
      cwd: folder,
      stdio: "ignore",
    });
    let trains: { pid: number; ticks: number } | undefined;
    await expect
      .poll(
        async () => {
          trains = (await childrenOf(child.pid!)).find(({ ticks }) => ticks > LOADED);
          return trains !== undefined;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    const { pid } = trains!;
    try {
      child.kill("SIGKILL");
      await expect.poll(() => processIdentity(pid)).toBeNull();
    } finally {
      if ((await processIdentity(pid)) !== null) process.kill(pid, "SIGKILL");
    }
  });
});
