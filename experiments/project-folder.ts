import { resolve, sep } from "node:path";

/** The root of pricewar itself, wherever it is called from. */
export const projectFolder = resolve(import.meta.dirname, "..");

/** Whether npm installed pricewar as a package; nothing of a user's is then kept inside it. */
export const isInstalled = projectFolder.split(sep).includes("node_modules");
