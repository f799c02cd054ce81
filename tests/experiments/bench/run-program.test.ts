import { describe, expect, test } from "vitest";
import { measureProgram } from "../../../experiments/bench/run-program.io.ts";

const measure = (script: string) => measureProgram("peer", process.execPath, ["-e", script]);

describe("a program that measures itself", () => {
  test("its last line is its answer, whatever it printed before", async () => {
    const script = `console.log("loading"); console.log(JSON.stringify({ peer: "torch 2", medianMs: 1.5 }))`;
    expect(await measure(script)).toEqual({ medianMs: 1.5, startupMs: null, by: "torch 2" });
  });

  test("one that fails is told by its last line on stderr", async () => {
    await expect(measure(`console.error("Traceback\\nImportError: no torch"); process.exit(1)`)).rejects.toThrow(
      /^ImportError: no torch$/,
    );
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "console.log('1.5 ms')"],
    ["no time", "console.log('{}')"],
    ["null", "console.log('null')"],
    ["a time of 0", `console.log('{"medianMs":0}')`],
  ])("one that prints %s gives no figure", async (_, script) => {
    await expect(measure(script)).rejects.toThrow(/should print a time above 0/);
  });

  test("one that is not there cannot be started", async () => {
    await expect(measureProgram("peer", "no-such-program", [])).rejects.toThrow(/no-such-program cannot be started/);
  });
});
