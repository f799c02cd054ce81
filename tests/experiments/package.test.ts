import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withUsualFormats } from "../fixtures/pricewar.ts";

const root = join(import.meta.dirname, "..", "..");
const inParallel = promisify(execFile);
let folder: string;
/** As `npm i -g` lays it out. */
let installed: string;
let command: string;
/** The user's folder. */
let own: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "pricewar-package-")));
  installed = join(folder, "prefix", "lib", "node_modules", "pricewar");
  command = join(folder, "prefix", "bin", "pricewar");
  own = join(folder, "own");
  await Promise.all([installed, join(folder, "prefix", "bin"), own].map((path) => mkdir(path, { recursive: true })));
  // `npm install` would ask the registry which versions fit, so the tarball is unpacked by hand, with the clone's packages.
  await inParallel("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  await inParallel("tar", ["-xzf", join(folder, tarball!), "--strip-components", "1", "-C", installed]);
  await symlink(join(root, "node_modules"), join(installed, "node_modules"), "dir");
  await symlink(join("..", "lib", "node_modules", "pricewar", "bin", "pricewar"), command);
  // Stands for a package that its user cannot write to; a file in place of the folder keeps root out too.
  await writeFile(join(installed, ".cache"), "");
  const matrix = { name: "own", base: { dataset: "synthetic:rows=100", epochs: 1 }, seeds: [1] };
  await writeFile(join(own, "smoke.json"), JSON.stringify(matrix));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function pricewar(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const env = { ...withUsualFormats(), XDG_CACHE_HOME: join(folder, "cache") };
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd: own, env }, (_, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}

describe("pricewar, installed from its tarball", () => {
  test("runs the user's own matrix rather than a shipped one of the same name", async () => {
    const { status, stdout, stderr } = await pricewar("run", "smoke.json", "--rounds", "0");
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^\[1\/1\] .* accuracy, /m) });
    expect(stdout).toMatch(/^own: 1 cell$/m);
    await access(join(own, "runs", "own", "report.html"));
    const [record] = (await readFile(join(own, "runs", "own", "records.jsonl"), "utf8")).split("\n");
    expect(JSON.parse(record!)).toMatchObject({ status: "ok", code: expect.stringMatching(/^[0-9a-f]{12}$/) });
  });

  test("runs no cell twice, and predicts with a cell's model", async () => {
    expect((await pricewar("run", "smoke", "--rounds", "0")).stdout).toMatch(/^own: 1 cell \(1 already done\)$/m);
    const [cell] = await readdir(join(own, "runs", "own", "cells"));
    const answer = await pricewar("predict", "--model", join("runs", "own", "cells", cell!), "a text");
    expect(answer).toMatchObject({ status: 0, stdout: expect.stringMatching(/^class\d\tclass0 0\.\d{4}/) });
  });

  test("comes with matrices", async () => {
    const { stdout } = await pricewar("run", "quant.json", "--dry-run");
    expect(stdout).toMatch(/results go to runs\/quant$/m);
  });

  test("keeps baselines in the user's folder, and nothing in the package", async () => {
    expect((await pricewar("baseline", "write", "runs/own")).stdout).toMatch(/^data\/baselines\/own\.json$/m);
    expect(await readFile(join(installed, ".cache"), "utf8")).toBe("");
    const packed = [
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "backends",
      "bin",
      "data",
      "docs",
      "experiments",
      "findings",
      "harness",
      "package.json",
      "reports",
    ];
    expect((await readdir(installed)).sort()).toEqual([".cache", ...packed, "node_modules"].sort());
  });
});
