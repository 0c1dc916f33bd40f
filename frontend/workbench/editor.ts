// The editor: CodeMirror in the design's clothes, with the system's own selection, spelling and Tab key.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap, placeholder, type KeyBinding } from "@codemirror/view";
import { marks } from "./marks";
import { tags } from "./tags";

export interface Events {
  /** The text changed. */
  changed(): void;
  /** The caret, or what stands under it, changed. */
  moved(): void;
}

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "400 var(--type-text)/1.75 var(--serif)", fontVariantNumeric: "lining-nums", overflow: "visible" },
  ".cm-content": { padding: "var(--s4) 0 var(--s5)", minHeight: "16rem", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 var(--s5) 0 3rem" },
  ".cm-placeholder": { color: "var(--ink-3)" },
});

export function makeEditor(parent: HTMLElement, text: string, label: string, events: Events, keys: readonly KeyBinding[]): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(),
        keymap.of([...keys, ...historyKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "editor-hint", spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
        placeholder("Write or paste what you would say."),
        theme,
        marks,
        tags,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) events.changed();
          if (update.docChanged || update.selectionSet || update.startState.field(marks) !== update.state.field(marks)) events.moved();
        }),
      ],
    }),
  });
}

/** Put another text in place of all that stands there; it can be undone. */
export function replaceAll(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: Transaction.userEvent.of("input.paste") });
}
