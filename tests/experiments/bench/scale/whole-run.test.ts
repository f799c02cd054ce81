import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { usages } from "../../../../experiments/bench/scale/whole-run.io.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-whole-run-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("what is measured writes its page, whatever formats the shell asks for", async () => {
  // These tests have formats of their own, without a page.
  expect(process.env.PRICEWAR_FORMAT).toBe("json,csv");
  const script = join(folder, "pricewar.mjs");
  await writeFile(
    script,
    'import { writeFileSync } from "node:fs"; writeFileSync("seen", [process.env.PRICEWAR_FORMAT, ...process.argv.slice(2)].join(" "));',
  );
  const measured = await usages(script, ["report", "run"], folder);
  expect(measured).toHaveLength(1);
  expect(await readFile(join(folder, "seen"), "utf8")).toBe("html,json,csv report run");
});
