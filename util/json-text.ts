/** A value as JSON. A large integer, for which `JSON.stringify` throws, and NaN are written as they are. */
export function jsonText(value: unknown, indent?: number): string {
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : JSON.stringify(value, asText, indent);
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** A value of any type as a name in a message. */
export function nameText(value: unknown): string {
  return typeof value === 'object' && value !== null ? jsonText(value) : String(value);
}

/** The value of a JSON text; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
