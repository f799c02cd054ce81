/** `npm run schema`: writes harness/matrix.schema.json again after a change of the matrix grammar. */
import { writeFile } from "node:fs/promises";
import { matrixJsonSchema } from "./json-schema.ts";

await writeFile(new URL("../../matrix.schema.json", import.meta.url), matrixJsonSchema());
