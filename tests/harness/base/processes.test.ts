import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const FILE = pathToFileURL(join(import.meta.dirname, "..", "..", "..", "harness", "base", "processes.io.ts")).href;

test("a process that ends now does nothing more, not even what waits for its exit", async () => {
  const script = `
    import { endNow } from ${JSON.stringify(FILE)};
    process.on("exit", () => console.log("exit"));
    process.stdout.write("said", () => endNow());`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script]);
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect({ said, code, signal }).toEqual({ said: "said", code: null, signal: "SIGKILL" });
});
