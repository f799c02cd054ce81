import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { matrixJsonSchema } from "../../../../harness/measure/matrix/json-schema.ts";

test("the committed schema is up to date: `npm run schema` writes it", async () => {
  expect(await readFile(new URL("../../../../harness/matrix.schema.json", import.meta.url), "utf8")).toBe(
    matrixJsonSchema(),
  );
});

test("the schema describes every axis and refuses unknown ones", () => {
  const { axes } = JSON.parse(matrixJsonSchema()).properties;
  expect(axes.additionalProperties).toBe(false);
  expect(axes.properties.batchSize).toMatchObject({
    type: "array",
    minItems: 1,
    items: {
      anyOf: [
        { type: "integer", minimum: 1, maximum: 65_536 },
        { type: "string", const: "full" },
      ],
    },
  });
  for (const [axis, { items }] of Object.entries<{ items: { description?: string } }>(axes.properties)) {
    expect(items.description, axis).toBeTypeOf("string");
  }
});
