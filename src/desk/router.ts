import { signal } from "@preact/signals";

/** Where the page is. */
export const address = signal(new URL(location.href));

/** Goes to an address of the desk without loading the page anew. */
export function go(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  address.value = new URL(location.href);
}

/** Follows links of the desk inside the page. */
export function followLinks(): void {
  addEventListener("popstate", () => {
    address.value = new URL(location.href);
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const path = link?.getAttribute("href");
    if (path == null || !path.startsWith("/") || /\.(?:json|xlsx)\b/u.test(path)) return;
    event.preventDefault();
    go(path);
  });
}
