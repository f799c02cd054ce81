import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";

export interface DialogProps {
  /** Of the heading, unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over the page, which is open for as long as it is shown. */
export function Dialog({ id, title, language, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="record" aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {tableWords[language].close}
        </button>
      </header>
      {children}
    </dialog>
  );
}
