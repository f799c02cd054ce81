import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processIdentity } from "../../../../harness/base/processes.io.ts";
import { lockFile } from "../../../../harness/measure/runner/lock.io.ts";
import { ownSign, signFile, writeSign } from "../../../../harness/measure/runner/presence.io.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes that a process here holds a lock. @param identity the process's own if left out */
async function heldHere(file: string, pid: number, identity?: string): Promise<void> {
  const sign = { ...(await ownSign()), pid, identity: identity ?? (await processIdentity(pid)) ?? "" };
  await writeSign(signFile(file, sign), sign);
}

const LOCK = join(import.meta.dirname, "..", "..", "..", "..", "harness", "measure", "runner", "lock.io.ts");
/** Takes a lock, says "held" and waits for its end, or says why it did not get it. */
const HOLDS = `import(${JSON.stringify(LOCK)}).then(async ({ lockFile }) => {
  console.log(await lockFile(process.argv[1], { beatMs: 100 }).then(() => "held", (error) => error.message));
  setTimeout(() => undefined, 60_000);
})`;

/** Starts a process that tries a lock. @param prefix of the command, such as that of a container */
async function startHolder(file: string, ...prefix: string[]) {
  const [program, ...args] = [...prefix, process.execPath, "--import", "tsx", "-e", HOLDS, file];
  const child = spawn(program!, args, { stdio: ["ignore", "pipe", "inherit"] });
  return { child, said: String(await new Promise((resolve) => child.stdout.once("data", resolve))).trim() };
}

test("a folder is locked for one run at a time, and free again afterwards", async () => {
  const file = join(folder, "run.lock");
  const holder = spawn("sleep", ["20"]);
  await heldHere(file, holder.pid!);
  await expect(lockFile(file)).rejects.toThrow(
    new RegExp(
      `process ${holder.pid}, started at \\d{4}-.*Z, is already running this matrix; wait for it, stop it, or`,
    ),
  );
  holder.kill();
  await new Promise((resolve) => holder.once("close", resolve));
  const { release } = await lockFile(file);
  const held = `run.lock.${process.pid}@${(await ownSign()).place}`;
  // The attempt stays while the lock is held: a process that lists the folder at any moment sees one of the two names.
  expect((await readdir(folder)).sort()).toEqual([held, `${held}.try`]);
  await release();
  expect(await readdir(folder)).toEqual([]);
});

test("the lock of a run that was killed is taken over", async () => {
  const file = join(folder, "run.lock");
  await heldHere(file, 999_999_999, "999999999@1");
  await (await lockFile(file)).release();
});

test.runIf(process.platform === "linux")(
  "a process id that another process has since received does not hold the lock",
  async () => {
    const file = join(folder, "run.lock");
    await heldHere(file, process.ppid, `${process.ppid}@1`);
    await (await lockFile(file)).release();
  },
);

test.runIf(process.platform === "linux")(
  "a killed process that has not been reaped yet does not hold the lock",
  async () => {
    const file = join(folder, "run.lock");
    // The shell starts a child and never waits for it: once it exits, it is a zombie until the shell exits.
    const shell = spawn("bash", ["-c", "sleep 0.05 & echo $!; exec sleep 20"], { stdio: ["ignore", "pipe", "ignore"] });
    const pid = Number(await new Promise((resolve) => shell.stdout.once("data", resolve)));
    await heldHere(file, pid);
    for (let attempt = 0; attempt < 100 && (await processIdentity(pid)) !== null; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await (await lockFile(file)).release();
    shell.kill();
  },
);

test("of several processes that find a dead lock at once, one gets it", async () => {
  const file = join(folder, "run.lock");
  // Each reports that it is ready, tries on command, and stays alive until all have tried, so that no holder is dead.
  const script = `import(${JSON.stringify(LOCK)}).then(({ lockFile }) => {
    process.stdin.once("data", async () => {
      console.log(await lockFile(process.argv[1]).then(() => "held", () => "refused"));
    });
    console.log("ready");
  })`;
  await heldHere(file, 999_999_999, "999999999@1");
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

describe("between machines and containers that share a folder", () => {
  /** As a machine elsewhere would write it: process ids there say nothing here. */
  async function heldElsewhere(file: string, ageMs: number): Promise<string> {
    const sign = {
      pid: process.pid,
      place: "0123456789ab",
      identity: `${process.pid}@1`,
      host: "far",
      since: "2026-11-30T01:00:00.000Z",
    };
    const path = signFile(file, sign);
    await writeSign(path, sign);
    const at = new Date(Date.now() - ageMs);
    await utimes(path, at, at);
    return path;
  }

  test("the lock of a machine that shows itself holds, and says where and since when it is held", async () => {
    const file = join(folder, "run.lock");
    const path = await heldElsewhere(file, 20_000);
    await expect(lockFile(file)).rejects.toThrow(
      `process ${process.pid} on another machine or in another container, host far, started at 2026-11-30T01:00:00.000Z, ` +
        "is already running this matrix; wait for it, stop it, or choose another --out; if it was killed, try again in a minute",
    );
    // Neither touched nor removed.
    expect(await readdir(folder)).toEqual([path.slice(folder.length + 1)]);
  });

  test("the lock of a machine that has not shown itself for more than a minute is taken over", async () => {
    const file = join(folder, "run.lock");
    await heldElsewhere(file, 61_000);
    const { release } = await lockFile(file);
    await release();
    expect(await readdir(folder)).toEqual([]);
  });

  test("a holder refreshes its files, and learns when another one has removed them", async () => {
    const file = join(folder, "run.lock");
    const { lost, release } = await lockFile(file, { beatMs: 20 });
    const held = signFile(file, await ownSign());
    const old = new Date(Date.now() - 3_600_000);
    await utimes(held, old, old);
    await expect.poll(async () => (await stat(held)).mtimeMs).toBeGreaterThan(old.getTime() + 1_800_000);
    expect(lost.aborted).toBe(false);
    await rm(held);
    await expect.poll(() => lost.aborted).toBe(true);
    await release();
  });

  const canUnshare = spawnSync("unshare", ["--pid", "--fork", "--mount-proc", "true"]).status === 0;
  // Only root of Linux can make a container's namespace of process ids.
  test.runIf(canUnshare)("a process in another namespace of process ids is seen, in both directions", async () => {
    const file = join(folder, "run.lock");
    const container = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
    for (const [first, second] of [
      [container, []],
      [[], container],
      [container, container],
    ] as const) {
      const holder = await startHolder(file, ...first);
      expect(holder.said).toBe("held");
      const other = await startHolder(file, ...second);
      expect(other.said).toMatch(
        /process \d+ on another machine or in another container, host \S+, started at .* is already running/,
      );
      for (const { child } of [other, holder]) {
        child.kill("SIGKILL");
        await new Promise((resolve) => child.once("close", resolve));
      }
      // What a killed one leaves there counts for a minute.
      for (const name of await readdir(folder)) await rm(join(folder, name));
    }
  });
});
