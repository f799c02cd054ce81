import { expect, test } from "vitest";
import { datasets } from "../../data/registry.ts";
import { COMMANDS } from "../../experiments/commands/commands.ts";
import { type Ended, pricewar, tsxEntry } from "../fixtures/pricewar.ts";

const command = (...args: string[]) => pricewar(args);

const helps = new Map<string, Promise<Ended>>();

/** Asked once for all tests. */
function helpOf(name: string): Promise<Ended> {
  const help = helps.get(name) ?? command(name, "--help");
  helps.set(name, help);
  return help;
}

test("--help lists every command, --version prints the version", async () => {
  const { status, stdout } = await command("--help");
  expect(status).toBe(0);
  for (const { name, description } of Object.values(COMMANDS)) {
    expect(stdout).toMatch(new RegExp(`^  ${name} .*${description.split(",")[0]!.replace(/[.()]/g, ".")}`, "m"));
  }
  expect(stdout).toMatch(/\nExamples:\n {2}pricewar init news\.csv\n/);
  expect(stdout).toMatch(/\nExit codes:\n {2}0 {4}done\n/);
  expect((await command("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each(Object.values(COMMANDS))("$name --help shows its usage", async ({ name, description }) => {
  const { status, stdout } = await helpOf(name);
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: pricewar ${name} `);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain(description);
  expect(stdout).toMatch(/\nExamples:\n {2}pricewar .*\n/);
  expect(stdout).toMatch(/\nExit codes:\n {2}0 {4}/);
  for (const code of [1, 2]) expect(stdout).toMatch(new RegExp(`\\n {2}${code} {4}\\S`));
  expect(stdout).not.toContain("(default: false)");
});

test.each([
  [[], 2, /^Usage: pricewar /],
  [["rnu"], 2, /unknown command 'rnu'\n\(Did you mean run\?\)/],
  [["run"], 2, /^no matrix given: name one, such as quant\.json\n$/],
  [["run", "smoke.json", "--matrix", "quant.json"], 2, /two matrices given, smoke\.json and --matrix quant\.json/],
  [["run", "smoke.json", "prune.json"], 2, /too many arguments/],
  [["run", "smoke.json", "--time-limit", "soon"], 2, /--time-limit soon: must be a number of seconds/],
  [["run", "qaunt"], 2, /did you mean "quant"/],
  [["check"], 2, /name what to compare/],
  [["predict", "text"], 2, /required option '--model <folder>' not specified/],
  [["serve"], 2, /required option '--model <folder>' not specified/],
  [["serve", "--model", "gone", "--port", "http"], 2, /--port http: must be a whole number from 0 to 65535/],
  [
    ["serve", "--model", "gone", "--max-texts", "9", "--max-queue", "8"],
    2,
    /--max-texts 9: such a request would never fit/,
  ],
  [["serve", "--model", "gone", "--workers", "2"], 2, /^gone: no such folder, .*\n$/],
  [["baseline", "keep", "runs/smoke"], 2, /Allowed choices are write, update, show/],
  [["setup", "gpu"], 2, /unknown setup "gpu"/],
  [["list", "models"], 2, /Allowed choices are matrices, datasets, backends, prices, levers/],
  [["prices", "--max", "cheap"], 2, /--max cheap: must be a number of dollars above 0/],
  [["prices", "--cpu", "z80"], 3, /no offer of \d+ fits: leave out an option/],
  [["init", "gone.csv"], 2, /gone\.csv: no such file/],
  [["run", `${"a".repeat(300)}.json`], 1, /a\.json: its name is too long: choose a shorter one\n$/],
  [["run", "--\u001b[31mred"], 2, /unknown option '--\\u001b\[31mred'/],
])("%j ends with exit code %i and a message without a stack", async (args, status, message) => {
  const ended = await command(...args);
  expect(ended).toEqual({ status, stdout: "", stderr: expect.stringMatching(message) });
  expect(ended.stderr).not.toMatch(/\n\s+at /);
});

test("a matrix is named as an argument or as an option", async () => {
  const [argument, option] = await Promise.all([
    command("run", "smoke.json", "--dry-run"),
    command("run", "--matrix", "smoke.json", "--dry-run"),
  ]);
  expect(argument.stdout).toMatch(/^4 cells, /m);
  expect(option).toEqual(argument);
});

test.each(Object.values(COMMANDS))("$name of experiments by tsx is pricewar $name", async ({ name }) => {
  const [entry, own] = await Promise.all([tsxEntry(name, ["--help"]), helpOf(name)]);
  expect(entry).toEqual({ ...own, stdout: own.stdout.replace("Usage: pricewar ", "Usage: ") });
});

test("list says how each kind of dataset is written", async () => {
  const { stdout } = await command("list", "datasets");
  for (const name of datasets.names) expect(stdout).toMatch(new RegExp(`^${name} +${name}[:,]`, "m"));
});

test("--list is list", async () => {
  for (const args of [[], ["levers"]]) {
    expect(await command("--list", ...args)).toEqual(await command("list", ...args));
  }
  expect((await command("--help")).stdout).toContain("--list  ");
});

test("list names what there is; prices lists the offers that match, the cheapest first", async () => {
  const { stdout } = await command("list");
  for (const text of [
    "smoke ",
    "csv:TRAIN.csv",
    "onnx-cuda ",
    "int8-rows",
    "onnx:FOLDER",
    "model.embedding",
    "docs/levers.md",
  ])
    expect(stdout).toContain(text);
  const arm = (await command("prices", "--arch", "arm64", "--max", "0.1", "--json")).stdout;
  const offers = JSON.parse(arm) as { architecture: string; usdPerHour: number }[];
  expect(offers.length).toBeGreaterThan(3);
  expect(offers.every(({ architecture, usdPerHour }) => architecture === "arm64" && usdPerHour <= 0.1)).toBe(true);
  const dollars = offers.map(({ usdPerHour }) => usdPerHour);
  expect(dollars).toEqual([...dollars].sort((a, b) => a - b));
  const onCpu = JSON.parse((await command("prices", "--cpu", "--arch", "arm64", "--json")).stdout);
  expect(onCpu.map(({ accelerator }: { accelerator: string | null }) => accelerator)).not.toContainEqual(
    expect.any(String),
  );
  expect(onCpu.length).toBeGreaterThan(3);
  const named = JSON.parse((await command("prices", "--cpu", "c8g", "--json")).stdout);
  expect(named.every(({ id }: { id: string }) => id.includes("c8g"))).toBe(true);
  expect((await command("prices", "--gpu")).stdout).toMatch(/^offer .*GPU .*\n.* 1 × /);
});
