import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFile } from "../../../harness/execution/lock.io.ts";

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
