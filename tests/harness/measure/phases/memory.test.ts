import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { peakRssBytes } from "../../../../harness/measure/phases/memory.io.ts";

const MB = 1e6;
const source = join(import.meta.dirname, "..", "..", "..", "..", "harness", "measure", "phases", "memory.io.ts");

/** Runs a script that can call `peakRssBytes`, in a child of a process that uses 300 MB. */
function inChildOfLargeParent(script: string): number[] {
  const child = `import(${JSON.stringify(source)}).then(async ({ peakRssBytes }) => { ${script} })`;
  const parent = `const held = Buffer.alloc(300e6, 1);
    const { stdout, stderr } = require("node:child_process").spawnSync(process.execPath, ["--import", "tsx", "-e", ${JSON.stringify(child)}], { encoding: "utf8" });
    process.stdout.write(stdout || stderr); held.fill(2);`;
  const { stdout } = spawnSync(process.execPath, ["-e", parent], { encoding: "utf8" });
  return JSON.parse(stdout) as number[];
}

test("is at least what the process uses now", async () => {
  const held = Buffer.alloc(60 * MB, 1);
  expect(await peakRssBytes()).toBeGreaterThan(60 * MB);
  expect(held[5]).toBe(1);
});

test.runIf(process.platform === "linux")("excludes the memory that the parent used when it started the process", () => {
  const [own, raised] = inChildOfLargeParent(
    "const before = await peakRssBytes(); const held = Buffer.alloc(150e6, 1); console.log(JSON.stringify([before, await peakRssBytes(), held[0]]))",
  );
  expect(own).toBeLessThan(250 * MB);
  expect(raised! - own!).toBeGreaterThan(140 * MB);
});
