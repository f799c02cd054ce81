import { inspect } from "node:util";
import { Command, Help, type Option } from "commander";
import { PricewarError } from "../harness/base/errors.ts";
import { refusalOf } from "../harness/base/file-refusals.ts";
import type { PricewarCommand } from "./commands/command.ts";
import { note } from "./print.ts";

/** Runs one command with the arguments of this process: what every `experiments/NAME.ts` does. */
export async function main(command: PricewarCommand): Promise<void> {
  await parse(programOf(command), process.argv.slice(2));
}

/** Runs the command that the first argument of this process names. */
export async function mainOfAll(
  name: string,
  about: { readonly version: string; readonly description: string },
  commands: readonly PricewarCommand[],
): Promise<void> {
  const program = withExitCodes(new Command(name)).description(about.description).version(about.version);
  for (const command of commands) {
    program.addCommand(programOf(command));
    if (command.flag !== undefined) program.option(command.flag, `the same as ${name} ${command.name}`);
  }
  program.addHelpText("after", endOfHelp(helpOfAll(name, commands)));
  const [first, ...others] = process.argv.slice(2);
  const flagged = commands.find(({ flag }) => flag !== undefined && flag === first);
  await parse(program, flagged === undefined ? process.argv.slice(2) : [flagged.name, ...others]);
}

/** Of any command, where the code of it means nothing else. */
const OTHER_FAILURE = "failed for another reason than its input, such as a full disk";

function programOf(command: PricewarCommand): Command {
  const { name, description, configure, load, failedExitCode = 1 } = command;
  const exitCodes = { [failedExitCode]: OTHER_FAILURE, ...command.exitCodes };
  const program = configure(new Command(name).description(description)).addHelpText(
    "after",
    endOfHelp({ ...command, exitCodes }),
  );
  return withExitCodes(program).action(async (...args: unknown[]) => {
    try {
      const act = (await load()) as (...args: unknown[]) => Promise<void>;
      // The last argument is commander's own object.
      await act(...args.slice(0, -1));
    } catch (error) {
      conclude(error, failedExitCode);
    }
  });
}

/** The first example of each command, and the exit codes that all of them share. */
function helpOfAll(name: string, commands: readonly PricewarCommand[]): HelpEnd {
  return {
    examples: commands.flatMap(({ examples = [] }) => examples.slice(0, 1)),
    exitCodes: {
      0: "done",
      1: "something failed, or a check found a regression",
      2: "bad input",
      3: `nothing to do, or a check is incomplete ("${name} COMMAND --help" has the codes of each)`,
      4: "a run stopped at its budget, or a strict check could not tell",
      130: "interrupted",
    },
  };
}

type HelpEnd = Pick<PricewarCommand, "examples" | "exitCodes">;

/** Examples and exit codes. */
function endOfHelp({ examples = [], exitCodes = {} }: HelpEnd): string {
  const blocks = [
    ["Examples:", ...examples.map((example) => `  ${example}`)],
    ["Exit codes:", ...Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`)],
  ];
  return blocks
    .flatMap(([title, ...lines]) => (lines.length === 0 ? [] : [`\n${[title, ...lines].join("\n")}`]))
    .join("\n");
}

/** @param args of the command line, without the program */
async function parse(program: Command, args: readonly string[]): Promise<void> {
  // A reader that stops early, such as head, is not a failure.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    conclude(error, 1);
  }
}

function withExitCodes(command: Command): Command {
  return command
    .exitOverride((error) => {
      // commander has printed its message by now; help and version are not errors.
      process.exit(error.exitCode === 0 ? 0 : 2);
    })
    .configureHelp({ optionDescription })
    .configureOutput({ outputError: (text) => note(text.trimEnd()) })
    .showHelpAfterError("(see --help for usage)");
}

/** commander's own, without the default of a flag: that it is off goes without saying. */
function optionDescription(option: Option): string {
  return option.defaultValue === false ? option.description : new Help().optionDescription(option);
}

/** Prints an error that the user can act on as its message, any other with its stack, and sets the exit code. */
function conclude(error: unknown, failedExitCode: number): void {
  const known = messageOf(error);
  note([{ text: known?.message ?? inspect(error), style: "bad" }]);
  process.exitCode = known === null || known.exitCode === 1 ? failedExitCode : known.exitCode;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

const AGAIN = "run the same command again; all finished cells are kept";

/** Errors of the operating system that the user can act on, with the way out. None of them loses what was on disk before. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  ENOSPC: `free some space and ${AGAIN}`,
  EDQUOT: `free some space and ${AGAIN}`,
  EACCES: "give yourself access to it, or choose another place",
  EPERM: "give yourself access to it, or choose another place",
  EROFS: "choose another folder",
  ENAMETOOLONG: "choose a shorter one",
  EMFILE: `raise the limit (ulimit -n) and ${AGAIN}`,
};

/** Message and exit code of an error that the user can act on; null for a bug. */
function messageOf(error: unknown): { message: string; exitCode: number } | null {
  if (error instanceof PricewarError) return error;
  // A copy fails where it goes to.
  const { code, path: own, dest: path = own } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const wayOut = code === undefined ? undefined : WAYS_OUT[code];
  if (wayOut === undefined) return null;
  return { message: `${path === undefined ? "" : `${path}: `}${refusalOf(error)}: ${wayOut}`, exitCode: 1 };
}
