import { resolve, sep } from "node:path";

/** The root of pricewar itself, wherever it is called from. */
export const projectFolder = resolve(import.meta.dirname, "..");

/** Whether npm installed pricewar as a package, in which no user's files are kept. */
export const isInstalled = projectFolder.split(sep).includes("node_modules");
