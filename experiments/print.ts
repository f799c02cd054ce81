import { styleText } from "node:util";
import { printable } from "../harness/base/printable.ts";
import type { Painted, Style } from "../reports/painted.ts";

/** Where a command's words go. */
export type Say = (text: string | Painted) => void;

/** Prints a line, or several, on stdout. Names in it cannot control the terminal. */
export const print: Say = (text) => write(process.stdout, text);

/** The same on stderr: for errors, progress, and all words beside a JSON document on stdout. */
export const note: Say = (text) => write(process.stderr, text);

/** Prints a JSON document on stdout; it stays the same value. */
export function printJson(value: unknown, indent?: number): void {
  process.stdout.write(`${printable(JSON.stringify(value, null, indent))}\n`);
}

/** Prints text that is a result itself and ends its own lines, such as CSV, on stdout. */
export function printDocument(text: string): void {
  process.stdout.write(printable(text));
}

/** Prints commands for GitHub's runner, which must begin their lines. */
export function printCommands(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${printable(text)}\n`);
}

const COLORS = { good: "green", bad: "red", doubt: "yellow", strong: "bold" } as const satisfies Record<Style, string>;

function write(stream: NodeJS.WriteStream, text: string | Painted): void {
  stream.write(`${paintedFor(stream, typeof text === "string" ? [text] : text)}\n`);
}

/** The text as it is written to a stream: safe to print, and in color where the stream shows colors. */
export function paintedFor(stream: Pick<NodeJS.WriteStream, "isTTY">, pieces: Painted): string {
  const hasColors = showsColors(stream, process.env);
  const parts = pieces.map((piece) => {
    if (typeof piece === "string") return safe(piece);
    const text = safe(piece.text);
    return hasColors ? styleText(COLORS[piece.style], text, { validateStream: false }) : text;
  });
  return parts.join("");
}

/** GitHub's runner obeys lines that begin like this, wherever they come from. */
const RUNNER_COMMAND = /^(?=::|##\[)/gm;

function safe(text: string): string {
  return printable(text).replace(RUNNER_COMMAND, " ");
}

/** @see https://force-color.org and https://no-color.org: the first to be set decides, then whether it is a terminal */
function showsColors(stream: Pick<NodeJS.WriteStream, "isTTY">, { FORCE_COLOR, NO_COLOR }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return !["0", "false"].includes(FORCE_COLOR);
  return stream.isTTY === true && (NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
}
