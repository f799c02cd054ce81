import { describe, expect, test } from "vitest";
import { backends } from "../../../backends/registry.ts";
import { PEERS } from "../../../experiments/bench/peers.ts";
import { WORKS } from "../../../experiments/bench/works.ts";

describe.each(WORKS)("$name", ({ pairs, peers }) => {
  test("exactly the peers in its pairs can be measured", () => {
    const paired = new Set(pairs.flatMap(({ peer }) => (peer === null ? [] : [peer])));
    expect(Object.keys(peers).sort()).toEqual([...paired].sort());
  });

  test("every backend with a peer is registered, or named where none works", () => {
    for (const { backend, peer } of pairs) {
      if (peer !== null) expect([...backends.names, "any"]).toContain(backend);
    }
  });
});

test("every peer is part of a work", () => {
  expect(new Set(WORKS.flatMap(({ peers }) => Object.keys(peers)))).toEqual(new Set(Object.keys(PEERS)));
});
