import type { MaskKind } from "../../contract/masking.ts";
import type { Detector } from "./detector.ts";

/** What opens the detector of each kind, with what the mask says after its colon: a text that masks no phone number loads no numbering plans. */
export const DETECTORS: Readonly<Record<MaskKind, (argument: string | null) => Promise<Detector>>> = {
  url: async () => (await import("./detectors/url.ts")).detectUrls,
  email: async () => (await import("./detectors/email.ts")).detectEmails,
  iban: async () => (await import("./detectors/iban.ts")).detectIbans,
  ip: async () => (await import("./detectors/ip.ts")).detectIps,
  "chinese-id": async () => (await import("./detectors/chinese-id.ts")).detectChineseIds,
  card: async () => (await import("./detectors/card.ts")).detectCards,
  "chinese-mobile": async () => (await import("./detectors/chinese-mobile.ts")).detectChineseMobiles,
  phone: async (country) => (await import("./detectors/phone.ts")).phoneDetector(country),
};
