import type { MaskKind } from "../../contract/masking.ts";
import { type Detector, narrowed } from "./detector.ts";

/** What opens the detector of each kind, with what the mask says after its colon: a text that masks no phone number loads no numbering plans. */
export const DETECTORS: Readonly<Record<MaskKind, (argument: string | null) => Promise<Detector>>> = {
  url: async () => (await import("./detectors/url.ts")).detectUrls,
  email: async () => narrowed((await import("./detectors/email.ts")).detectEmails),
  iban: async () => narrowed((await import("./detectors/iban.ts")).detectIbans),
  ip: async () => narrowed((await import("./detectors/ip.ts")).detectIps),
  "chinese-id": async () => narrowed((await import("./detectors/chinese-id.ts")).detectChineseIds),
  card: async () => narrowed((await import("./detectors/card.ts")).detectCards),
  "chinese-mobile": async () => narrowed((await import("./detectors/chinese-mobile.ts")).detectChineseMobiles),
  phone: async (country) => narrowed((await import("./detectors/phone.ts")).phoneDetector(country)),
};
