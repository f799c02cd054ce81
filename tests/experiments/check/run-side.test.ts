import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, matrixInWorktree, refusalOf } from "../../../experiments/check/run-side.io.ts";
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
  const run = {
    runFolder: join(code, "run"),
    matrix: { matrix: "quant.json", isCommitted: false },
    dataset: undefined,
  };
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

test("a file of the repository is each commit's own, from whatever folder it is named, and another file the same for both", async () => {
  const folder = join(code, "services");
  await mkdir(folder);
  await writeFile(join(code, "gate.json"), "{}");
  const own = { matrix: join("..", "gate.json"), isCommitted: true };
  expect(matrixInWorktree("../gate.json", folder, code)).toEqual(own);
  expect(matrixInWorktree("../gate", folder, code)).toEqual(own);
  expect(matrixInWorktree(join(code, "gate.json"), folder, code)).toEqual(own);
  expect(matrixInWorktree("../gate.json", folder, folder)).toEqual({
    matrix: join(code, "gate.json"),
    isCommitted: false,
  });
  expect(matrixInWorktree("quant.json", folder, code)).toEqual({ matrix: "quant.json", isCommitted: false });
});

test("a commit without its matrix is refused, though a shipped one may have its name", async () => {
  await writeFile(join(code, "experiments", "run.ts"), "process.exit(0);");
  const { signal } = new AbortController();
  const run = { worktree: code, code, runFolder: join(code, "run"), dataset: undefined, limitSeconds: 60, signal };
  const of = (isCommitted: boolean) =>
    refusalOf({ ...run, matrix: { matrix: "smoke.json", isCommitted }, onLine: () => {} });
  expect(await of(true)).toMatch(
    /^smoke\.json: no such file in this commit\n.* commit it, or name it by its full path$/,
  );
  expect(await of(false)).toBeNull();
});

test("what a commit lacks is said to be committed, or named by its full path", async () => {
  const refused = "console.error('a.csv: no such file; looked for ' + process.cwd() + '/a.csv'); process.exit(2);";
  expect(await refusalBy(refused)).toMatch(
    /^a\.csv: no such file; looked for .*\n.* commit it, or name it by its full path$/,
  );
});

test("a repository with experiments of its own is measured by this pricewar", async () => {
  expect(codeOf(code, "own")).toBe("own");
  expect(codeOf(PROJECT, "own")).toBe(PROJECT);
});
