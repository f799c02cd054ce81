// @ts-check
import { createHash } from "node:crypto";

/**
 * @param {string | Uint8Array} content
 * @returns {string} in hex
 */
export function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}
