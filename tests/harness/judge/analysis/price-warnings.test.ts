import { expect, test } from "vitest";
import type { Host, OkRecord, Price } from "../../../../harness/contract/index.ts";
import { analyze } from "../../../../harness/judge/analysis/analyze.ts";
import type { Warning } from "../../../../harness/judge/analysis/warning.ts";
import { HOST, makePlan, okRecord, priceNamed, seeded } from "../../../fixtures/records.ts";

const SHEET: Price = {
  ...priceNamed("maker/box/here/on-demand"),
  date: "2026-07-20",
  architecture: "x86_64",
  vcpus: 2,
};
const KINDS: readonly Warning["kind"][] = ["other-machine", "unsteady-offer", "old-price"];

const onDevice = (record: OkRecord, device: string): OkRecord => ({
  ...record,
  executed: { ...record.executed, device },
});

/** Doubts about a run of 2026-08-01 on the hosts, one seed each: as planned, and with the offer given for the report. */
function doubts(offer: Price, hosts: readonly Host[] = [HOST], device = "cpu"): Warning[] {
  const plan = makePlan({ axes: {}, seeds: hosts.map((_, index) => index) });
  const records = plan.cells.map((cell) =>
    onDevice(okRecord(cell, { host: hosts[cell.experiment.training.seed]! }), device),
  );
  const planned = { ...plan, offers: [offer], cells: plan.cells.map((cell) => ({ ...cell, priceId: offer.id })) };
  const found = [analyze(planned, records, seeded(1)), analyze(plan, records, seeded(1), new Map([["onnx", offer]]))];
  const [own, given] = found.map(({ warnings }) => warnings.filter(({ kind }) => KINDS.includes(kind)));
  expect(given).toEqual(own);
  return own!;
}

test("an offer of a machine like the one that measured raises no doubt", () => {
  expect(doubts(SHEET)).toEqual([]);
});

test("an offer that does not state its machine raises none either", () => {
  expect(doubts(priceNamed("maker/box/here/on-demand"))).toEqual([]);
});

test("a burstable spot price of an ARM machine for a throughput of x86 is three doubts in two warnings", () => {
  const offer = { ...SHEET, architecture: "arm64", terms: "spot", notes: "Burstable (CPU credits). Spot prices move." };
  expect(doubts(offer)).toEqual([
    {
      kind: "other-machine",
      offer: offer.id,
      measured: [{ cpu: HOST.cpu, architecture: "x86_64", cores: 2, accelerator: null }],
      billed: { architecture: "arm64", vcpus: 2, accelerator: null },
      differences: ["architecture"],
    },
    { kind: "unsteady-offer", offer: offer.id, isSpot: true, isBurstable: true },
  ]);
});

test("of several hosts only those unlike the offer are named; a quota counts as the number of cores", () => {
  const big = { ...HOST, cores: 16, fingerprint: "big" };
  const limited = { ...big, cpuQuota: 2, fingerprint: "limited" };
  expect(doubts(SHEET, [HOST, big, limited])).toEqual([
    expect.objectContaining({
      measured: [{ cpu: HOST.cpu, architecture: "x86_64", cores: 16, accelerator: null }],
      differences: ["vcpus"],
    }),
  ]);
});

test("a price is old from the 93rd day before the run", () => {
  // From 1 May to 1 August 2026 are 92 days.
  expect(doubts({ ...SHEET, date: "2026-05-01" })).toEqual([]);
  expect(doubts({ ...SHEET, date: "2026-04-30" })).toEqual([
    { kind: "old-price", offer: SHEET.id, date: "2026-04-30", measuredAt: "2026-08-01T10:00:00.000Z", days: 93 },
  ]);
  expect(doubts({ ...SHEET, date: "2027-01-01" })).toEqual([]);
});

test("a bill for a GPU that did no work is doubted, and one without the GPU that did it, too", () => {
  expect(doubts({ ...SHEET, accelerator: null })).toEqual([]);
  expect(doubts({ ...SHEET, accelerator: "NVIDIA A10G" })).toMatchObject([
    { kind: "other-machine", billed: { accelerator: "NVIDIA A10G" }, differences: ["accelerator"] },
  ]);
  expect(doubts({ ...SHEET, accelerator: null }, [HOST], "NVIDIA H200")).toMatchObject([
    { measured: [{ accelerator: "NVIDIA H200" }], differences: ["accelerator"] },
  ]);
  expect(doubts({ ...SHEET, accelerator: "NVIDIA A10G" }, [HOST], "cuda")).toEqual([]);
});
