import { Option } from "commander";
import { FORMAT_NAMES, USUAL_FORMATS } from "../../reports/format-names.ts";

/** What reports are written as, of every command that writes some. */
export function formatOption(): Option {
  return new Option(
    "--format <formats>",
    `what to write, comma-separated: ${FORMAT_NAMES.join(", ")}; svg and png are a picture of each chart in charts/, markdown is report.md`,
  )
    .argParser((value: string) => value.split(",").map((name) => name.trim()))
    .default([...USUAL_FORMATS], USUAL_FORMATS.join(","))
    .env("PRICEWAR_FORMAT");
}
