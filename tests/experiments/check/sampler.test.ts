import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSampler } from "../../../experiments/check/sampler.io.ts";
import { SAMPLING_PROTOCOL } from "../../../harness/measure/sampling/sampling.ts";

const project = resolve(import.meta.dirname, "..", "..", "..");
const root = mkdtempSync(join(tmpdir(), "pricewar-sampler-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A commit with this script as sample.ts. */
function codeOf(name: string, script: string): string {
  const code = join(root, name);
  mkdirSync(join(code, "experiments"), { recursive: true });
  writeFileSync(join(code, "package.json"), '{ "type": "module" }');
  symlinkSync(join(project, "node_modules"), join(code, "node_modules"), "dir");
  writeFileSync(join(code, "experiments", "sample.ts"), script);
  return code;
}

const open = (code: string) =>
  openSampler({ worktree: code, code, runFolder: root, limitMs: 1000, signal: new AbortController().signal });

test("if a request crashes the sampler, that request and every later one fail", async () => {
  const ready = `process.send({ type: "ready", protocol: ${SAMPLING_PROTOCOL} });`;
  const sampler = await open(codeOf("dies", `process.on("message", () => process.exit(1)); ${ready}`));
  if ("refused" in sampler) throw new Error(sampler.refused);
  const lost = {
    outcome: { status: "failed", kind: "crash", error: "sample.ts ended" },
    disturbance: null,
  };
  expect(await sampler.sample({ experiment: "a", phase: "serve" })).toEqual(lost);
  expect(await sampler.sample({ experiment: "a", phase: "serve" })).toEqual(lost);
  sampler.close();
});

test("a commit with another protocol is refused", async () => {
  const other = codeOf("other", `process.on("message", () => {}); process.send({ type: "ready", protocol: 0 });`);
  expect(await open(other)).toEqual({ refused: `uses protocol 0, not ${SAMPLING_PROTOCOL}` });
});
