import { expect, test } from "vitest";
import { COMMANDS } from "../../experiments/commands/commands.ts";
import { pricewar, tsxEntry } from "../fixtures/pricewar.ts";

const command = (...args: string[]) => pricewar(args);

test("--help lists every command, --version prints the version", async () => {
  const { status, stdout } = await command("--help");
  expect(status).toBe(0);
  for (const { name, description } of Object.values(COMMANDS)) {
    expect(stdout).toMatch(new RegExp(`^  ${name} .*${description.split(",")[0]!.replace(/[.()]/g, ".")}`, "m"));
  }
  expect((await command("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each(Object.values(COMMANDS))("$name --help shows its usage", async ({ name, description }) => {
  const { status, stdout } = await command(name, "--help");
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: pricewar ${name} `);
  expect(stdout.replaceAll(/\s+/g, " ")).toContain(description);
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
  [["baseline", "keep", "runs/smoke"], 2, /Allowed choices are write, update, show/],
  [["setup", "gpu"], 2, /unknown setup "gpu"/],
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

test.each(Object.values(COMMANDS))("tsx experiments/$name.ts is pricewar $name", async ({ name }) => {
  const [entry, own] = await Promise.all([tsxEntry(name, ["--help"]), command(name, "--help")]);
  expect(entry).toEqual({ ...own, stdout: own.stdout.replace("Usage: pricewar ", "Usage: ") });
});
