import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { outsideOfGithub, startPricewar } from "../../fixtures/pricewar.ts";

/** A repository with only matrices, which this pricewar measures. */
const root = realpathSync(mkdtempSync(join(tmpdir(), "pricewar-users-")));
/** Working folder of its checks, so that other checks on this machine do not matter. */
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "pricewar-checks-of-test-")));
afterAll(() => {
  for (const folder of [root, temporary]) rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
    cwd: root,
    encoding: "utf8",
  });
const matrix = (text: string) => writeFileSync(join(root, "matrix.json"), text);
const commit = (name: string) => {
  git("add", "-A");
  git("commit", "--quiet", "-m", name);
  git("tag", name);
};
const SOUND = '{ "name": "tiny", "base": { "dataset": "synthetic:rows=100", "epochs": 1 }, "seeds": [1] }';

git("init", "--quiet", "--initial-branch=main");
writeFileSync(join(root, "README.md"), "matrices");
commit("without");
matrix(SOUND);
commit("sound");
matrix('{ "name": "tiny",\n  "base": { "epocs": 1 } }');
commit("broken");
git("checkout", "--quiet", "sound");
writeFileSync(join(root, "README.md"), "more words");
commit("later");

interface Running {
  readonly ended: Promise<{ status: number | null; stderr: string }>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves once the text has appeared on stderr. */
  printed(text: string): Promise<void>;
}

function startCheck(...args: string[]): Running {
  const child = startPricewar(["check", "--matrix", "matrix.json", ...args], {
    cwd: root,
    env: { ...outsideOfGithub(), TMPDIR: temporary },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr!.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  return {
    ended: new Promise((done) => child.once("close", (status) => done({ status, stderr }))),
    kill: (signal) => void child.kill(signal),
    printed: (text) =>
      new Promise((done) => {
        const look = () => void (stderr.includes(text) && done());
        child.stderr!.on("data", look);
        look();
      }),
  };
}

const worktrees = () => git("worktree", "list").trim().split("\n").length;

function processesIn(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return realpathSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    });
}

describe("a check of two commits", () => {
  test("a base without the matrix leaves nothing to compare: exit code 3", async () => {
    const { status, stderr } = await startCheck("--base-ref", "without", "--head-ref", "sound").ended;
    expect(status).toBe(3);
    expect(stderr).toMatch(/^base without \([0-9a-f]{9}\) cannot run the matrix, so there is nothing to compare:\n/);
    expect(stderr).not.toContain("This takes about");
  });

  test("a head that cannot read its matrix is bad input: exit code 2, with the position", async () => {
    const { status, stderr } = await startCheck("--base-ref", "sound", "--head-ref", "broken").ended;
    expect(status).toBe(2);
    expect(stderr).toContain("matrix.json:2:13: base.epocs");
    expect(stderr).not.toContain("running the matrix");
    expect(worktrees()).toBe(1);
  });

  test("a commit against itself is nothing to compare, and says so at once with the commit before it", async () => {
    const { status, stderr } = await startCheck("--base-ref", "later").ended;
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^--base-ref later and --head-ref HEAD are the same commit, [0-9a-f]{9}, .* --base-ref HEAD~1/,
    );
  });

  test.skipIf(!existsSync("/proc/self/cwd"))(
    "stopping it while it measures gives exit code 130, and leaves no worktree and no process behind",
    async () => {
      const idle = { metric: "p50Ms", max: "1 ms", matrix: "tiny", cells: "serveBackend=wasm" };
      writeFileSync(join(temporary, "limits.json"), JSON.stringify({ limits: [idle] }));
      const check = startCheck(
        "--base-ref",
        "sound",
        "--head-ref",
        "later",
        "--limits",
        join(temporary, "limits.json"),
      );
      // Before anything is measured.
      await check.printed("limits.json:1:12: this entry for p50Ms matches no cell of tiny\nThis takes about");
      await check.printed("comparing: round 1");
      expect(worktrees()).toBe(3);
      expect(processesIn(temporary).length).toBeGreaterThan(0);
      check.kill("SIGINT");
      expect(await check.ended).toMatchObject({ status: 130, stderr: expect.stringContaining("Stopped") });
      expect(worktrees()).toBe(1);
      await expect.poll(() => processesIn(temporary), { timeout: 5000 }).toEqual([]);
    },
  );
});
