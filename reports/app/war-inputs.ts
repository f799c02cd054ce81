/** What a reader asks of a market: texts of inputs, as the address keeps them, and the question that they make. */
import { countOf } from "../../harness/base/counts.ts";
import type { MarketSheet } from "../../harness/judge/pricing/war/entrant.ts";
import { readPath } from "../../harness/judge/pricing/war/named-path.ts";
import type { WarQuestion } from "../../harness/judge/pricing/war/question.ts";
import type { WarInput } from "../words/monthly/war-page.ts";

/** By input, the text that a reader gave; one without is as usual. */
export type WarAsked = Readonly<Record<string, string>>;

/** A number that a slider and a field give. Values are as people write them: percent, dollars, days. */
export interface NumberInput {
  readonly name: WarInput;
  /** Ends of the slider; the field takes more. */
  readonly from: number;
  readonly to: number;
  readonly isLog: boolean;
  /** Of the slider; a logarithmic one has two significant digits. */
  readonly step: number;
  readonly write: (value: number) => string;
  /** Null for what is no value. */
  readonly read: (text: string) => number | null;
  readonly of: (question: WarQuestion) => number;
  readonly change: (value: number, question: WarQuestion) => Partial<WarQuestion>;
}

/** Days that stand for no training at all. */
const NEVER = 1000;

const percent = (share: number) => Number((100 * share).toPrecision(12));
const plain = (value: number) => String(Number(value.toPrecision(6)));

export const NUMBER_INPUTS: readonly NumberInput[] = [
  {
    name: "texts",
    from: 1e4,
    to: 1e11,
    isLog: true,
    step: 1,
    write: countText,
    read: countOf,
    of: ({ textsInFirstMonth }) => textsInFirstMonth,
    change: (textsInFirstMonth) => ({ textsInFirstMonth }),
  },
  {
    ...linear("growth", { from: -20, to: 50, step: 1 }, (value) => value > -100 && value <= 100),
    of: ({ monthlyGrowth }) => percent(monthlyGrowth),
    change: (value) => ({ monthlyGrowth: value / 100 }),
  },
  {
    ...logarithmic("price", { from: 0.001, to: 1000 }, (value) => value > 0),
    of: ({ usdPerMillionTexts }) => usdPerMillionTexts,
    change: (usdPerMillionTexts) => ({ usdPerMillionTexts }),
  },
  {
    ...linear("margin", { from: 0, to: 90, step: 5 }, (value) => value < 100),
    of: ({ wantedMargin }) => percent(wantedMargin),
    change: (value) => ({ wantedMargin: value / 100 }),
  },
  {
    ...logarithmic("retrain", { from: 1, to: NEVER }, (value) => value > 0),
    write: (value) => (value >= NEVER ? "never" : plain(value)),
    read: (text) => (text.trim() === "never" ? NEVER : numberOf(text, (value) => value > 0)),
    of: ({ retrainDays }) => retrainDays ?? NEVER,
    change: (value) => ({ retrainDays: value >= NEVER ? null : value }),
  },
  {
    ...linear("busy", { from: 5, to: 100, step: 5 }, (value) => value > 0 && value <= 100),
    of: ({ utilization }) => percent(utilization),
    change: (value) => ({ utilization: value / 100 }),
  },
  {
    ...logarithmic("wrong", { from: 1e-7, to: 1 }, (value) => value >= 0),
    // The left end of the slider has no place on its scale.
    write: (value) => (value <= 1e-7 ? "0" : plain(value)),
    of: ({ usdPerWrongAnswer }) => usdPerWrongAnswer,
    change: (usdPerWrongAnswer) => ({ usdPerWrongAnswer }),
  },
  {
    ...linear("rival-month", { from: 1, to: 36, step: 1 }, (value) => Number.isInteger(value) && value >= 1),
    of: ({ rival }) => rival?.month ?? 2,
    change: (month, { rival }) => ({ rival: rival === null ? null : { ...rival, month } }),
  },
  {
    ...linear("rival-price", { from: 5, to: 100, step: 5 }, (value) => value > 0 && value <= 1000),
    of: ({ rival }) => percent(rival?.factor ?? 1),
    change: (value, { rival }) => ({
      rival: value === 100 ? null : { month: rival?.month ?? 2, factor: value / 100 },
    }),
  },
  {
    ...linear("same", { from: 0, to: 5, step: 0.1 }, (value) => value >= 0),
    of: ({ accuracyTolerance }) => percent(accuracyTolerance),
    change: (value) => ({ accuracyTolerance: value / 100 }),
  },
];

type Scale = Pick<NumberInput, "name" | "from" | "to" | "isLog" | "step" | "write" | "read">;

function linear(
  name: WarInput,
  ends: Pick<NumberInput, "from" | "to" | "step">,
  isAllowed: (value: number) => boolean,
): Scale {
  return { name, ...ends, isLog: false, write: plain, read: (text) => numberOf(text, isAllowed) };
}

function logarithmic(
  name: WarInput,
  ends: Pick<NumberInput, "from" | "to">,
  isAllowed: (value: number) => boolean,
): Scale {
  return { name, ...ends, isLog: true, step: 1, write: plain, read: (text) => numberOf(text, isAllowed) };
}

/** Commas part thousands. Where one may be meant as a decimal point, as in "0,50", a text is no number. */
const DIGITS = /^[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i;

/** A number, also with a unit before or behind it: "$6.50", "40 %", "1,000". */
function numberOf(text: string, isAllowed: (value: number) => boolean): number | null {
  const bare = text
    .trim()
    .replace(/^\$|%$/g, "")
    .replace("−", "-")
    .trim();
  const value = Number(bare.replaceAll(",", ""));
  return bare !== "" && DIGITS.test(bare) && Number.isFinite(value) && isAllowed(value) ? value : null;
}

const SUFFIXES = ["", "k", "M", "B", "T"];

/** 20000000 -> "20M" */
function countText(count: number): string {
  const thousands = Math.min(Math.floor(Math.log10(count) / 3), SUFFIXES.length - 1);
  return thousands < 1 ? String(count) : `${plain(count / 1000 ** thousands)}${SUFFIXES[thousands]}`;
}

/** Positions of a slider. */
export const SLIDER_STEPS = 400;

/** Where a value is on its slider, from 0 to SLIDER_STEPS. */
export function positionOf({ from, to, isLog }: NumberInput, value: number): number {
  const share = isLog ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, share)) * SLIDER_STEPS);
}

/** The value of a position, rounded to the slider's step or two digits. */
export function valueAt({ from, to, isLog, step }: NumberInput, position: number): number {
  const share = position / SLIDER_STEPS;
  if (isLog) return Number((from * (to / from) ** share).toPrecision(2));
  return Number((Math.round((from + (to - from) * share) / step) * step).toPrecision(12));
}

/** The value that an arrow key goes to: the nearest on the slider in its direction that is written otherwise; the same where there is none. */
export function nextValue(input: NumberInput, value: number, direction: 1 | -1): number {
  const isBeyond = (other: number) => (other - value) * direction > 0 && input.write(other) !== input.write(value);
  for (let at = positionOf(input, value) + direction; at >= 0 && at <= SLIDER_STEPS; at += direction) {
    const next = valueAt(input, at);
    if (isBeyond(next)) return next;
  }
  return value;
}

export interface AskedQuestion {
  readonly question: WarQuestion;
  /** Inputs whose text is no value: they are as usual. */
  readonly unread: ReadonlySet<string>;
}

/** The question that texts make of the usual one. */
export function askedQuestion(asked: WarAsked, usual: WarQuestion, sheet: MarketSheet): AskedQuestion {
  const unread = new Set<string>();
  let question = usual;
  const take = (name: WarInput, change: (text: string) => Partial<WarQuestion> | null) => {
    const text = asked[name];
    if (text === undefined || text === "") return;
    const changed = change(text);
    if (changed === null) unread.add(name);
    else question = { ...question, ...changed };
  };
  // The rival's price before the month of its cut, which a market without a rival has not.
  for (const input of [...NUMBER_INPUTS].sort(
    (a, b) => Number(b.name === "rival-price") - Number(a.name === "rival-price"),
  )) {
    take(input.name, (text) => {
      const value = input.read(text);
      return value === null ? null : input.change(value, question);
    });
  }
  take("path", (text) => pathChange("pricePath", text, sheet));
  take("compute", (text) => pathChange("computePath", text, sheet));
  take("offer", (text) => (sheet.offerings.some(({ id }) => id === text) ? { offer: text } : null));
  take("any", (text) => ({ anyQuality: text === "yes" }));
  return { question, unread };
}

function pathChange(field: "pricePath" | "computePath", text: string, { histories }: MarketSheet) {
  const path = readPath(text, histories);
  return path === null ? null : { [field]: path };
}
