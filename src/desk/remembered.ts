/** What a person chose on this machine (language, theme, name); forgotten where the browser keeps nothing. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`fuhe.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`fuhe.${name}`, value);
  } catch {
    // The choice lasts as long as the page.
  }
}
