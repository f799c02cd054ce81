import { Option } from "commander";

/** What opens an encrypted run, of every command that reads one. */
export function identityOption(): Option {
  return new Option(
    "--identity <file>",
    "file with the secret key that opens an encrypted run, as age-keygen writes it",
  );
}
