import { useRef, useState } from "preact/hooks";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { copyText } from "./copy-text.ts";

/** A text with a button that copies it. */
export function Copied({
  label,
  text,
  language,
}: {
  readonly label: string;
  readonly text: string;
  readonly language: Language;
}) {
  const place = useRef<HTMLPreElement>(null);
  const [state, setState] = useState<"copy" | "copied" | "selected">("copy");
  const copy = async () => setState((await copyText(text, place.current!)) ? "copied" : "selected");
  return (
    <section>
      <header>
        <h3>{label}</h3>
        <button type="button" aria-live="polite" onClick={copy}>
          {tableWords[language][state]}
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre ref={place} class="command" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
