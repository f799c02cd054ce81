import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFile } from "../../../harness/execution/lock.io.ts";
import { processIdentity } from "../../../harness/processes.io.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a folder is one run's at a time, and free again afterwards", async () => {
  const file = join(folder, "run.lock");
  const unlock = await lockFile(file);
  await expect(lockFile(file)).rejects.toThrow(new RegExp(`process ${process.pid} is running this matrix`));
  await unlock();
  await (await lockFile(file))();
});

test("the lock of a run that was killed is taken over", async () => {
  const file = join(folder, "run.lock");
  await writeFile(file, "999999999");
  await (await lockFile(file))();
});

test.runIf(process.platform === "linux")(
  "an id that another process has got since does not hold the lock",
  async () => {
    const file = join(folder, "run.lock");
    await writeFile(file, `${process.pid}@1`);
    await (await lockFile(file))();
  },
);

test.runIf(process.platform === "linux")(
  "a killed process that nobody has reaped yet does not hold the lock",
  async () => {
    const file = join(folder, "run.lock");
    // The shell starts a child, lets it end, and never waits for it: a zombie until the shell ends.
    const shell = spawn("bash", ["-c", "sleep 0.05 & echo $!; exec sleep 20"], { stdio: ["ignore", "pipe", "ignore"] });
    const pid = Number(await new Promise((resolve) => shell.stdout.once("data", resolve)));
    const holder = await processIdentity(pid);
    await writeFile(file, holder ?? "");
    for (let attempt = 0; attempt < 100 && (await processIdentity(pid)) !== null; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await (await lockFile(file))();
    shell.kill();
  },
);

test("of processes that find a dead lock at once, one gets it", async () => {
  const file = join(folder, "run.lock");
  const source = join(import.meta.dirname, "..", "..", "..", "harness", "execution", "lock.io.ts");
  const script = `import(${JSON.stringify(source)}).then(async ({ lockFile }) => {
    while (Date.now() < Number(process.argv[1])) {}
    const held = await lockFile(process.argv[2]).then(() => true, () => false);
    console.log(held ? "held" : "refused");
    await new Promise((resolve) => setTimeout(resolve, 700));
  })`;
  await writeFile(file, "999999999@1");
  const startMs = Date.now() + 1200;
  const racers = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--import", "tsx", "-e", script, String(startMs), file], {
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const said = await Promise.all(racers.map((racer) => new Promise((resolve) => racer.stdout.once("data", resolve))));
  expect(said.map(String).filter((text) => text.startsWith("held")).length).toBe(1);
});
