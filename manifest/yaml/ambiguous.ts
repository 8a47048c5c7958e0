/** Words that are not strings. `=` is the default value of YAML 1.1, which kubectl does not know. */
const WORDS = new Set(['', '~', '<<', '=']);
for (const word of ['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n']) {
  [word, word[0].toUpperCase() + word.slice(1), word.toUpperCase()].forEach((form) => WORDS.add(form));
}

/** Numbers and times of YAML 1.1. Other numbers of YAML 1.2 are also numbers of Go. */
const YAML = [
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?$/,
  /^[-+]?0b[01_]+$/,
  /^[-+]?0x[0-9a-f_]+$/i,
  /^[-+]?\.[0-9_]*$/,
  /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?e[-+]?[0-9]+$/i,
  /^[-+]?\.inf$|^\.nan$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|[ \t]+)[0-9]{1,2}(?::[0-9]{1,2}){2}(?:\.[0-9]+)?(?:[ \t]*(?:z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?$/i,
];

/** Numbers of readers in Go, such as kubectl and kustomize: they remove all `_` and a prefix, and parse the rest with Go. */
const GO = /^[-+]?(?:0x[0-9a-f]+|0o[-+]?[0-7]+|0b[-+]?[01]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?)$/i;

/** Whether kubectl, or a reader of YAML 1.1 or 1.2, reads the text without quotes as another value than a string. */
export function isAmbiguous(text: string): boolean {
  const isNumber = () => YAML.some((form) => form.test(text)) || GO.test(text.replace(/_/g, ''));
  return WORDS.has(text) || (/^[-+.0-9e]/i.test(text) && isNumber());
}
