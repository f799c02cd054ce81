import { useId } from "preact/hooks";
import { formatUsd } from "../../harness/judge/figures/format.ts";
import type { MarketSheet } from "../../harness/judge/pricing/war/entrant.ts";
import { historyPaths, STEADY_PATHS } from "../../harness/judge/pricing/war/named-path.ts";
import type { WarQuestion } from "../../harness/judge/pricing/war/question.ts";
import type { Language } from "../words/language.ts";
import { pathTitle } from "../words/monthly/war.ts";
import { choiceWords, inputWords, pathEnd, type WarInput, warWords } from "../words/monthly/war-page.ts";
import {
  NUMBER_INPUTS,
  type NumberInput,
  nextValue,
  positionOf,
  SLIDER_STEPS,
  valueAt,
  type WarAsked,
} from "./war-inputs.ts";

export interface WarFieldsProps {
  readonly language: Language;
  readonly asked: WarAsked;
  readonly question: WarQuestion;
  readonly unread: ReadonlySet<string>;
  readonly sheet: MarketSheet;
  readonly onAsk: (name: WarInput, text: string) => void;
  readonly onReset: () => void;
}

/** The inputs in their order on the page. */
const ORDER: readonly WarInput[] = [
  "texts",
  "price",
  "path",
  "margin",
  "growth",
  "compute",
  "offer",
  "retrain",
  "busy",
  "wrong",
  "rival-month",
  "rival-price",
  "same",
];

const NUMBERS = new Map(NUMBER_INPUTS.map((input) => [input.name, input]));

export function WarFields(props: WarFieldsProps) {
  const { language, question, onAsk, onReset, asked } = props;
  const words = warWords(language);
  const any = inputWords(language).any;
  return (
    <fieldset class="war-inputs">
      <legend>{words.inputs}</legend>
      {ORDER.map((name) => {
        const input = NUMBERS.get(name);
        if (input !== undefined) return <NumberField key={name} {...props} input={input} />;
        return name === "offer" ? (
          <OfferField key={name} {...props} />
        ) : (
          <PathField key={name} {...props} name={name} />
        );
      })}
      <div class="war-last">
        <label title={any.help}>
          <input
            type="checkbox"
            checked={question.anyQuality}
            onChange={({ currentTarget }) => onAsk("any", currentTarget.checked ? "yes" : "")}
          />{" "}
          {any.label}
        </label>
        <button type="button" onClick={onReset} disabled={Object.values(asked).every((text) => text === "")}>
          {words.reset}
        </button>
      </div>
    </fieldset>
  );
}

const ARROWS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** A number as a slider and as a field; either writes the other. */
function NumberField({
  input,
  language,
  asked,
  question,
  unread,
  onAsk,
}: WarFieldsProps & { readonly input: NumberInput }) {
  const id = useId();
  const { name } = input;
  const { label, unit, help } = inputWords(language)[name];
  const value = input.of(question);
  const isUnread = unread.has(name);
  const usual = input.write(value);
  return (
    <div class="war-field">
      <label for={id} title={help}>
        {label}
        {unit === "" ? null : <small> {unit}</small>}
      </label>
      <input
        id={id}
        name={name}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        // One that is emptied stays so: what is usual then stands in it in grey, and is no part of what is typed.
        value={asked[name] ?? usual}
        placeholder={usual}
        aria-invalid={isUnread}
        aria-describedby={isUnread ? `${id}-unread` : undefined}
        onInput={({ currentTarget }) => onAsk(name, currentTarget.value)}
      />
      <input
        type="range"
        min={0}
        max={SLIDER_STEPS}
        value={positionOf(input, value)}
        aria-label={label}
        aria-valuetext={`${input.write(value)} ${unit}`.trim()}
        onInput={({ currentTarget }) => onAsk(name, input.write(valueAt(input, Number(currentTarget.value))))}
        onKeyDown={(event) => {
          const direction = ARROWS[event.key];
          if (direction === undefined) return;
          // The next position is often the same value.
          event.preventDefault();
          onAsk(name, input.write(nextValue(input, value, direction)));
        }}
      />
      {isUnread ? <Unread id={`${id}-unread`} language={language} /> : null}
    </div>
  );
}

function Unread({ id, language }: { readonly id: string; readonly language: Language }) {
  return (
    <small id={id} class="war-unread">
      {warWords(language).notReadable}
    </small>
  );
}

/** Stands for a path of one's own in the list. */
const OWN_PATH = "own";
/** What a path of one's own begins as. */
const FIRST_OWN_PATH = "13:0.5,25:0.25";

function PathField({
  name,
  language,
  asked,
  question,
  unread,
  sheet,
  onAsk,
}: WarFieldsProps & { readonly name: WarInput }) {
  const id = useId();
  const words = choiceWords(language);
  const { label, help } = inputWords(language)[name];
  const histories = historyPaths(sheet.histories);
  const usual = (name === "path" ? question.pricePath : question.computePath).name;
  // An emptied field stays, for another path to be typed.
  const text = asked[name] ?? usual;
  const isKnown = [...STEADY_PATHS, ...histories].some((path) => path.name === text);
  const isUnread = unread.has(name);
  return (
    <div class="war-field">
      <label for={id} title={help}>
        {label}
      </label>
      <select
        id={id}
        name={name}
        value={isKnown ? text : OWN_PATH}
        onChange={({ currentTarget: { value } }) => onAsk(name, value === OWN_PATH ? FIRST_OWN_PATH : value)}
      >
        <optgroup label={words.steady}>
          {STEADY_PATHS.map((path) => (
            <option key={path.name} value={path.name}>
              {pathTitle(path.name, language)}
            </option>
          ))}
        </optgroup>
        {histories.length === 0 ? null : (
          <optgroup label={words.histories}>
            {histories.map((path) => {
              const last = path.path.kind === "steps" ? path.path.steps.at(-1) : undefined;
              const end =
                last === undefined ? "" : `: ${pathEnd(formatUsd(last.factor).slice(1), last.month, language)}`;
              return (
                <option key={path.name} value={path.name}>
                  {pathTitle(path.name, language)}
                  {end}
                </option>
              );
            })}
          </optgroup>
        )}
        <option value={OWN_PATH}>{words.ownPath}</option>
      </select>
      {isKnown ? null : (
        <input
          type="text"
          autocomplete="off"
          value={text}
          placeholder={usual}
          title={help}
          aria-label={`${label}: ${help}`}
          aria-invalid={isUnread}
          aria-describedby={isUnread ? `${id}-unread` : undefined}
          onInput={({ currentTarget }) => onAsk(name, currentTarget.value)}
        />
      )}
      {isUnread ? <Unread id={`${id}-unread`} language={language} /> : null}
    </div>
  );
}

function OfferField({ language, question, unread, sheet, onAsk }: WarFieldsProps) {
  const id = useId();
  const isUnread = unread.has("offer");
  const words = choiceWords(language);
  const { label, help } = inputWords(language).offer;
  const kinds = [...new Set(sheet.offerings.map(({ kind }) => kind))];
  return (
    <div class="war-field">
      <label for={id} title={help}>
        {label}
      </label>
      <select
        id={id}
        name="offer"
        value={question.offer ?? ""}
        aria-describedby={isUnread ? `${id}-unread` : undefined}
        onChange={({ currentTarget }) => onAsk("offer", currentTarget.value)}
      >
        <option value="">{words.ownOffer}</option>
        {kinds.map((kind) => (
          <optgroup key={kind} label={words.offers[kind]}>
            {sheet.offerings
              .filter((offering) => offering.kind === kind)
              .map((offering) => (
                <option key={offering.id} value={offering.id}>
                  {offering.id}
                  {"usdPerHour" in offering ? `: ${formatUsd(offering.usdPerHour)}/h` : ""}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {isUnread ? <Unread id={`${id}-unread`} language={language} /> : null}
    </div>
  );
}
