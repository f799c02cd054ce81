import { BackendError } from "../harness/base/errors.ts";
import type { Backend } from "../harness/contract/index.ts";
import { NAME, PROVIDER } from "./simd/proof.ts";
import { openSimdSession } from "./simd/session.ts";
import { openSimdTrainer } from "./simd/trainer.ts";

/** Kernels of our own in WebAssembly SIMD, written for each training and each model. */
export const simd: Backend = {
  name: NAME,
  provider: PROVIDER,
  usesGpu: false,
  needs: "nothing",
  probe: async () => ({ ok: true, device: "cpu", library: `v8 ${process.versions.v8}` }),
  openTrainer: async (setup) => {
    if (setup.threads > 1) {
      const message = `trains on one thread, got threads ${setup.threads}; set threads to 1, or trainBackend to "onnx"`;
      throw new BackendError(NAME, message);
    }
    return openSimdTrainer(setup);
  },
  open: (modelOnnx, { threads, inputForm = "distinct", texts }) => {
    return openSimdSession(modelOnnx, { form: inputForm, threads, texts });
  },
};
