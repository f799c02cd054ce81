import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import type { PeerName } from "../../experiments/bench/peers.ts";
import { absentPeers } from "../../experiments/bench/presence.io.ts";
import { benchReport } from "../../experiments/bench/report.ts";
import { measureProgram } from "../../experiments/bench/run-program.io.ts";
import { runWork } from "../../experiments/bench/run-work.ts";
import type { BenchTools } from "../../experiments/bench/tools.io.ts";
import type { Work } from "../../experiments/bench/work.ts";

// A script, in added/, a line for what it needs, and a work that runs it.
vi.mock("../../experiments/bench/peers.ts", async (original) => {
  const { PEERS } = await original<typeof import("../../experiments/bench/peers.ts")>();
  return { PEERS: { ...PEERS, snail: { kind: "program", program: process.execPath, install: "ask a gardener" } } };
});

const snail = "snail" as PeerName;
const script = fileURLToPath(new URL("./added/peer.mjs", import.meta.url));
const work: Work = {
  name: "crawl",
  pairs: [{ backend: "onnx", peer: snail }],
  figure: (ms) => `${ms} ms`,
  note: "on lettuce",
  ours: (backend) => async () => ({ medianMs: 2, startupMs: null, by: backend }),
  peers: { [snail]: () => measureProgram("snail", process.execPath, [script]) },
};

test("a peer is found, measured by its script, and compared in the table", async () => {
  const absent = await absentPeers([work], false);
  expect(absent.size).toBe(0);
  const results = await runWork(work, (peer) => absent.has(peer), {} as BenchTools, 1);
  const report = benchReport([results], absent);
  expect(report).toMatch(/^crawl +onnx +2 ms +snail +8 ms +4\.00x /m);
  expect(report).toContain("Peers: snail 1.0.");
});
