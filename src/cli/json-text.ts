/** Characters that JSON lets stand and a terminal may obey: controls above ASCII, and what turns the direction of writing. */
const STEERING = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The value as JSON that says the same and cannot steer a terminal. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    STEERING,
    // They stand only inside texts, where an escape means the same.
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
