import { Difference, Item, Role, Step } from './differences';

/** The longest value that is shown. */
const SHORT = 60;

/** What a terminal would do something with, in the place of showing it: also what turns the direction of a text. */
const HIDDEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

/** A difference in the words of a reviewer: "image nginx:1.26 → 1.27", "new container logs". */
export function words(difference: Difference, pod: readonly string[] | undefined): string {
  const { steps } = difference;
  if (pod !== undefined && startsWith(steps, pod)) {
    return podWords(difference, steps.slice(pod.length), pod.length > 1);
  }
  const templateMetadata = pod === undefined ? [] : [...pod.slice(0, -1), 'metadata'];
  if (templateMetadata.length > 1 && startsWith(steps, templateMetadata)) {
    return metadataWords(difference, steps.slice(templateMetadata.length), 'pod ');
  }
  if (steps[0] === 'metadata') {
    return metadataWords(difference, steps.slice(1), '');
  }
  const rest = steps[0] === 'spec' && steps.length > 1 ? steps.slice(1) : steps;
  return rest[0] === 'ports' && isItem(rest[1]) ? portWords(difference, rest) : plain(difference, pathOf(rest));
}

/** Whether the words for a difference leave out what it is, because it is too long. */
export function isCut(difference: Difference, text: string): boolean {
  return difference.secret !== true && text.endsWith(` ${difference.change}`) && isLong(difference);
}

/** The way to a field as a text: `spec.containers[web].image`. */
export function pathOf(steps: readonly Step[]): string {
  return steps
    .map((step) => (isItem(step) ? `[${step.key}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
    .replace(/^\./, '');
}

/** A value in short, if it can be said in short. */
export function short(value: any): string | undefined {
  const isPlain = typeof value === 'string' && value.trim() === value && value !== '' && !HIDDEN.test(value);
  const text = isPlain ? value : flow(value);
  const isBlock = typeof value === 'string' && value.includes('\n');
  return text.length > SHORT || isBlock ? undefined : text;
}

function metadataWords(difference: Difference, rest: readonly Step[], whose: string): string {
  const [kind, name] = rest;
  const word = kind === 'labels' ? 'label' : kind === 'annotations' ? 'annotation' : undefined;
  return word === undefined || typeof name !== 'string'
    ? plain(difference, whose === '' ? pathOf(['metadata', ...rest]) : `${whose}${pathOf(['metadata', ...rest])}`)
    : plain(difference, `${whose}${word} ${name}`);
}

function podWords(difference: Difference, rest: readonly Step[], template: boolean): string {
  const [list, item] = rest;
  if (isItem(item) && item.role !== undefined) {
    return containerWords(difference, item, rest.slice(2));
  }
  if (list === 'volumes' && isItem(item)) {
    return volumeWords(difference, item, rest.slice(2));
  }
  return plain(difference, `${template ? 'pod ' : ''}${pathOf(rest)}`);
}

function containerWords(difference: Difference, item: Item, rest: readonly Step[]): string {
  const { change, before, after } = difference;
  if (rest.length === 0) {
    return change === 'moved' ? roleWords(item.key, before, after) : newOrRemoved(change, `${item.role} ${item.key}`);
  }
  const text = fieldWords(difference, rest);
  return item.only ? text : `${item.role} ${item.key}: ${text}`;
}

function roleWords(name: string | number, before: Role, after: Role): string {
  if (before === 'container' && after === 'native sidecar') {
    return `sidecar ${name} is now native`;
  }
  if (before === 'native sidecar' && after === 'container') {
    return `sidecar ${name} is no longer native`;
  }
  return `${before} ${name} is now ${after === 'init container' ? 'an' : 'a'} ${after}`;
}

function fieldWords(difference: Difference, rest: readonly Step[]): string {
  const { change, before, after } = difference;
  const [field, item] = rest;
  if (field === 'image' && change === 'changed' && typeof before === 'string' && typeof after === 'string') {
    return `image ${imageWords(before, after)}`;
  }
  if (isItem(item)) {
    switch (field) {
      case 'ports':
        return portWords(difference, rest);
      case 'env':
        return variableWords(difference, item);
      case 'volumeMounts':
        return mountWords(difference, item, rest.slice(2));
      case 'envFrom':
        return rest.length === 2 && change !== 'changed'
          ? `envFrom ${item.key} ${change}`
          : plain(difference, pathOf(rest));
      case 'command':
      case 'args':
        // the place in a command says little where the text of it is too long to be shown
        return isLong(difference) && change === 'changed' ? `${field} changed` : plain(difference, pathOf(rest));
    }
  }
  return plain(difference, pathOf(rest));
}

/** The second image without what the first one says already, and digests in short. */
function imageWords(before: string, after: string): string {
  const shorten = (image: string) => image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…');
  const repository = (image: string) => image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const [old, new_] = shorten(before) === shorten(after) ? [before, after] : [shorten(before), shorten(after)];
  const name = repository(before);
  const same = name === repository(after) && before !== name && after !== name;
  return `${old} → ${same ? new_.slice(name.length).replace(/^:/, '') : new_}`;
}

function portWords(difference: Difference, steps: readonly Step[]): string {
  const { change, before, after } = difference;
  const [, item, field] = steps;
  const { key } = item as Item;
  const numbered = (port: any) => {
    const number = port?.containerPort ?? port?.port;
    return number === undefined || String(key).startsWith(String(number)) ? key : `${key} ${number}`;
  };
  if (field === undefined) {
    return newOrRemoved(change, `port ${numbered(after ?? before)}`);
  }
  const isNumber = field === 'containerPort' || field === 'port';
  return isNumber && change === 'changed'
    ? `port ${key} ${before} → ${after}`
    : plain(difference, `port ${key} ${pathOf(steps.slice(2))}`);
}

function variableWords(difference: Difference, { key }: Item): string {
  const { change, before, after } = difference;
  const [old, new_] = [before, after].map((variable) => variable && short(variableValue(variable)));
  if (change === 'changed') {
    const said = old !== undefined && new_ !== undefined && old !== new_;
    return said ? `env ${key} ${old} → ${new_}` : plain(difference, `env ${key}`);
  }
  return change === 'added' && new_ !== undefined ? `env ${key} added: ${new_}` : `env ${key} ${change}`;
}

/** What a variable can be taken from, and the fields that say which. */
const SOURCES: Record<string, readonly string[]> = {
  secretKeyRef: ['Secret', 'name', 'key'],
  configMapKeyRef: ['ConfigMap', 'name', 'key'],
  fieldRef: ['field', 'fieldPath'],
  resourceFieldRef: ['resource', 'resource'],
};

function variableValue({ value, valueFrom }: any): any {
  if (valueFrom === undefined) {
    return value ?? '';
  }
  const source = Object.keys(SOURCES).find((name) => valueFrom?.[name]);
  const [kind, ...fields] = source === undefined ? [] : SOURCES[source];
  const named = fields.map((field) => valueFrom[source!][field]);
  return source === undefined || named.includes(undefined) ? valueFrom : `from ${kind} ${named.join('/')}`;
}

function mountWords(difference: Difference, { key }: Item, rest: readonly Step[]): string {
  const { name, readOnly } = difference.after ?? difference.before ?? {};
  const what = [name, readOnly === true ? 'read-only' : undefined].filter((one) => typeof one === 'string');
  return rest.length === 0
    ? newOrRemoved(difference.change, `mount ${key}${what.length > 0 ? ` (${what.join(', ')})` : ''}`)
    : plain(difference, `mount ${key} ${pathOf(rest)}`);
}

function volumeWords(difference: Difference, { key }: Item, rest: readonly Step[]): string {
  const { change, before, after } = difference;
  const kind = Object.keys(after ?? before ?? {}).find((name) => name !== 'name');
  return rest.length === 0
    ? newOrRemoved(change, `volume ${key}${change === 'added' && kind !== undefined ? ` (${kind})` : ''}`)
    : plain(difference, `volume ${key} ${pathOf(rest)}`);
}

function newOrRemoved(change: Difference['change'], what: string): string {
  return change === 'added' ? `new ${what}` : `${change} ${what}`;
}

function plain(difference: Difference, label: string): string {
  const { change, before, after } = difference;
  if (change === 'reordered') {
    const [old, new_] = [before, after].map((names) => short(names.join(', ')));
    return old !== undefined && new_ !== undefined ? `${label} reordered: ${old} → ${new_}` : `${label} reordered`;
  }
  if (change === 'changed' && !difference.secret && !isLong(difference)) {
    // 8080 and "8080" are not the same
    const [old, new_] = typeof before === typeof after ? [short(before), short(after)] : [flow(before), flow(after)];
    return `${label}${/^\w+$/.test(label) ? '' : ':'} ${old} → ${new_}`;
  }
  const value = change === 'added' && after !== undefined ? short(after) : undefined;
  return value === undefined ? `${label} ${change}` : `${label} added: ${value}`;
}

/** Whether a value of a difference is too long to be shown. */
function isLong({ before, after }: Difference): boolean {
  return [before, after].some((value) => value !== undefined && short(value) === undefined);
}

/** A value on one line, in the way of YAML. */
function flow(value: any): string {
  if (Array.isArray(value)) {
    return `[${value.map(inFlow).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${inFlow(field)}`);
    return `{${fields.join(', ')}}`;
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(new RegExp(HIDDEN, 'gu'), escaped);
}

function inFlow(value: any): string {
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : flow(value);
}

function isItem(step: Step | undefined): step is Item {
  return typeof step === 'object';
}

function startsWith(steps: readonly Step[], start: readonly string[]): boolean {
  return steps.length > start.length && start.every((step, i) => steps[i] === step);
}
