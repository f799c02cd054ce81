import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pricewar } from "../../../experiments/bench/whole-run.io.ts";

let code: string;
beforeAll(async () => {
  code = await mkdtemp(join(tmpdir(), "pricewar-bench-run-"));
  await mkdir(join(code, "bin"));
});
afterAll(() => rm(code, { recursive: true }));

test("a run that is measured writes a page and summaries, whatever formats the shell asks for", async () => {
  // These tests have formats of their own, without a page.
  expect(process.env.PRICEWAR_FORMAT).toBe("json,csv");
  const script = 'require("node:fs").writeFileSync("seen", process.env.PRICEWAR_FORMAT);';
  await writeFile(join(code, "bin", "pricewar"), script);
  expect((await pricewar(code, ["run", "quant"], code)).medianMs).toBeGreaterThan(0);
  expect(await readFile(join(code, "seen"), "utf8")).toBe("html,json,csv");
});
