import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { backends } from "../../backends/registry.ts";

const root = join(import.meta.dirname, "..", "..");

async function list(...args: string[]): Promise<string> {
  const command = [
    "--import",
    join(root, "node_modules/tsx/dist/loader.mjs"),
    join(root, "experiments/backends.ts"),
    ...args,
  ];
  return (await promisify(execFile)(process.execPath, command, { cwd: root })).stdout;
}

describe("backends", () => {
  test("--check trains and serves on each that is available, and the others say why not", async () => {
    const rows = JSON.parse(await list("--check", "--json"));
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(backends.names);
    for (const { name, available, device, library, reason, checked } of rows) {
      if (available) {
        expect({ name, reason }).toEqual({ name, reason: null });
        expect(device).not.toBe("");
        expect(library).toMatch(/\d+\.\d+/);
        expect(checked).toMatch(/^learned 4 of 4 texts; .+, float(32|64)$/);
      } else {
        expect({ device, library, checked }).toEqual({ device: null, library: null, checked: null });
        expect(reason).toContain(name);
      }
    }
    const available = rows.filter((row: { available: boolean }) => row.available);
    expect(available.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(["onnx", "onnx-wasm", "wasm", "javascript"]),
    );
  });

  test("without --json it is a table of every name", async () => {
    const [head, ...lines] = (await list()).trim().split("\n");
    expect(head).toMatch(/^backend +available +device +library +why not$/);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(backends.names);
  });

  test("backends.json runs every one that is registered", async () => {
    const matrix = parse(await readFile(join(root, "experiments/matrices/backends.json"), "utf8"));
    expect(matrix.axes.backend).toEqual(backends.names);
  });
});
