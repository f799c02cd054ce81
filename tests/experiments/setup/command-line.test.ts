import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..");
let empty: string;

beforeAll(async () => {
  empty = await mkdtemp(join(tmpdir(), "pricewar-setup-"));
});
afterAll(() => rm(empty, { recursive: true, force: true }));

function setup(...args: string[]): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", join(root, "experiments", "setup.ts"), ...args];
    const child = execFile(process.execPath, command, { cwd: root }, (_, __, stderr) => {
      resolve({ status: child.exitCode, stderr });
    });
  });
}

test.runIf(process.platform === "linux")(
  "a folder without TensorFlow is refused before anything changes, with what was searched for and where",
  async () => {
    const { status, stderr } = await setup("tensorflow", "--from", empty);
    expect(status).toBe(2);
    expect(stderr).toContain("libtensorflow_cc.so.2");
    expect(stderr).toContain(join(empty, "tensorflow"));
  },
);

test("the error for a misspelled backend suggests the nearest name", async () => {
  const { status, stderr } = await setup("tensorflw", "--from", empty);
  expect(status).toBe(2);
  expect(stderr).toContain('did you mean "tensorflow"?');
});
