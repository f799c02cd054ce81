/** Names that would control a terminal, through every command: what reaches the terminal must be harmless. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ended, outsideOfGithub, pricewar } from "../fixtures/pricewar.ts";

/** Clears the screen, rings, returns to the start of the line, turns text around, colors by C1. */
const EVIL = "x\u001b[2J\u0007\r\u202e\u009b31m";
/** What a terminal obeys: nothing of it may be printed, but for line breaks and tabs. */
const OBEYED = /(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

let folder: string;
let out: string;
const command = (...args: string[]) => pricewar(args, { cwd: folder, env: outsideOfGithub() });

function expectHarmless({ stdout, stderr }: Pick<Ended, "stdout" | "stderr">): void {
  expect(OBEYED.exec(stdout)).toBeNull();
  expect(OBEYED.exec(stderr)).toBeNull();
  expect(`${stdout}\n${stderr}`).not.toMatch(/^::/m);
}

const csvField = (text: string) => `"${text.replaceAll('"', '""')}"`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewar-hostile-"));
  const text = `${EVIL}text`;
  const rows = Array.from({ length: 60 }, (_, row) =>
    row % 2 === 0
      ? `the team won match ${row},${csvField(`${EVIL}sport`)}`
      : `shares fell ${row},${csvField("\n::error::market")}`,
  );
  await writeFile(join(folder, `${EVIL}.csv`), [`${csvField(text)},label`, ...rows].join("\n"));
  const base = {
    dataset: `csv:${EVIL}.csv,text=${text}`,
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4], pooling: "all" },
    optimizer: { name: "adam", learningRate: 0.05 },
    epochs: 20,
  };
  const pricing = { onnx: { usdPerHour: 1, source: EVIL, date: "2026-11-01", region: EVIL, notes: EVIL } };
  await writeFile(
    join(folder, "m.json"),
    JSON.stringify({ name: "m", description: EVIL, base, pricing, quality: [{ accuracy: true, atLeast: 0 }] }),
  );
  await mkdir(join(folder, "runs"));
  out = join("runs", `${EVIL}run`);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

test("run, report, predict, baseline and check of a run whose every name is hostile", async () => {
  const ran = await command("run", "m.json", "--out", out, "--rounds", "1");
  expect(ran).toMatchObject({ status: 0, stderr: expect.stringContaining("[1/1] m") });
  expectHarmless(ran);
  expect(ran.stdout).toContain("x\\u001b[2J\\u0007\\u000d\\u202e\\u009b31m");

  const json = await command("run", "m.json", "--out", out, "--rounds", "1", "--json");
  expectHarmless(json);
  const { folder: shown, model, prices } = JSON.parse(json.stdout);
  expect([shown, prices[0].price.source]).toEqual([out, EVIL]);
  // The folder to use is the last thing that the terminal says.
  expect(ran.stdout.trimEnd().split("\n").at(-1)).toMatch(/^runs\/x\\u001b.*run\/cells\/[0-9a-f]{12}$/);
  expect(json.stderr).toContain("Dollars for onnx");

  for (const args of [
    ["report", `${EVIL}run`],
    ["report", `${EVIL}run`, "--json"],
    ["cost", `${EVIL}run`, "--texts-per-month", "1M"],
    ["cost", `${EVIL}run`, "--texts-per-month", "1M", "--json"],
    ["predict", "--model", model, `the team ${EVIL}`],
    ["predict", "--model", model, "--json", `the team ${EVIL}`],
    ["baseline", "write", out, "--folder", EVIL, "--name", "kept"],
    ["baseline", "show", "kept", "--folder", EVIL],
    ["check", "--baseline", join(EVIL, "kept.json"), "--candidate", out, "--annotations", "--verbose"],
    ["check", "--baseline", join(EVIL, "kept.json"), "--candidate", out, "--json"],
    ["run", "m.json", "--out", out, "--dry-run"],
  ]) {
    const ended = await command(...args);
    expect({ args, status: ended.status }).toEqual({ args, status: 0 });
    if (args.includes("--json")) JSON.parse(ended.stdout);
    expectHarmless(ended);
  }
  for (const file of ["report.html", "check.md", "junit.xml"]) {
    expect(OBEYED.exec(await readFile(join(folder, out, file), "utf8")), file).toBeNull();
  }
}, 120_000);

test.each([
  ["a matrix's name", ["run", `${EVIL}.json`], 2],
  ["a matrix's key", ["run", "key.json"], 2],
  ["a broken matrix", ["run", "broken.json"], 2],
  ["a filter", ["run", "m.json", "--filter", `${EVIL}=1`], 2],
  ["a filter's value", ["run", "m.json", "--filter", `seed=${EVIL}`], 3],
  ["a dataset", ["run", "m.json", "--dataset", `csv:${EVIL}`], 2],
  ["a dataset's option", ["run", "m.json", "--dataset", `csv:${EVIL}.csv,${EVIL}`], 2],
  ["a kind of dataset", ["run", "m.json", "--dataset", EVIL], 2],
  ["a column", ["run", "m.json", "--dataset", `csv:${EVIL}.csv`], 2],
  ["a label", ["run", "m.json", "--dataset", `csv:${EVIL}.csv,text=${EVIL}text,positive=${EVIL}`], 2],
  ["a file of init", ["init", EVIL], 2],
  ["a column of init", ["init", `${EVIL}.csv`, "--text", EVIL], 2],
  ["a price", ["run", "m.json", "--prices", `onnx=${EVIL}`], 2],
  ["a pricing file", ["report", "--pricing", `${EVIL}.json`], 2],
  ["a run folder", ["report", EVIL], 2],
  ["a model folder", ["predict", "--model", EVIL, "text"], 2],
  ["a file of texts", ["predict", "--model", EVIL, "--file", EVIL], 2],
  ["a backend", ["predict", "--model", EVIL, "--backend", EVIL, "text"], 2],
  ["a baseline", ["baseline", "show", EVIL], 2],
  ["a stored baseline", ["check", "--baseline", EVIL, "--candidate", EVIL], 2],
  ["a cell to explain", ["check", "--explain", EVIL, "--out", EVIL], 2],
  ["a list", ["list", EVIL], 2],
  ["a setup", ["setup", EVIL], 2],
  ["an option", ["prices", `--${EVIL}`], 2],
  ["a command", [EVIL], 2],
])("%s that is hostile is refused, and shown escaped", async (_, args, status) => {
  await writeFile(
    join(folder, "key.json"),
    JSON.stringify({ name: "k", [EVIL]: 1, base: { [EVIL]: EVIL, dataset: EVIL } }),
  );
  await writeFile(join(folder, "broken.json"), `{ "name": ${EVIL} }`);
  const ended = await command(...args);
  expect(ended.status).toBe(status);
  expectHarmless(ended);
  expect(ended.stderr).toContain("\\u001b");
});

test("init names no hostile column in its matrix or on the terminal", async () => {
  const ended = await command("init", `${EVIL}.csv`, "--out", "new.json");
  expect(ended.status).toBe(0);
  expectHarmless(ended);
  expect(OBEYED.exec(await readFile(join(folder, "new.json"), "utf8"))).toBeNull();
  expect(await readdir(folder)).toContain("new.json");
});
