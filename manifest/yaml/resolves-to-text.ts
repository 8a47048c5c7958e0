/** The words that mean something else than themselves. `=` is YAML 1.1's default value, which kubectl's reader does not know. */
const WORDS = new Set(
  ['', '~', '<<', '='].concat(
    ...['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'].map((word) => [
      word,
      word[0].toUpperCase() + word.slice(1),
      word.toUpperCase(),
    ]),
  ),
);

/** What YAML 1.1 takes for a number, or for a point in time. Those of YAML 1.2 that are not among them are Go's as well. */
const YAML = [
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?$/,
  /^[-+]?0b[01_]+$/,
  /^[-+]?0x[0-9a-f_]+$/i,
  /^[-+]?\.[0-9_]*$/,
  /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?e[-+]?[0-9]+$/i,
  /^[-+]?\.inf$|^\.nan$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|[ \t]+)[0-9]{1,2}(?::[0-9]{1,2}){2}(?:\.[0-9]+)?(?:[ \t]*(?:z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?$/i,
];

/** What the readers in Go take for a number, kubectl's and that of kustomize: they remove all `_`, and a prefix, and ask Go. */
const GO = /^[-+]?(?:0x[0-9a-f]+|0o[-+]?[0-7]+|0b[-+]?[01]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?)$/i;

/**
 * Whether some reader takes the text, without quotes, for something else than text: null, a boolean, a number, a point in time, a
 * merge. Some reader: kubectl's, or one that goes by YAML 1.1 or YAML 1.2.
 */
export function resolves(text: string): boolean {
  if (WORDS.has(text)) {
    return true;
  }
  return /^[-+.0-9e]/i.test(text) && (YAML.some((form) => form.test(text)) || GO.test(text.replace(/_/g, '')));
}
