import { execFile } from "node:child_process";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const project = resolve(import.meta.dirname, "..");
const action = await readFile(join(project, "action.yml"), "utf8");
/** Another repository, with a matrix. */
let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "pricewar-action-")));
  const matrix = { name: "tiny", base: { dataset: "synthetic:rows=100", epochs: 1 }, seeds: [1] };
  await writeFile(join(folder, "tiny.json"), JSON.stringify(matrix));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The script of the step with this id. */
function scriptOf(id: string): string {
  const lines = action.split("\n");
  const step = lines.findIndex((line) => line.trim() === `id: ${id}`);
  const start = lines.findIndex((line, index) => index > step && line.trim() === "run: |") + 1;
  const indent = /^ */.exec(lines[start]!)![0];
  const end = lines.findIndex((line, index) => index >= start && line !== "" && !line.startsWith(indent));
  return lines.slice(start, end < 0 ? lines.length : end).join("\n");
}

function bash(script: string, inputs: Readonly<Record<string, string>>) {
  const { GITHUB_ACTIONS: _, GITHUB_STEP_SUMMARY: __, ...inherited } = process.env;
  const none = {
    MATRIX: "tiny.json",
    BASE_REF: "",
    BASELINE: "",
    LIMITS: "",
    DATASET: "",
    STRICT: "false",
    OUT: "out",
  };
  const env = { ...inherited, ...none, PRICEWAR: project, GITHUB_OUTPUT: join(folder, "outputs"), ...inputs };
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((done) => {
    const child = execFile("bash", ["-c", script], { cwd: folder, env }, (___, stdout, stderr) => {
      done({ status: child.exitCode, stdout, stderr });
    });
  });
}

test("every input is declared, and every declared one is used", () => {
  const declared = [...action.slice(0, action.indexOf("\noutputs:")).matchAll(/^ {2}([a-z-]+):$/gm)].map(
    ([, name]) => name,
  );
  const used = [...action.matchAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g)].map(([, name]) => name);
  expect(declared.length).toBeGreaterThan(5);
  expect(new Set(used)).toEqual(new Set(declared));
});

test("its check step compares another repository with that repository's baseline, and passes on the exit code", async () => {
  const pricewar = '"$PRICEWAR/bin/pricewar"';
  const first = await bash(
    `set -e; ${pricewar} run tiny.json --out first; ${pricewar} baseline write first --folder kept`,
    {},
  );
  expect(first).toMatchObject({ status: 0 });

  const checked = await bash(scriptOf("check"), { BASELINE: "kept/tiny.json" });
  expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining("Pass: ") });
  expect(await readFile(join(folder, "outputs"), "utf8")).toBe(`report=${join(folder, "out")}\nexit-code=0\n`);
  expect(await readFile(join(folder, "out", "report.html"), "utf8")).toContain("Regression check");

  const strict = await bash(scriptOf("check"), { BASELINE: "kept/tiny.json", STRICT: "true" });
  expect(strict.status).toBe(0);
  expect(JSON.parse(await readFile(join(folder, "out", "check.json"), "utf8"))).toMatchObject({ strict: true });
  const nothing = await bash(scriptOf("check"), {});
  expect(nothing).toMatchObject({ status: 2, stdout: expect.stringContaining("::error::nothing to compare with") });
});
