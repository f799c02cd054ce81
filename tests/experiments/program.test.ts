import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { lastWords, runProgram, tryProgram } from "../../experiments/program.io.ts";
import { tsxEntry } from "../fixtures/pricewar.ts";

const node = (script: string, options = {}) => runProgram(process.execPath, ["-e", script], options);

/** Starts a child process, prints the child's id and keeps running. */
const PARENT = `
  const child = require("node:child_process").spawn("sleep", ["60"]);
  console.error(child.pid);
  setInterval(() => {}, 1000);
`;

/** Whether a process still runs; a zombie does not. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/\) [ZX] /.test(stat);
}

describe("a program", () => {
  test("gives its exit code and both outputs, separately and interleaved", async () => {
    const script = `console.log("one"); setTimeout(() => { console.error("two"); process.exitCode = 3; }, 50)`;
    expect(await node(script)).toMatchObject({ exitCode: 3, stdout: "one", stderr: "two", all: "one\ntwo" });
  });

  test("gets the given variables in addition to those of this process", async () => {
    const { stdout } = await node("console.log(process.env.ADDED, process.env.PATH.length > 0)", {
      env: { ADDED: "1" },
    });
    expect(stdout).toBe("1 true");
  });

  test("is read line by line, however its output is split, and without a newline after the last line", async () => {
    const lines: string[] = [];
    const script = `process.stderr.write("on"); setTimeout(() => process.stderr.write("e\\ntwo\\nthree"), 50)`;
    const { stderr } = await node(script, { onLine: (line: string) => lines.push(line) });
    expect(lines).toEqual(["one", "two", "three"]);
    expect(stderr).toBe("one\ntwo\nthree");
  });

  test("has no output when it is ignored", async () => {
    expect(await node(`console.log("one")`, { output: "ignored" })).toMatchObject({ exitCode: 0, stdout: "", all: "" });
  });

  test("gives null, or an error with the way out, if it cannot be started", async () => {
    expect(await tryProgram("no-such-program", [])).toBeNull();
    await expect(runProgram("no-such-program", [])).rejects.toThrow(/no-such-program cannot be started: install it/);
  });

  test.skipIf(process.platform !== "linux")("is killed with its children when it is stopped", async () => {
    const stop = new AbortController();
    const started: number[] = [];
    const onLine = (line: string) => {
      started.push(Number(line));
      stop.abort(new Error("stopped"));
    };
    await expect(node(PARENT, { signal: stop.signal, onLine })).rejects.toThrow("stopped");
    await expect.poll(() => isRunning(started[0]!)).toBe(false);
  });

  test.skipIf(process.platform !== "linux")("is killed with its children at its time limit", async () => {
    const { exitCode, stderr } = await node(PARENT, { limitMs: 500 });
    expect(exitCode).toBeNull();
    expect(Number(stderr)).toBeGreaterThan(0);
    await expect.poll(() => isRunning(Number(stderr))).toBe(false);
  });

  test("is not started if the signal has already aborted", async () => {
    await expect(node("", { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
  });
});

test("the last words of a program are the end of stderr, or else of stdout", () => {
  const ended = { exitCode: 1, all: "", wallMs: 1 };
  expect(lastWords({ ...ended, stdout: "a", stderr: "b\nc\nd\n" }, 2)).toBe("c\nd");
  expect(lastWords({ ...ended, stdout: "a\n", stderr: " \n" })).toBe("a");
});

test("what tsx runs can start programs, too", async () => {
  const { status, stderr } = await tsxEntry("check", ["--base-ref", "no-such-commit", "--matrix", "smoke.json"]);
  // The words are git's answer put into ours.
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^no-such-commit: git does not know/),
  });
});
