import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processIdentity } from "../../../../harness/base/processes.io.ts";
import { lockFile } from "../../../../harness/measure/runner/lock.io.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a folder is locked for one run at a time, and free again afterwards", async () => {
  const file = join(folder, "run.lock");
  const holder = spawn("sleep", ["20"]);
  await writeFile(`${file}.${holder.pid}`, (await processIdentity(holder.pid!)) ?? "");
  await expect(lockFile(file)).rejects.toThrow(new RegExp(`process ${holder.pid} is already running this matrix`));
  holder.kill();
  await new Promise((resolve) => holder.once("close", resolve));
  const unlock = await lockFile(file);
  // The attempt stays while the lock is held: a process that lists the folder at any moment sees one of the two names.
  expect((await readdir(folder)).sort()).toEqual([`run.lock.${process.pid}`, `run.lock.${process.pid}.try`]);
  await unlock();
  expect(await readdir(folder)).toEqual([]);
});

test("the lock of a run that was killed is taken over", async () => {
  const file = join(folder, "run.lock");
  await writeFile(`${file}.999999999`, "999999999@1");
  await (await lockFile(file))();
});

test.runIf(process.platform === "linux")(
  "a process id that another process has since received does not hold the lock",
  async () => {
    const file = join(folder, "run.lock");
    await writeFile(`${file}.${process.ppid}`, `${process.ppid}@1`);
    await (await lockFile(file))();
  },
);

test.runIf(process.platform === "linux")(
  "a killed process that has not been reaped yet does not hold the lock",
  async () => {
    const file = join(folder, "run.lock");
    // The shell starts a child and never waits for it: once it exits, it is a zombie until the shell exits.
    const shell = spawn("bash", ["-c", "sleep 0.05 & echo $!; exec sleep 20"], { stdio: ["ignore", "pipe", "ignore"] });
    const pid = Number(await new Promise((resolve) => shell.stdout.once("data", resolve)));
    const holder = await processIdentity(pid);
    await writeFile(`${file}.${pid}`, holder ?? "");
    for (let attempt = 0; attempt < 100 && (await processIdentity(pid)) !== null; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await (await lockFile(file))();
    shell.kill();
  },
);

test("of several processes that find a dead lock at once, one gets it", async () => {
  const file = join(folder, "run.lock");
  const source = join(import.meta.dirname, "..", "..", "..", "..", "harness", "measure", "runner", "lock.io.ts");
  // Each reports that it is ready, tries on command, and stays alive until all have tried, so that no holder is dead.
  const script = `import(${JSON.stringify(source)}).then(({ lockFile }) => {
    process.stdin.once("data", async () => {
      console.log(await lockFile(process.argv[1]).then(() => "held", () => "refused"));
    });
    console.log("ready");
  })`;
  await writeFile(`${file}.999999999`, "999999999@1");
  const racers = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--import", "tsx", "-e", script, file], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const nextLines = () =>
    Promise.all(racers.map((racer) => new Promise((resolve) => racer.stdout.once("data", resolve))));
  await nextLines();
  const answers = nextLines();
  for (const racer of racers) racer.stdin.write("go\n");
  const results = (await answers).map((line) => String(line).trim());
  for (const racer of racers) racer.kill();
  expect(results.sort()).toEqual(["held", "refused", "refused", "refused"]);
});
