import { Option } from "commander";
import { HIGHEST_PORT, whole } from "../read-number.ts";

/** The port of every command that listens. */
export function portOption(usual: number): Option {
  return new Option("--port <number>", "port to listen on; 0: any free one")
    .argParser(whole("--port", 0, HIGHEST_PORT))
    .default(usual);
}
