/** `npm run schema`: writes harness/limits.schema.json again after a change to the grammar of limits.json. */
import { writeFile } from "node:fs/promises";
import { limitsJsonSchema } from "./limits-schema.ts";

await writeFile(new URL("../../limits.schema.json", import.meta.url), limitsJsonSchema());
