import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { backends } from "../../backends/registry.ts";
import { PROJECT, pricewar } from "../fixtures/pricewar.ts";

describe("backends", () => {
  test("--check trains and serves on each available backend; the others report why they are unavailable", async () => {
    const rows = JSON.parse((await pricewar(["backends", "--check", "--json"])).stdout);
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

  test("without --json they are listed in a table", async () => {
    const [head, ...lines] = (await pricewar(["backends"])).stdout.trim().split("\n");
    expect(head).toMatch(/^backend +available +device +library +why unavailable$/);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(backends.names);
  });

  test("backends.json runs every registered backend", async () => {
    const matrix = parse(await readFile(join(PROJECT, "experiments/matrices/backends.json"), "utf8"));
    expect(matrix.axes.backend).toEqual(backends.names);
  });
});
