import { describe, expect, test } from "vitest";
import { type Entrant, runRounds, turns } from "../../../experiments/bench/rounds.ts";
import { SideFailed } from "../../../experiments/bench/side-failed.ts";

/** Writes down its turns, and breaks at the `breaksAt`-th of its own. */
function entrant(log: string[], name: string, isPeer: boolean, breaksAt = Number.POSITIVE_INFINITY): Entrant {
  let turn = 0;
  return {
    name,
    isPeer,
    measure: async () => {
      turn += 1;
      log.push(name);
      if (turn >= breaksAt) throw new SideFailed(`${name}: no module named torch`);
      return { medianMs: turn, startupMs: null, by: name };
    },
  };
}

describe("rounds", () => {
  test("every other round goes backwards", () => {
    const names = ["a", "b", "c"];
    expect(turns(names, 0)).toEqual(["a", "b", "c"]);
    expect(turns(names, 1)).toEqual(["c", "b", "a"]);
    expect(turns(names, 2)).toEqual(["a", "b", "c"]);
    expect(names).toEqual(["a", "b", "c"]);
  });

  test("each is measured once a round, in that order", async () => {
    const log: string[] = [];
    const { measured, broken } = await runRounds([entrant(log, "onnx", false), entrant(log, "torch", true)], 3);
    expect(log).toEqual(["onnx", "torch", "torch", "onnx", "onnx", "torch"]);
    expect(measured.get("torch")!.map(({ medianMs }) => medianMs)).toEqual([1, 2, 3]);
    expect(broken.size).toBe(0);
  });

  test("a peer that breaks in its second round is named, has no figures, and does not stop the others", async () => {
    const log: string[] = [];
    const entrants = [entrant(log, "onnx", false), entrant(log, "torch", true, 2), entrant(log, "keras", true)];
    const { measured, broken } = await runRounds(entrants, 3);
    expect([...broken]).toEqual([["torch", "torch: no module named torch"]]);
    expect([...measured].map(([name, rounds]) => [name, rounds.length])).toEqual([
      ["onnx", 3],
      ["keras", 3],
    ]);
    expect(log.filter((name) => name === "torch").length).toBe(2);
  });

  test("ours breaking ends the run", async () => {
    await expect(runRounds([entrant([], "onnx", false, 1)], 1)).rejects.toThrow(SideFailed);
  });
});
