import { expect, test, vi } from "vitest";
import { pricewar } from "../../experiments/command-line.ts";
import type { PricewarCommand } from "../../experiments/commands/command.ts";

const added = vi.hoisted(() => {
  const greeted: unknown[] = [];
  const greet = {
    name: "greet",
    description: "Greet somebody.",
    configure: (command) => command.argument("<name>", "whom").option("--loud", "in capitals", false),
    load: async () => async (name: string, options: { readonly loud: boolean }) => {
      greeted.push([name, options]);
    },
  } satisfies PricewarCommand;
  return { greeted, greet };
});

// CONTRIBUTING's table: a command is its file, what it does, and one line in COMMANDS, which the mock adds.
vi.mock("../../experiments/commands/commands.ts", async (original) => {
  const { COMMANDS } = await original<typeof import("../../experiments/commands/commands.ts")>();
  return { COMMANDS: { ...COMMANDS, greet: added.greet } };
});

test("a command takes its file and one line: it has arguments, options and a place among the others", async () => {
  const { argv } = process;
  process.argv = [...argv.slice(0, 2), "greet", "Ada", "--loud"];
  try {
    await pricewar();
  } finally {
    process.argv = argv;
  }
  expect(added.greeted).toEqual([["Ada", { loud: true }]]);
});
