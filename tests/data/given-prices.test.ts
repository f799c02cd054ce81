import { expect, test } from "vitest";
import { readPricing } from "../../data/given-prices.ts";
import { ConfigError } from "../../harness/base/errors.ts";

const BACKENDS = ["onnx", "wasm"];
const OWN = {
  id: "own/rack/office/owned",
  usdPerHour: 0.36,
  source: "a bill",
  date: "2026-09-01",
  region: "office",
  terms: "owned",
};

/** @param files by name */
const read = (options: string[], files: Record<string, string> = {}) =>
  readPricing(options, {
    backends: BACKENDS,
    option: "--pricing",
    readText: async (file) => {
      const text = files[file];
      if (text === undefined) throw new Error("ENOENT");
      return text;
    },
  });

test("an option names the offer of one backend; of several the last counts", async () => {
  const prices = await read(["onnx=aws/c8g.large/us-east-1/spot", "onnx=aws/c8g.large/us-east-1/on-demand"]);
  expect([...prices.keys()]).toEqual(["onnx"]);
  expect(prices.get("onnx")).toMatchObject({ id: "aws/c8g.large/us-east-1/on-demand", region: "us-east-1" });
});

test("a file brings offers of its own, billed by the second where it does not say, beside those of the sheet", async () => {
  const text = `{
    // comments are welcome
    "offers": [${JSON.stringify(OWN)}],
    "backends": { "onnx": "own/rack/office/owned", "wasm": "aws/c7i.large/us-east-1/spot" },
  }`;
  const prices = await read(["p.json"], { "p.json": text });
  expect(prices.get("onnx")).toEqual({ ...OWN, billing: { granularitySeconds: 1, minimumSeconds: 0 } });
  expect(prices.get("wasm")).toMatchObject({ terms: "spot" });
  const overridden = await read(["p.json", "onnx=aws/c7i.large/us-east-1/on-demand"], { "p.json": text });
  expect(overridden.get("onnx")).toMatchObject({ terms: "on-demand" });
});

test("a file may hold what a matrix has as pricing, alone or as backends", async () => {
  const bill = { usdPerHour: 0.12, source: "my bill", date: "2026-09-01" };
  const pricing = { onnx: bill, wasm: "aws/c7i.large/us-east-1/spot" };
  const billing = { granularitySeconds: 1, minimumSeconds: 0 };
  const own = { id: "own/onnx/own/own", ...bill, region: "own", terms: "own", billing };
  for (const text of [JSON.stringify(pricing), JSON.stringify({ backends: pricing })]) {
    const prices = await read(["p.json"], { "p.json": text });
    expect(prices.get("onnx")).toEqual(own);
    expect(prices.get("wasm")).toMatchObject({ id: "aws/c7i.large/us-east-1/spot" });
  }
  const wrong = JSON.stringify({ onnx: { ...bill, usdPerHour: 0, usd: 1 }, wsm: "aws/c7i.large/us-east-1/spot" });
  await expect(read(["p.json"], { "p.json": wrong })).rejects.toThrow(
    /^p\.json:1:23: onnx\.usdPerHour: must be above 0, got 0\np\.json:1:64: onnx\.usd: unknown field "usd" \(known: usdPerHour, .*\)\np\.json:1:79: wsm: unknown backend "wsm"; did you mean "wasm"\?/,
  );
});

test("an own offer may state its machine, which the report compares with the one that measured", async () => {
  const machine = { architecture: "arm64", vcpus: 8, notes: "burstable" };
  const text = JSON.stringify({ offers: [{ ...OWN, ...machine }], backends: { onnx: OWN.id } });
  expect((await read(["p.json"], { "p.json": text })).get("onnx")).toMatchObject(machine);
});

test.each([
  ["onx=aws/c7i.large/us-east-1/spot", /--pricing onx=.*unknown backend "onx"; did you mean "onnx"\?/],
  [
    "onnx=aws/c7i.larg/us-east-1/spot",
    /unknown price "aws\/c7i\.larg.*did you mean "aws\/c7i\.large\/us-east-1\/spot"/,
  ],
  ["onnx", /--pricing onnx: must be BACKEND=OFFER, such as onnx=aws/],
  ["none.json", /--pricing none\.json: cannot be read/],
])("%s is refused with the way out", async (option, message) => {
  const attempt = read([option]);
  await expect(attempt).rejects.toThrow(ConfigError);
  await expect(attempt).rejects.toThrow(message);
});

test.each([
  ['{ "backend": {} }', /p\.json:1:3: backend: unknown key "backend"; did you mean "backends"\?/],
  ['{\n  "backends": { "onx": "x" } }', /^p\.json:2:17: backends\.onx: unknown backend "onx"; did you mean "onnx"\?/],
  ['{\n  "backends": { "onnx": "x" } }', /^p\.json:2:25: backends\.onnx: unknown price "x"/],
  [JSON.stringify({ offers: [{ ...OWN, usdPerHour: 0 }], backends: {} }), /offers\[0\]\.usdPerHour: must be above 0/],
  [JSON.stringify({ offers: [{ ...OWN, usdPerHout: 1 }], backends: {} }), /did you mean "usdPerHour"\?/],
  [JSON.stringify({ offers: [{ ...OWN, region: "home" }], backends: {} }), /offers\[0\]\.id: the id must be provider/],
  [JSON.stringify({ offers: [OWN, OWN], backends: {} }), /offers\[1\]\.id: own\/rack\/office\/owned stands twice/],
  ["{", /^p\.json:1:2: /],
])("a file with a mistake says where: %s", async (text, message) => {
  await expect(read(["p.json"], { "p.json": text })).rejects.toThrow(message);
});

test("an offer of the sheet is not redefined", async () => {
  const offer = { ...OWN, id: "aws/c7i.large/us-east-1/spot", region: "us-east-1", terms: "spot" };
  const text = JSON.stringify({ offers: [offer], backends: {} });
  await expect(read(["p.json"], { "p.json": text })).rejects.toThrow(/is in the price sheet; choose another id/);
});
