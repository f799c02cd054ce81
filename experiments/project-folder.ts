import { resolve } from "node:path";

/** The root of pricewar itself, wherever it is called from. */
export const projectFolder = resolve(import.meta.dirname, "..");
