import { describe, expect, test } from "vitest";
import { backends } from "../../../backends/registry.ts";
import { PEERS } from "../../../experiments/bench/peers.ts";
import { WORKS } from "../../../experiments/bench/works.ts";

describe.each(WORKS)("$name", ({ pairs, peers }) => {
  test("every peer of a pair can be measured, and none beside those", () => {
    const paired = new Set(pairs.flatMap(({ peer }) => (peer === null ? [] : [peer])));
    expect(Object.keys(peers).sort()).toEqual([...paired].sort());
  });

  test("every backend that meets a peer is a registered one", () => {
    for (const { backend, peer } of pairs) if (peer !== null) expect(backends.names).toContain(backend);
  });
});

test("every peer is in some work", () => {
  expect(new Set(WORKS.flatMap(({ peers }) => Object.keys(peers)))).toEqual(new Set(Object.keys(PEERS)));
});
