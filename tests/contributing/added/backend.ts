import { javascript } from "../../../backends/javascript.ts";
import type { Backend } from "../../../harness/contract/index.ts";

const PROVIDER = "abacus";

/** The plain loops under another name. */
export const abacus: Backend = {
  ...javascript,
  name: "abacus",
  provider: PROVIDER,
  openTrainer: async (setup) => {
    const trainer = await javascript.openTrainer!(setup);
    return { ...trainer, prove: async (chunk) => ({ ...(await trainer.prove(chunk)), provider: PROVIDER }) };
  },
  open: async (modelOnnx, options) => {
    const session = await javascript.open(modelOnnx, options);
    return { ...session, prove: async (batch) => ({ ...(await session.prove(batch)), provider: PROVIDER }) };
  },
};
