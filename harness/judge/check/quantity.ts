import type { Metric } from "./metrics.ts";

/** A quantity that was read, or what is wrong with it. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

interface Unit {
  /** Written unit -> how many of the metric's own unit it stands for. */
  readonly factors: Readonly<Record<string, number>>;
  /** For a message. */
  readonly example: string;
}

/** What may stand for a figure of each unit; bytes in powers of ten unless the unit has an i. */
const UNITS: Readonly<Record<Exclude<Metric["unit"], "id">, Unit>> = {
  ms: { factors: { µs: 1e-3, us: 1e-3, ms: 1, s: 1e3, min: 60e3 }, example: "250 ms" },
  "texts/s": { factors: { "texts/s": 1 }, example: "20,000 texts/s" },
  bytes: {
    factors: { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
    example: "640 kB",
  },
  count: { factors: { "": 1 }, example: "160,433" },
  share: { factors: { "%": 0.01 }, example: "85 %" },
  "usd/M": { factors: { "$/M": 1 }, example: "$0.02/M" },
};

/** A number of digits, with commas between thousands; what stands before and after it is its unit. */
const QUANTITY = /^(\$?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*([^\d\s].*)?$/;

/** "640 kB" for bytes -> 640000; "85 %" for a share -> 0.85 */
export function readQuantity(text: string, unit: Exclude<Metric["unit"], "id">): Read<number> {
  const { factors, example } = UNITS[unit];
  const [, prefix = "", digits, suffix = ""] = QUANTITY.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(factors, prefix + suffix) ? factors[prefix + suffix] : undefined;
  const written = Number(digits?.replaceAll(",", ""));
  // 57 / 100 is the float64 nearest to 0.57, as a count of right answers divided is; 57 * 0.01 is not.
  const value = factor === undefined || factor >= 1 ? written * (factor ?? 1) : written / (1 / factor);
  if (!Number.isFinite(value)) return { ok: false, message: `must be a quantity such as "${example}", got "${text}"` };
  if (factor !== undefined) return { ok: true, value };
  return { ok: false, message: `must be in ${namesOf(factors)}, such as "${example}", got "${text}"` };
}

function namesOf(factors: Unit["factors"]): string {
  const names = Object.keys(factors).map((name) => (name === "" ? "no unit" : name.replace("$/", "$…/")));
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

const CHANGE = /^([+\-−])\s*(\d+(?:\.\d+)?)\s*(%|pp)$/;

/** How far a metric of a kind may get worse, in its own words. */
function changeExample({ better, kind }: Pick<Metric, "better" | "kind">): string {
  if (kind === "accuracy") return better === "higher" ? "-0.5 pp" : "+0.5 pp";
  return better === "higher" ? "-10 %" : "+10 %";
}

/**
 * The worsening that is let pass: a share of the base, or of the test rows for an accuracy.
 * "+10 %" for bytes -> 0.1; "-0.5 pp" for an accuracy -> 0.005
 */
export function readChange(text: string, metric: Pick<Metric, "better" | "kind">): Read<number> {
  const example = changeExample(metric);
  const [, sign, digits, unit] = CHANGE.exec(text.trim()) ?? [];
  if (digits === undefined) return { ok: false, message: `must be a change such as "${example}", got "${text}"` };
  if (unit !== example.split(" ")[1]) {
    return { ok: false, message: `must be in ${example.split(" ")[1]}, such as "${example}", got "${text}"` };
  }
  if ((sign === "+") !== example.startsWith("+")) {
    const worse = example.startsWith("+") ? "grows" : "falls";
    return { ok: false, message: `must be such as "${example}", for it is worse when it ${worse}, got "${text}"` };
  }
  const value = Number(digits) / 100;
  if (sign !== "+" && value >= 1) return { ok: false, message: `must be less than 100 ${unit}, got "${text}"` };
  return { ok: true, value };
}
