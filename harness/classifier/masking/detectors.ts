import { RecordError } from "../../base/errors.ts";
import type { MaskKind } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import type { Detector } from "./detector.ts";

/** What opens the detector of each kind, with what the mask says after its colon and, of names, their list: a text that masks no phone number loads no numbering plans. */
export const DETECTORS: Readonly<
  Record<MaskKind, (argument: string | null, list: NameList | undefined) => Promise<Detector>>
> = {
  url: async () => (await import("./detectors/url.ts")).detectUrls,
  email: async () => (await import("./detectors/email.ts")).detectEmails,
  iban: async () => (await import("./detectors/iban.ts")).detectIbans,
  ip: async () => (await import("./detectors/ip.ts")).detectIps,
  "chinese-id": async () => (await import("./detectors/chinese-id.ts")).detectChineseIds,
  card: async () => (await import("./detectors/card.ts")).detectCards,
  "chinese-mobile": async () => (await import("./detectors/chinese-mobile.ts")).detectChineseMobiles,
  names: async (argument, list) => {
    if (list === undefined) throw new RecordError(`names:${argument} is masked, and its list of names is missing`);
    return (await import("./detectors/names.ts")).nameDetector(list);
  },
  phone: async (country) => (await import("./detectors/phone.ts")).phoneDetector(country),
};
