import { expect, test } from "vitest";
import { simulationReport } from "../../../experiments/bench/simulation.ts";

test("every condition shows the common rule and the check's", () => {
  const lines = simulationReport(4).split("\n");
  expect(lines[0]).toMatch(/^rule +noise +conditions +suites +red +power +passed +inconclusive$/);
  expect(lines.slice(1, 3)).toEqual([
    expect.stringMatching(/^single runs at 10 % +3\.0 % +nothing changed +4 +\d+\.0 % +— +— +0\.0 %$/),
    expect.stringMatching(/^check +3\.0 % +nothing changed +4 +0\.0 % +— +— +\d+\.\d %$/),
  ]);
  expect(lines.filter((line) => /^check .*one cell \+20 %(.* \d+\.\d %){4}$/.test(line))).toHaveLength(2);
});
