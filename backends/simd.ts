import { BackendError } from "../harness/base/errors.ts";
import type { Backend } from "../harness/contract/index.ts";
import { THROUGHPUT_BATCH } from "../harness/contract/measuring.ts";
import { NAME, PROVIDER } from "./simd/proof.ts";
import { openSimdSession } from "./simd/session.ts";
import { TEXTS_PER_THREAD } from "./simd/share-out.ts";
import { openSimdTrainer } from "./simd/trainer.ts";

/** Of more, none but the calling one would have texts of the batches that a throughput is timed with. */
const MOST_THREADS = THROUGHPUT_BATCH / TEXTS_PER_THREAD;

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
  open: async (modelOnnx, { threads, inputForm = "distinct", texts }) => {
    if (threads > MOST_THREADS) {
      const message =
        `gives each thread at least ${TEXTS_PER_THREAD} of a batch's ${THROUGHPUT_BATCH} texts, ` +
        `which ${threads} threads would not get; set threads to at most ${MOST_THREADS}`;
      throw new BackendError(NAME, message);
    }
    return openSimdSession(modelOnnx, { form: inputForm, threads, texts });
  },
};
