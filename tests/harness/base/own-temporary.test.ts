import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConfigError } from "../../../harness/base/errors.ts";
import { ownTemporary } from "../../../harness/base/own-temporary.io.ts";

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "pricewar-own-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await rm(temporary, { recursive: true });
});

const asUser = (getuid: (() => number) | undefined) =>
  vi.stubGlobal("process", Object.assign(Object.create(process), { getuid }));
const user = process.getuid?.();
const place = () => join(temporary, `pricewar-things-${user}`);

test.runIf(user !== undefined)("each user has a place that nobody else may write to or read", async () => {
  expect(await ownTemporary("pricewar-things")).toBe(place());
  expect((await stat(place())).mode & 0o777).toBe(0o700);
  await writeFile(join(place(), "left"), "");
  expect(await ownTemporary("pricewar-things")).toBe(place());
  expect(await readdir(place())).toEqual(["left"]);
});

test.runIf(user !== undefined)("one that others may write to is closed to them", async () => {
  await mkdir(place());
  await chmod(place(), 0o777);
  await ownTemporary("pricewar-things");
  expect((await stat(place())).mode & 0o777).toBe(0o700);
});

test.runIf(user !== undefined)("what another user has put in its place is refused", async () => {
  const other = user! + 1;
  asUser(() => other);
  // Made by this user, where the other one's would be.
  await mkdir(join(temporary, `pricewar-things-${other}`));
  await expect(ownTemporary("pricewar-things")).rejects.toThrow(ConfigError);
});

test.runIf(user !== undefined).each([
  ["a link to a folder", () => symlink(temporary, place())],
  ["a link that leads nowhere", () => symlink("nowhere", place())],
  ["a file", () => writeFile(place(), "")],
])("so is %s", async (_, put) => {
  await put();
  await expect(ownTemporary("pricewar-things")).rejects.toThrow(
    `${place()}: must be a folder of your own, and is not; remove it, or name another temporary folder (TMPDIR)`,
  );
});

test("where users have no numbers, the temporary folder is their own", async () => {
  asUser(undefined);
  expect(await ownTemporary("pricewar-things")).toBe(join(temporary, "pricewar-things"));
});
