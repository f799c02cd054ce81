import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  addWorktree,
  findCommit,
  findRepository,
  inCheckFolder,
  uncommittedFiles,
} from "../../../experiments/check/worktrees.io.ts";
import { ConfigError, IncompleteError } from "../../../harness/base/errors.ts";

const signal = new AbortController().signal;
const root = realpathSync(mkdtempSync(join(tmpdir(), "pricewar-repository-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CONFIG = ["user.name=t", "user.email=t@example.org", "protocol.file.allow=always"];
const gitIn = (cwd: string, ...args: string[]) =>
  execFileSync("git", [...CONFIG.flatMap((one) => ["-c", one]), ...args], { cwd, encoding: "utf8" });
const git = (...args: string[]) => gitIn(root, ...args);
const project = join(root, "app");
git("init", "--quiet", "--initial-branch=main");
mkdirSync(join(project, "node_modules"), { recursive: true });
writeFileSync(join(root, ".gitignore"), "node_modules\n");
writeFileSync(join(project, "package-lock.json"), "{}");
writeFileSync(join(project, "code.txt"), "first");
git("add", "-A");
git("commit", "--quiet", "-m", "first");
writeFileSync(join(project, "code.txt"), "second");
git("commit", "--quiet", "-am", "second");

describe("worktrees of a check", () => {
  test("a project in a repository is found with its path", async () => {
    expect(await findRepository(project, { signal })).toEqual({ root, prefix: "app/" });
    await expect(findRepository(tmpdir(), { signal })).rejects.toThrow(/is not in a git repository.*--baseline/);
  });

  test("the error for a ref that git does not know says what to do", async () => {
    const repository = await findRepository(project, { signal });
    const commit = git("rev-parse", "main~1").trim();
    expect(await findCommit(repository, "main~1", { signal })).toBe(commit);
    for (const ref of ["no-such-branch", "--help", "main; rm x"]) {
      await expect(findCommit(repository, ref, { signal })).rejects.toThrow(ConfigError);
    }
    await expect(findCommit(repository, "origin/main", { signal })).rejects.toThrow(/fetch-depth: 0/);
  });

  test("a commit is checked out with the installed packages of its lockfile, and removed afterwards", async () => {
    const repository = await findRepository(project, { signal });
    const commit = await findCommit(repository, "main~1", { signal });
    let folder = "";
    await inCheckFolder(repository, async (own) => {
      folder = own;
      const onInstall = () => expect.fail("nothing should be installed");
      const worktree = await addWorktree(repository, commit, join(own, "base"), { signal, onInstall });
      expect(readFileSync(join(worktree, "code.txt"), "utf8")).toBe("first");
      expect(lstatSync(join(worktree, "node_modules")).isSymbolicLink()).toBe(true);
      expect(git("worktree", "list").trim().split("\n")).toHaveLength(2);
    });
    expect(existsSync(folder)).toBe(false);
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(existsSync(join(project, "node_modules"))).toBe(true);
  });

  test("a commit without the folder gives nothing to compare", async () => {
    const repository = { ...(await findRepository(project, { signal })), prefix: "later/" };
    const commit = await findCommit(repository, "main", { signal });
    const adding = inCheckFolder(repository, (own) =>
      addWorktree(repository, commit, join(own, "base"), { signal, onInstall: () => undefined }),
    );
    await expect(adding).rejects.toThrow(IncompleteError);
    await expect(adding).rejects.toThrow("has no folder later/");
  });

  test("work that fails or is stopped leaves nothing behind", async () => {
    const repository = await findRepository(project, { signal });
    const commit = await findCommit(repository, "main", { signal });
    const stop = new AbortController();
    let folder = "";
    const checking = inCheckFolder(repository, async (own) => {
      folder = own;
      await addWorktree(repository, commit, join(own, "head"), { signal: stop.signal, onInstall: () => undefined });
      stop.abort(new Error("stopped"));
      stop.signal.throwIfAborted();
    });
    await expect(checking).rejects.toThrow("stopped");
    expect(existsSync(folder)).toBe(false);
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
  });

  test("uncommitted files are listed, since a check ignores them", async () => {
    const repository = await findRepository(project, { signal });
    expect(await uncommittedFiles(repository, { signal })).toEqual([]);
    writeFileSync(join(project, "code.txt"), "third");
    expect(await uncommittedFiles(repository, { signal })).toEqual(["app/code.txt"]);
    git("checkout", "--quiet", "--", ".");
  });

  test("submodules are checked out at the commit's own, from where they are in the repository, and forgotten afterwards", async () => {
    const [whole, texts] = [join(root, "whole"), join(root, "texts")];
    for (const folder of [whole, texts]) gitIn(root, "init", "--quiet", "--initial-branch=main", folder);
    const commitText = (folder: string, text: string) => {
      writeFileSync(join(folder, "news.csv"), text);
      gitIn(folder, "add", "-A");
      gitIn(folder, "commit", "--quiet", "-m", text);
    };
    commitText(texts, "first");
    gitIn(whole, "submodule", "--quiet", "add", texts, "own texts");
    commitText(whole, "with texts");
    commitText(join(whole, "own texts"), "second");
    commitText(whole, "with later texts");

    const repository = await findRepository(whole, { signal });
    const textsIn = (ref: string) =>
      inCheckFolder(repository, async (own) => {
        const commit = await findCommit(repository, ref, { signal });
        const onInstall = () => expect.fail("nothing should be installed");
        const worktree = await addWorktree(repository, commit, join(own, "base"), { signal, onInstall });
        const file = join(worktree, "own texts", "news.csv");
        return existsSync(file) ? readFileSync(file, "utf8") : null;
      });
    expect(await textsIn("main~1")).toBe("first");
    expect(await textsIn("main")).toBe("second");
    expect(gitIn(join(whole, "own texts"), "worktree", "list").trim().split("\n")).toHaveLength(1);
    const lost = "0123456789012345678901234567890123456789";
    gitIn(whole, "update-index", "--cacheinfo", `160000,${lost},own texts`);
    gitIn(whole, "commit", "--quiet", "-m", "with texts that are not here");
    await expect(textsIn("main")).rejects.toThrow(`git could not check out ${lost} of the submodule own texts`);
    gitIn(whole, "submodule", "--quiet", "deinit", "--force", "--all");
    expect(await textsIn("main~1")).toBeNull();
  });
});
