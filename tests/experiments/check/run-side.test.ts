import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusalOf } from "../../../experiments/check/run-side.io.ts";
import { PROJECT } from "../../fixtures/pricewar.ts";

let code: string;
beforeAll(async () => {
  code = await mkdtemp(join(tmpdir(), "pricewar-side-"));
  await mkdir(join(code, "experiments"));
  await writeFile(join(code, "package.json"), '{ "type": "module" }');
  await symlink(join(PROJECT, "node_modules"), join(code, "node_modules"), "dir");
});
afterAll(() => rm(code, { recursive: true }));

const refusalBy = async (script: string) => {
  await writeFile(join(code, "experiments", "run.ts"), script);
  const { signal } = new AbortController();
  const run = { runFolder: join(code, "run"), matrix: "quant.json", dataset: undefined };
  return refusalOf({ ...run, worktree: code, code, limitSeconds: 60, signal, onLine: () => {} });
};

test("a side is refused with what its commit says of the matrix, and not for formats that the shell asks for", async () => {
  expect(await refusalBy("console.error(process.argv[3] + ': no such axis'); process.exit(2);")).toBe(
    "quant.json: no such axis",
  );
  // These tests ask for two formats; a check needs one, whatever is asked for.
  expect(process.env.PRICEWAR_FORMAT).toBe("json,csv");
  expect(await refusalBy('if (process.env.PRICEWAR_FORMAT !== "json") process.exit(2);')).toBeNull();
});
