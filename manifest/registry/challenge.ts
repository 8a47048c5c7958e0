/** What a registry demands in the header WWW-Authenticate. */
export interface Challenge {
  readonly scheme: 'bearer' | 'basic';
  /** The server that issues tokens. */
  readonly realm?: string;
  readonly service?: string;
}

const MAX_HEADER = 4096;

/** Parses the header `WWW-Authenticate`: the first challenge of a known scheme. */
export function challengeOf(header = ''): Challenge | undefined {
  const text = header.slice(0, MAX_HEADER);
  const [found, scheme] = /\b(bearer|basic)\b/i.exec(text) ?? [];
  if (found === undefined) {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/\b(\w+)="([^"]*)"/g)) {
    parameters.set(name.toLowerCase(), value);
  }
  return {
    scheme: scheme.toLowerCase() as Challenge['scheme'],
    realm: parameters.get('realm'),
    service: parameters.get('service'),
  };
}
