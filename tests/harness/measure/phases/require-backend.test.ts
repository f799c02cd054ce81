import { expect, test } from "vitest";
import { BackendError } from "../../../../harness/base/errors.ts";
import { createRegistry } from "../../../../harness/base/registry.ts";
import type { Backend } from "../../../../harness/contract/index.ts";
import { causeOf } from "../../../../harness/measure/phases/require-backend.ts";

const probed = (probe: Awaited<ReturnType<Backend["probe"]>>) =>
  ({ name: "gpu", needs: "a driver, which `setup gpu` builds", probe: async () => probe }) as unknown as Backend;
const registryOf = (backend: Backend) => createRegistry<Backend>("backend", { gpu: () => backend });
const failure = new BackendError("gpu", "refused the model");

test("a backend that is not there fails for that reason, which says what it needs", async () => {
  const cause = await causeOf(failure, registryOf(probed({ ok: false, reason: "no device" })));
  expect(cause.message).toBe(
    'backend "gpu" is not available here: no device; it needs a driver, which `setup gpu` builds',
  );
  expect(cause.exitCode).toBe(1);
});

test("the failure of one that is there, or of a name that is not known, is its own", async () => {
  expect(await causeOf(failure, registryOf(probed({ ok: true, device: "gpu", library: "1.0" })))).toBe(failure);
  expect(await causeOf(new BackendError("other", "failed"), registryOf(probed({ ok: false, reason: "" })))).toEqual(
    new BackendError("other", "failed"),
  );
});
