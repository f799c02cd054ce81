import { describe, expect, test } from "vitest";
import { type Contestant, orderOfRound, runRounds } from "../../../experiments/bench/rounds.ts";
import { SideFailed } from "../../../experiments/bench/side-failed.ts";

/** Logs each call, and fails from the `failsAt`-th on. */
function contestant(log: string[], name: string, isPeer: boolean, failsAt = Number.POSITIVE_INFINITY): Contestant {
  let calls = 0;
  return {
    name,
    isPeer,
    measure: async () => {
      calls += 1;
      log.push(name);
      if (calls >= failsAt) throw new SideFailed(`${name}: no module named torch`);
      return { medianMs: calls, startupMs: null, by: name };
    },
  };
}

describe("rounds", () => {
  test("every other round is in reverse order", () => {
    const names = ["a", "b", "c"];
    expect(orderOfRound(names, 0)).toEqual(["a", "b", "c"]);
    expect(orderOfRound(names, 1)).toEqual(["c", "b", "a"]);
    expect(orderOfRound(names, 2)).toEqual(["a", "b", "c"]);
    expect(names).toEqual(["a", "b", "c"]);
  });

  test("each contestant is measured once per round, in that order", async () => {
    const log: string[] = [];
    const { measured, broken } = await runRounds([contestant(log, "onnx", false), contestant(log, "torch", true)], 3);
    expect(log).toEqual(["onnx", "torch", "torch", "onnx", "onnx", "torch"]);
    expect(measured.get("torch")!.map(({ medianMs }) => medianMs)).toEqual([1, 2, 3]);
    expect(broken.size).toBe(0);
  });

  test("a peer that fails in its second round is named, has no figures, and does not stop the others", async () => {
    const log: string[] = [];
    const contestants = [
      contestant(log, "onnx", false),
      contestant(log, "torch", true, 2),
      contestant(log, "keras", true),
    ];
    const { measured, broken } = await runRounds(contestants, 3);
    expect([...broken]).toEqual([["torch", "torch: no module named torch"]]);
    expect([...measured].map(([name, rounds]) => [name, rounds.length])).toEqual([
      ["onnx", 3],
      ["keras", 3],
    ]);
    expect(log.filter((name) => name === "torch").length).toBe(2);
  });

  test("a failure of our own ends the run", async () => {
    await expect(runRounds([contestant([], "onnx", false, 1)], 1)).rejects.toThrow(SideFailed);
  });
});
