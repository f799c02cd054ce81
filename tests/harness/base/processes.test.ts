import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { filesBelow } from "../../../harness/base/files-below.io.ts";

const PROJECT = join(import.meta.dirname, "..", "..", "..");
const PROCESSES = join(PROJECT, "harness", "base", "processes.io.ts");
const FILE = pathToFileURL(PROCESSES).href;

test("a process that ends now does nothing more, not even what waits for its exit", async () => {
  const script = `
    import { endNow } from ${JSON.stringify(FILE)};
    process.on("exit", () => console.log("exit"));
    process.stdout.write("said", () => endNow());`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script]);
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect({ said, code, signal }).toEqual({ said: "said", code: null, signal: "SIGKILL" });
});

// In a group of its own, which is mostly all that a faulty version would end. On Node.js 24 and later it cannot fail.
test("a signal to children that could not be started reaches no other process", async () => {
  const script = `
    import { spawn } from "node:child_process";
    import { signalChild } from ${JSON.stringify(FILE)};
    for (let i = 0; i < 200; i += 1) signalChild(spawn("no-such-program").on("error", () => undefined), "SIGKILL");
    console.log("lives");`;
  const arguments_ = ["--import", "tsx", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, arguments_, { detached: true });
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect({ said, code, signal }).toEqual({ said: "lives\n", code: 0, signal: null });
});

test("nothing else signals a child by itself", async () => {
  const sources = await Promise.all(
    ["harness", "backends", "data", "experiments", "reports"].map((folder) => filesBelow(join(PROJECT, folder))),
  );
  const code = sources.flat().filter(({ path }) => /\.m?[jt]sx?$/.test(path) && path !== PROCESSES);
  expect(code.length).toBeGreaterThan(1000);
  const signalling = code.map(async ({ path }) =>
    /(?<!(?<![.\w])process)\.kill\(/.test(await readFile(path, "utf8")) ? [path] : [],
  );
  expect((await Promise.all(signalling)).flat()).toEqual([]);
});
