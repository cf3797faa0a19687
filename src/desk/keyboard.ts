import { useEffect } from "preact/hooks";

/** What a key does; it is left alone where it gives back false. */
export type Keys = { readonly [key: string]: () => unknown };

const FIELDS = "input:not([type=checkbox]):not([type=file]), textarea, select, [contenteditable]";

/** Listens to keys while the component stands; not while a person types or a dialog is open. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const { target } = event;
      if (target instanceof Element && target.matches(FIELDS)) return;
      // Enter on a button or a link does what that does.
      if (
        event.key === "Enter" &&
        target instanceof Element &&
        target.matches("a, button:not([data-pointer]), summary, [role=button]")
      )
        return;
      if (Object.hasOwn(keys, event.key) && keys[event.key]?.() !== false) event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => {
      removeEventListener("keydown", listen);
    };
  });
}
