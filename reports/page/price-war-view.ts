/** What the price war shows, as data: the page itself and its program are written from it. */
import { formatShare } from "../../harness/judge/figures/format.ts";
import type { Shipped } from "../../harness/judge/pricing/war/choice.ts";
import type { Served } from "../../harness/judge/pricing/war/field.ts";
import { factorAt } from "../../harness/judge/pricing/war/price-path.ts";
import { type PriceWar, type Sold, soldIn } from "../../harness/judge/pricing/war/price-war.ts";
import type { WarQuestion } from "../../harness/judge/pricing/war/question.ts";
import { PALETTE } from "../charts/theme.ts";
import type { PriceLine, WarLine } from "../charts/war.ts";
import type { Language } from "../words/language.ts";
import { countIn, formatPrice, textsIn } from "../words/monthly/amounts.ts";
import {
  alikeText,
  earnsAnything,
  entrantName,
  formatMargin,
  leftOutTexts,
  lossMonth,
  marketText,
  outsideText,
  pathTitle,
  refusedText,
  rivalText,
  shipText,
} from "../words/monthly/war.ts";
import { floorText, type WarColumn, warWords } from "../words/monthly/war-page.ts";

/** A contender that is shown, with its mark in the charts. */
export interface Shown {
  readonly sold: Sold;
  readonly letter: string;
  readonly color: string;
}

/** Contenders that are shown because a reader chose them, at most. */
const MOST_CHOSEN = 12;
/** Contenders that are shown at least, if there are so many. */
const FEWEST_SHOWN = 5;

/**
 * Who is shown: whoever is shipped in this market, after the rival's cut or somewhere in the grid, the run's answer, its baseline, what the reader
 * chose (else the next in the order of choice), and whoever comes from outside. In the order of what they earn.
 * @param chosen ids
 */
export function castOf(war: PriceWar, chosen: ReadonlySet<string>): Shown[] {
  const { field, question } = war;
  const { contenders } = field;
  const wanted = new Set<Served>([...winnersOf(war), contenders[0]!]);
  const baseline = contenders.find(({ entrant }) => entrant.isBaseline);
  if (baseline !== undefined) wanted.add(baseline);
  const picked = contenders.filter(({ entrant }) => chosen.has(entrant.id)).slice(0, MOST_CHOSEN);
  for (const one of picked) wanted.add(one);
  if (picked.length === 0) {
    for (const one of [...field.undominated, ...contenders]) if (wanted.size < FEWEST_SHOWN) wanted.add(one);
  }
  const inOrder = [...contenders.filter((one) => wanted.has(one)), ...field.outside];
  const sold = soldIn(inOrder, question);
  return sold.map((one) => {
    const place = inOrder.indexOf(one.contender);
    return { sold: one, letter: letterOf(place), color: colorOf(place, one.contender) };
  });
}

function winnersOf({ shipped, response, grid }: PriceWar): Served[] {
  const all = [shipped, ...(response === null ? [] : [response.after]), ...grid.shipped.flat().filter(earnsAnything)];
  return all.map(({ outcome }) => outcome.contender);
}

function letterOf(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : `Z${place - 25}`;
}

const GREY = PALETTE.at(-1)!;

function colorOf(place: number, { entrant }: Served): string {
  return entrant.isOutside ? GREY : (PALETTE[place] ?? GREY);
}

/** The sentences about a market, the verdict first. */
export interface WarTexts {
  readonly verdict: string;
  readonly others: readonly string[];
  readonly market: string;
  readonly notes: readonly string[];
}

export function warTexts(war: PriceWar, cast: readonly Shown[], language: Language): WarTexts {
  const { question, field, shipped } = war;
  const sold = cast.find(({ sold: one }) => one.contender === shipped.outcome.contender)!.sold;
  const others = [
    refusedText(war, language),
    rivalText(war, language),
    floorText(
      {
        label: entrantName(sold.contender.entrant, language),
        floor: formatPrice(sold.months[0]!.floorUsdPerMillionTexts),
        texts: textsIn(question.textsInFirstMonth, language),
        price: formatPrice(question.usdPerMillionTexts),
        paysFrom: sold.breakEvenTexts === null ? null : textsIn(sold.breakEvenTexts, language),
      },
      language,
    ),
    outsideText(war, language),
    alikeText(war, language),
  ];
  return {
    verdict: shipText(war, language),
    others: others.filter((text) => text !== ""),
    market: marketText(war, language),
    notes: leftOutTexts(field, language),
  };
}

/** A row of the table of contenders. */
export interface WarRow {
  readonly id: string;
  readonly letter: string;
  readonly color: string;
  /** What sets it apart, such as "baseline"; empty for nothing. */
  readonly note: string;
  readonly isShipped: boolean;
  readonly isOutside: boolean;
  readonly texts: Readonly<Record<WarColumn, string>>;
}

/** How many of those that take part the table has. */
export function warTableTitle({ field }: PriceWar, cast: readonly Shown[], language: Language): string {
  const own = cast.filter(({ sold }) => !sold.contender.entrant.isOutside);
  return warWords(language).tableTitle(own.length, field.contenders.length);
}

export const WAR_COLUMNS: readonly WarColumn[] = [
  "name",
  "accuracy",
  "total",
  "first",
  "last",
  "loss",
  "floor",
  "lastFloor",
  "paysFrom",
];

export function warRows(war: PriceWar, cast: readonly Shown[], language: Language): WarRow[] {
  const words = warWords(language);
  const isShipped = ({ sold }: Shown) => sold.contender === war.shipped.outcome.contender;
  const isAfter = ({ sold }: Shown) => sold.contender === war.response?.after.outcome.contender;
  return cast.map((shown) => {
    const { sold, letter, color } = shown;
    const { entrant, accuracy } = sold.contender;
    const [first, last] = [sold.months[0]!, sold.months.at(-1)!];
    const notes = [
      ...(isShipped(shown) ? [war.shipped.outcome.totalMarginUsd < 0 ? words.losesLeast : words.shipped] : []),
      ...(isAfter(shown) && !isShipped(shown) ? [words.afterCut] : []),
      ...(entrant.isBaseline ? [words.baseline] : []),
      ...(entrant.isOutside ? [words.outside] : []),
    ];
    return {
      id: entrant.id,
      letter,
      color,
      note: notes.join(", "),
      isShipped: isShipped(shown),
      isOutside: entrant.isOutside,
      texts: {
        name: entrantName(entrant, language),
        accuracy: formatShare(accuracy),
        total: formatMargin(sold.totalMarginUsd),
        first: formatMargin(first.marginUsd),
        last: formatMargin(last.marginUsd),
        loss: lossMonth(sold.firstLoss, language),
        floor: formatPrice(first.floorUsdPerMillionTexts),
        lastFloor: formatPrice(last.floorUsdPerMillionTexts),
        paysFrom: sold.breakEvenTexts === null ? "—" : countIn(sold.breakEvenTexts, language),
      },
    };
  });
}

/** A market of the grid. */
export interface WarField {
  readonly state: "every-month" | "some-months" | "nothing";
  /** Of what is shipped; "–" where nothing earns. */
  readonly letter: string;
  readonly color: string;
  /** The market and what is shipped there, for pointers and screen readers. */
  readonly title: string;
  readonly isAsked: boolean;
  readonly textsInFirstMonth: number;
  readonly pricePath: string;
}

export interface WarGrid {
  readonly volumes: readonly string[];
  readonly rows: readonly { readonly title: string; readonly fields: readonly WarField[] }[];
  /** Whom the letters stand for. */
  readonly legend: readonly { readonly letter: string; readonly color: string; readonly name: string }[];
}

export function warGrid({ grid, question }: PriceWar, cast: readonly Shown[], language: Language): WarGrid {
  const markOf = new Map(cast.map((shown) => [shown.sold.contender, shown]));
  const used = new Set<Shown>();
  const fieldAt = (column: number, row: number): WarField => {
    const shipped = grid.shipped[row]![column]!;
    const pricePath = grid.paths[column]!.name;
    const textsInFirstMonth = grid.volumes[row]!;
    const state = stateOf(shipped);
    const mark = state === "nothing" ? undefined : markOf.get(shipped.outcome.contender);
    if (mark !== undefined) used.add(mark);
    const result = mark === undefined ? warWords(language).nothingEarns : nameOf(mark, language);
    return {
      state,
      letter: mark?.letter ?? "–",
      color: mark?.color ?? GREY,
      title: `${textsIn(textsInFirstMonth, language)}, ${pathTitle(pricePath, language)}: ${result}, ${formatMargin(shipped.outcome.totalMarginUsd)}`,
      isAsked: textsInFirstMonth === question.textsInFirstMonth && pricePath === question.pricePath.name,
      textsInFirstMonth,
      pricePath,
    };
  };
  const rows = grid.paths.map(({ name }, column) => ({
    title: pathTitle(name, language),
    fields: grid.volumes.map((_, row) => fieldAt(column, row)),
  }));
  return {
    volumes: grid.volumes.map((texts) => textsIn(texts, language)),
    rows,
    legend: [...used]
      .sort((a, b) => a.letter.localeCompare(b.letter, "en", { numeric: true }))
      .map((shown) => ({ letter: shown.letter, color: shown.color, name: nameOf(shown, language) })),
  };
}

function stateOf(shipped: Shipped<Served>): WarField["state"] {
  if (!earnsAnything(shipped)) return "nothing";
  return shipped.reason === "loses-least" ? "some-months" : "every-month";
}

function nameOf({ sold }: Shown, language: Language): string {
  return entrantName(sold.contender.entrant, language);
}

/** Lines of a chart: contenders whose months are the same to a cent are one. */
export function warLines(cast: readonly Shown[], language: Language): WarLine[] {
  const groups = new Map<string, Shown[]>();
  for (const shown of cast) {
    const key = shown.sold.months.map(({ marginUsd }) => Math.round(marginUsd * 100)).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), shown]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Shown, ...Shown[]];
    const letters = group.map(({ letter }) => letter).sort();
    return {
      letters: letters.length === 1 ? letters[0]! : `${letters[0]} +${letters.length - 1}`,
      names: group.map((shown) => nameOf(shown, language)).join("; "),
      color: first.color,
      isOutside: group.every(({ sold }) => sold.contender.entrant.isOutside),
      months: first.sold.months,
      firstLoss: first.sold.firstLoss,
    };
  });
}

/** The price of each month, and what it is after a rival's cut. */
export function priceLines({ months, usdPerMillionTexts, pricePath, rival }: WarQuestion): PriceLine[] {
  const line = (kind: PriceLine["kind"], factor: (month: number) => number): PriceLine => ({
    kind,
    months: Array.from({ length: months }, (_, index) => ({
      month: index + 1,
      usd: usdPerMillionTexts * factorAt(pricePath.path, index + 1) * factor(index + 1),
    })),
  });
  return [
    line("price", () => 1),
    ...(rival === null ? [] : [line("rival", (month) => (month < rival.month ? 1 : rival.factor))]),
  ];
}
