/** `npm run schema`: writes harness/regression/limits.schema.json anew after a change of the grammar of limits.json. */
import { writeFile } from "node:fs/promises";
import { limitsJsonSchema } from "./limits-schema.ts";

await writeFile(new URL("../../limits.schema.json", import.meta.url), limitsJsonSchema());
