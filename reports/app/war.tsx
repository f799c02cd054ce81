import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fieldOf } from "../../harness/judge/pricing/war/field.ts";
import { type PriceWar, priceWar } from "../../harness/judge/pricing/war/price-war.ts";
import { marginChart, priceChart } from "../charts/war.ts";
import { WAR_DATA, type WarData } from "../page/price-war-data.ts";
import {
  castOf,
  priceLines,
  type Shown,
  WAR_COLUMNS,
  type WarField,
  warGrid,
  warLines,
  warRows,
  warTableTitle,
  warTexts,
} from "../page/price-war-view.ts";
import type { Language } from "../words/language.ts";
import { entrantName } from "../words/monthly/war.ts";
import { aboutText, usualPriceText, type WarInput, warColumns, warWords } from "../words/monthly/war-page.ts";
import { keptTogether } from "./keep-together.ts";
import { LiveChartView } from "./live-chart.tsx";
import type { NearbyCharts } from "./nearby-charts.ts";
import { readPayload } from "./payload.ts";
import type { Shared } from "./shared.ts";
import type { Store } from "./store.ts";
import { useStore } from "./use-store.ts";
import type { View } from "./view.ts";
import { WarFields } from "./war-fields.tsx";
import { askedQuestion, type WarAsked } from "./war-inputs.ts";

/** Puts the price war of any market in place of the usual one's, if the page has one. */
export async function mountWar(main: ParentNode, shared: Shared, charts: NearbyCharts): Promise<void> {
  const place = main.querySelector("[data-price-war]");
  const data = await readPayload<WarData>(WAR_DATA);
  if (place === null || data === null) return;
  place.replaceChildren();
  render(<War data={data} shared={shared} charts={charts} />, place);
}

/** Milliseconds without another change after which a market stands in the address: browsers refuse it at each step of a slider. */
const SHARE_AFTER_MS = 200;

interface WarProps {
  readonly data: WarData;
  readonly shared: Shared;
  readonly charts: NearbyCharts;
}

function War({ data, shared, charts }: WarProps) {
  const { store, language } = shared;
  const view = useStore(store);
  const [asked, ask] = useSharedMarket(store, view);
  const { entrants, sheet, usual } = data;
  const { question, unread } = useMemo(() => askedQuestion(asked, usual, sheet), [asked, usual, sheet]);
  const { offer, utilization, retrainDays, anyQuality } = question;
  const field = useMemo(
    () => fieldOf(entrants, { offer, utilization, retrainDays, anyQuality }, sheet.offerings),
    [entrants, sheet, offer, utilization, retrainDays, anyQuality],
  );
  const war = useMemo(() => priceWar(field, question, sheet), [field, question, sheet]);
  const selection = shared.selection();
  const chosen = useMemo(() => new Set([...(selection ?? []), ...view.pinned]), [selection, view.pinned]);
  const words = warWords(language);
  const fields = (
    <WarFields
      {...{ language, asked, question, unread, sheet }}
      onAsk={(name, text) => ask({ ...asked, [name]: text })}
      onReset={() => ask({})}
    />
  );
  if (war === null) {
    return (
      <>
        <p class="war-verdict" role="status">
          {words.nothingFits}
        </p>
        {fields}
      </>
    );
  }
  const first = entrants.own.find(({ id }) => id === field.contenders[0]!.entrant.id)!;
  const origin = usualPriceText(
    entrantName(first, language),
    usual.usdPerMillionTexts,
    usual.textsInFirstMonth,
    language,
  );
  const scopes = [...(data.about === null ? [] : [aboutText(data.about[language], language)]), origin];
  return (
    <Outcome
      {...{ language, war, chosen, fields, scopes, charts }}
      hosted={entrants.hosted}
      onAsk={(changed) => ask({ ...asked, ...changed })}
    />
  );
}

/** The market that is asked about: at once here, and a moment later in the address. */
function useSharedMarket(store: Store<View>, view: View): readonly [WarAsked, (asked: WarAsked) => void] {
  const [draft, setDraft] = useState<WarAsked | null>(null);
  const timer = useRef(0);
  const shared = useRef<WarAsked | null>(null);
  // An address that is entered holds, whatever was about to be shared; of one's own, what was asked meanwhile.
  useEffect(() => {
    if (view.war === shared.current) return;
    clearTimeout(timer.current);
    setDraft(null);
  }, [view.war]);
  const ask = (asked: WarAsked) => {
    setDraft(asked);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      shared.current = asked;
      store.set({ war: asked });
    }, SHARE_AFTER_MS);
  };
  return [draft ?? view.war, ask];
}

interface OutcomeProps {
  readonly language: Language;
  readonly war: PriceWar;
  readonly chosen: ReadonlySet<string>;
  readonly fields: preact.JSX.Element;
  /** What all of it is about, and where the usual price comes from. */
  readonly scopes: readonly string[];
  readonly hosted: WarData["entrants"]["hosted"];
  readonly charts: NearbyCharts;
  readonly onAsk: (changed: Partial<Record<WarInput, string>>) => void;
}

function Outcome({ language, war, chosen, fields, scopes, hosted, charts, onAsk }: OutcomeProps) {
  const cast = useMemo(() => castOf(war, chosen), [war, chosen]);
  const { verdict, others, market, notes } = warTexts(war, cast, language);
  const words = warWords(language);
  const lines = useMemo(() => warLines(cast, language), [cast, language]);
  const margins = useMemo(() => marginChart(lines, words), [lines, words]);
  const prices = useMemo(
    () => priceChart(lines, priceLines(war.question), hosted, words),
    [lines, war.question, hosted, words],
  );
  return (
    <>
      <p class="war-verdict" role="status" aria-live="polite">
        {keptTogether(verdict)}
      </p>
      {others.map((text) => (
        <p key={text} class="war-also">
          {keptTogether(text)}
        </p>
      ))}
      {fields}
      <p class="scope">{keptTogether(market)}</p>
      {[...scopes, ...notes].map((text) => (
        <p key={text} class="scope">
          {keptTogether(text)}
        </p>
      ))}
      <div class="charts">
        <figure>
          <figcaption>
            <h3>{words.marginsTitle}</h3>
            <p>{words.marginsNote}</p>
          </figcaption>
          <LiveChartView {...{ charts, language }} chart={margins} label={`${words.marginsTitle}. ${verdict}`} />
        </figure>
        <figure>
          <figcaption>
            <h3>{words.pricesTitle}</h3>
            <p>{words.pricesNote}</p>
          </figcaption>
          <LiveChartView {...{ charts, language }} chart={prices} label={words.pricesTitle} />
        </figure>
      </div>
      <Contenders {...{ language, war, cast }} />
      <Grid {...{ language, war, cast, onAsk }} />
    </>
  );
}

interface CastProps {
  readonly language: Language;
  readonly war: PriceWar;
  readonly cast: readonly Shown[];
}

function Contenders({ language, war, cast }: CastProps) {
  const columns = warColumns(language);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="scroll" aria-labelledby="war-table-caption" tabIndex={0}>
      <table class="war-table">
        <caption id="war-table-caption">
          <span>{warTableTitle(war, cast, language)}</span>
        </caption>
        <thead>
          <tr>
            {WAR_COLUMNS.map((name) => (
              <th
                key={name}
                scope="col"
                class={name === "name" ? "text war-column" : "number war-column"}
                title={columns[name].help}
              >
                {columns[name].title(war.question.months)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {warRows(war, cast, language).map(({ id, letter, color, texts, note, isShipped }) => (
            <tr key={id} data-contender={id} class={isShipped ? "winner" : ""}>
              <th scope="row" class="war-name">
                <Letter letter={letter} color={color} /> {keptTogether(texts.name)}
                {note === "" ? null : <small>{note}</small>}
              </th>
              {WAR_COLUMNS.slice(1).map((name) => (
                <td key={name} class="number" data-figure={name}>
                  {keptTogether(texts[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Letter({ letter, color }: { readonly letter: string; readonly color: string }) {
  return (
    <span class="war-letter" style={{ "--mark": color }}>
      {letter}
    </span>
  );
}

function Grid({ language, war, cast, onAsk }: CastProps & Pick<OutcomeProps, "onAsk">) {
  const words = warWords(language);
  const { volumes, rows, legend } = warGrid(war, cast, language);
  const askAbout = ({ textsInFirstMonth, pricePath }: WarField) =>
    onAsk({ texts: String(textsInFirstMonth), path: pricePath });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section class="scroll" aria-labelledby="war-grid-caption" tabIndex={0}>
        <table class="war-grid">
          <caption id="war-grid-caption">
            <span>
              {words.gridTitle}. {words.gridNote}
            </span>
          </caption>
          <thead>
            <tr>
              <td class="war-corner">{words.gridCorner}</td>
              {volumes.map((volume) => (
                <th key={volume} scope="col" class="war-volume">
                  {volume}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, fields }) => (
              <tr key={title}>
                <th scope="row" class="war-path">
                  {title}
                </th>
                {fields.map((field) => (
                  <td
                    key={field.textsInFirstMonth}
                    class={`war-place ${field.state}${field.isAsked ? " asked" : ""}`}
                    style={{ "--mark": field.color }}
                  >
                    <button
                      type="button"
                      class="war-ask"
                      title={field.title}
                      aria-label={field.title}
                      aria-current={field.isAsked ? "true" : undefined}
                      onClick={() => askAbout(field)}
                    >
                      {field.letter}
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="war-legend">
        {legend.map(({ letter, color, name }) => (
          <span key={letter}>
            <Letter letter={letter} color={color} /> {keptTogether(name)}
          </span>
        ))}
        <Key state="every-month" text={words.everyMonth} />
        <Key state="some-months" text={words.someMonths} />
        <Key state="nothing" text={words.nothingEarns} />
      </p>
    </>
  );
}

function Key({ state, text }: { readonly state: WarField["state"]; readonly text: string }) {
  return (
    <span>
      <span class={`war-key ${state}`} /> {text}
    </span>
  );
}
