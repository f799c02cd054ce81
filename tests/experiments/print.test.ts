import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { paintedFor } from "../../experiments/print.ts";
import { progressReporter } from "../../experiments/progress.ts";
import { TimeLeft } from "../../experiments/time-left.ts";
import { PROJECT } from "../fixtures/pricewar.ts";
import { failedRecord, okRecord, quantRun } from "../fixtures/records.ts";

const stream = (isTTY: boolean) => ({ isTTY }) as NodeJS.WriteStream;
const HOSTILE = "a\u001b[2J\u0007\u009b31m\u202eb";
const SHOWN = "a\\u001b[2J\\u0007\\u009b31m\\u202eb";

afterEach(() => vi.unstubAllEnvs());

test.each([
  ["a terminal", { NO_COLOR: "", FORCE_COLOR: "" }, true, true],
  ["a pipe", { NO_COLOR: "", FORCE_COLOR: "" }, false, false],
  ["a terminal with NO_COLOR", { NO_COLOR: "1", FORCE_COLOR: "" }, true, false],
  ["a pipe with FORCE_COLOR", { NO_COLOR: "", FORCE_COLOR: "1" }, false, true],
  ["a terminal with FORCE_COLOR=0", { NO_COLOR: "", FORCE_COLOR: "0" }, true, false],
  ["a terminal that knows no colors", { NO_COLOR: "", FORCE_COLOR: "", TERM: "dumb" }, true, false],
])("on %s", (_, env, isTty, hasColors) => {
  vi.stubEnv("TERM", "xterm");
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const red = hasColors ? "\u001b[31mred\u001b[39m" : "red";
  expect(paintedFor(stream(isTty), ["plain ", { text: "red", style: "bad" }])).toBe(`plain ${red}`);
});

test("names are escaped before anything is colored, and none of them is a command for GitHub's runner", () => {
  vi.stubEnv("FORCE_COLOR", "1");
  expect(paintedFor(stream(false), [HOSTILE, { text: HOSTILE, style: "bad" }])).toBe(
    `${SHOWN}\u001b[31m${SHOWN}\u001b[39m`,
  );
  expect(paintedFor(stream(false), ["::error::x\n##[group]y\nz ::w"])).toBe(" ::error::x\n ##[group]y\nz ::w");
});

/** A stream that keeps what is written to it. */
function recorder(isTTY: boolean) {
  const written: string[] = [];
  const out = {
    isTTY,
    columns: 60,
    write: (text: string) => written.push(text),
    cursorTo: () => true,
    clearLine: () => true,
  };
  return { written, stream: out as unknown as NodeJS.WriteStream };
}

test.each([true, false])("every finished cell leaves a line, on a terminal (%s) as elsewhere", (isTTY) => {
  vi.stubEnv("NO_COLOR", "1");
  vi.stubEnv("FORCE_COLOR", "");
  const { plan } = quantRun();
  const [one, other] = plan.cells;
  const { written, stream: out } = recorder(isTTY);
  const { onEvent } = progressReporter({
    stream: out,
    total: 2,
    workMs: () => 500,
    timeLeft: new TimeLeft({ estimatesMs: [500, 500], machines: () => 1, nowMs: () => 0, since: new Date(0) }),
    labelOf: () => HOSTILE,
  });
  onEvent({ type: "phase", cell: one!, phase: "train", share: 0.5 });
  onEvent({ type: "finished", cell: one!, record: okRecord(one!) });
  onEvent({ type: "finished", cell: other!, record: failedRecord(other!, HOSTILE) });
  const lines = written.filter((text) => text.endsWith("\n"));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\[1\/2\] a\\u001b\[2J.* accuracy, .*\n$/);
  expect(lines[1]).toMatch(/^\[2\/2\] .*FAILED in serve \(backend\): a\\u001b.* · done\n$/);
  expect(written.join("").replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
});

test("nothing of the command line writes past print.ts", async () => {
  const folder = join(PROJECT, "experiments");
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|mjs)$/.test(file));
  const writing = [];
  for (const file of files) {
    if (/\bconsole\.|process\.std(out|err)\.write/.test(await readFile(join(folder, file), "utf8"))) writing.push(file);
  }
  // start.mjs runs before TypeScript can; the others answer another process.
  expect(writing.sort()).toEqual([
    join("bench", "queue", "coordinate-child.ts"),
    join("bench", "queue", "work-child.ts"),
    join("bench", "serving-child.ts"),
    "print.ts",
    join("setup", "probe.ts"),
    "start.mjs",
  ]);
});
