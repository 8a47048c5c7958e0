import { fieldsOf, isPlainObject, PlainObject } from '../../util/plain-object';
import { ContainerRole } from '../../kubernetes/container-role';
import { nameText } from '../../util/json-text';
import { Difference, ListItem, Step } from './differences';

/** The longest value in a description. */
const MAX_LENGTH = 60;

/** Characters that a terminal would interpret, such as those that change the direction of text. */
const UNPRINTABLE = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

/** Describes a difference for a reviewer: "image nginx:1.26 → 1.27", "new container logs". `pod` is the path of the pod spec. */
export function describeChange(difference: Difference, pod: readonly string[] | undefined): string {
  const { steps } = difference;
  if (pod !== undefined && startsWith(steps, pod)) {
    return describeInPod(difference, steps.slice(pod.length), pod.length > 1);
  }
  const templateMetadata = pod === undefined ? [] : [...pod.slice(0, -1), 'metadata'];
  if (templateMetadata.length > 1 && startsWith(steps, templateMetadata)) {
    return describeMetadata(difference, steps.slice(templateMetadata.length), 'pod ');
  }
  if (steps[0] === 'metadata') {
    return describeMetadata(difference, steps.slice(1), '');
  }
  const rest = steps[0] === 'spec' && steps.length > 1 ? steps.slice(1) : steps;
  return rest[0] === 'ports' && isItem(rest[1])
    ? describePort(difference, rest[1], rest.slice(2))
    : describe(difference, formatSteps(rest));
}

/** Whether the description of a difference omits its values, because they are too long. */
export function omitsValues(difference: Difference, description: string): boolean {
  return difference.secret !== true && description.endsWith(` ${difference.change}`) && isLong(difference);
}

/** The path of a difference: `spec.containers[web].image`. */
export function formatSteps(steps: readonly Step[]): string {
  return steps
    .map((step) => (isItem(step) ? `[${step.key}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
    .replace(/^\./, '');
}

function describeMetadata(difference: Difference, rest: readonly Step[], owner: string): string {
  const [kind, name] = rest;
  const word = kind === 'labels' ? 'label' : kind === 'annotations' ? 'annotation' : undefined;
  return word === undefined || typeof name !== 'string'
    ? describe(difference, `${owner}${formatSteps(['metadata', ...rest])}`)
    : describe(difference, `${owner}${word} ${name}`);
}

function describeInPod(difference: Difference, rest: readonly Step[], isTemplate: boolean): string {
  const [list, item] = rest;
  if (isItem(item) && item.role !== undefined) {
    return describeContainer(difference, item, rest.slice(2));
  }
  if (list === 'volumes' && isItem(item)) {
    return describeVolume(difference, item, rest.slice(2));
  }
  return describe(difference, `${isTemplate ? 'pod ' : ''}${formatSteps(rest)}`);
}

function describeContainer(difference: Difference, item: ListItem, rest: readonly Step[]): string {
  const { change, before, after } = difference;
  if (rest.length === 0) {
    return change === 'moved'
      ? describeRole(item.key, before as ContainerRole, after as ContainerRole)
      : describeItem(difference, `${item.role} ${item.key}`, rest);
  }
  const text = describeContainerField(difference, rest);
  return item.only ? text : `${item.role} ${item.key}: ${text}`;
}

function describeRole(name: string | number, before: ContainerRole, after: ContainerRole): string {
  if (before !== 'init container' && after !== 'init container') {
    return `sidecar ${name} is ${after === 'native sidecar' ? 'now' : 'no longer'} native`;
  }
  return `${before} ${name} is now ${after === 'init container' ? 'an' : 'a'} ${after}`;
}

function describeContainerField(difference: Difference, rest: readonly Step[]): string {
  const { change, before, after } = difference;
  const [field, item] = rest;
  if (field === 'image' && change === 'changed' && typeof before === 'string' && typeof after === 'string') {
    return `image ${describeImage(before, after)}`;
  }
  if (isItem(item)) {
    switch (field) {
      case 'ports':
        return describePort(difference, item, rest.slice(2));
      case 'env':
        return describeVariable(difference, item);
      case 'volumeMounts':
        return describeMount(difference, item, rest.slice(2));
      case 'envFrom':
        if (rest.length === 2 && change !== 'changed') {
          return `envFrom ${item.key} ${change}`;
        }
        break;
      case 'command':
      case 'args':
        // the index of a long argument does not help a reader
        if (isLong(difference) && change === 'changed') {
          return `${field} changed`;
        }
    }
  }
  return describe(difference, formatSteps(rest));
}

/** Shortens digests, and omits the repository of the second image if it is the same. */
function describeImage(before: string, after: string): string {
  const shorten = (image: string) => image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…');
  const repository = (image: string) => image.split('@', 1)[0].replace(/:[^:/]*$/, '');
  const [old, new_] = shorten(before) === shorten(after) ? [before, after] : [shorten(before), shorten(after)];
  const name = repository(before);
  const isSame = name === repository(after) && before !== name && after !== name;
  return `${old} → ${isSame ? new_.slice(name.length).replace(/^:/, '') : new_}`;
}

function describePort(difference: Difference, { key }: ListItem, rest: readonly Step[]): string {
  const { change, before, after } = difference;
  const [field] = rest;
  if (field === undefined) {
    const { containerPort, port } = fieldsOf(after ?? before);
    const number = containerPort ?? port;
    const isInKey = number === undefined || nameText(key).startsWith(nameText(number));
    return describeItem(difference, `port ${key}${isInKey ? '' : ` ${nameText(number)}`}`, rest);
  }
  const isNumber = field === 'containerPort' || field === 'port';
  return isNumber && change === 'changed'
    ? `port ${key} ${nameText(before)} → ${nameText(after)}`
    : describeItem(difference, `port ${key}`, rest);
}

function describeVariable(difference: Difference, { key }: ListItem): string {
  const { change, before, after } = difference;
  const [old, new_] = [before, after].map((variable) =>
    variable === undefined ? undefined : formatShort(variableValue(fieldsOf(variable))),
  );
  if (change === 'changed') {
    const isShown = old !== undefined && new_ !== undefined && old !== new_;
    return isShown ? `env ${key} ${old} → ${new_}` : describe(difference, `env ${key}`);
  }
  return change === 'added' && new_ !== undefined ? `env ${key} added: ${new_}` : `env ${key} ${change}`;
}

/** The sources of variables, with their names in a description, and their fields. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  secretKeyRef: ['Secret', 'name', 'key'],
  configMapKeyRef: ['ConfigMap', 'name', 'key'],
  fieldRef: ['field', 'fieldPath'],
  resourceFieldRef: ['resource', 'resource'],
};

function variableValue({ value, valueFrom }: PlainObject): unknown {
  if (valueFrom === undefined) {
    return value ?? '';
  }
  const source = Object.keys(SOURCES).find((name) => fieldsOf(valueFrom)[name]);
  if (source === undefined) {
    return valueFrom;
  }
  const [kind, ...fields] = SOURCES[source];
  const values = fields.map((field) => fieldsOf(fieldsOf(valueFrom)[source])[field]);
  return values.includes(undefined) ? valueFrom : `from ${kind} ${values.map(nameText).join('/')}`;
}

function describeMount(difference: Difference, { key }: ListItem, rest: readonly Step[]): string {
  const { name, readOnly } = fieldsOf(difference.after ?? difference.before);
  const facts = [name, readOnly === true ? 'read-only' : undefined].filter((fact) => typeof fact === 'string');
  return describeItem(difference, `mount ${key}`, rest, facts.length > 0 ? ` (${facts.join(', ')})` : '');
}

function describeVolume(difference: Difference, { key }: ListItem, rest: readonly Step[]): string {
  const source = Object.keys(fieldsOf(difference.after)).find((name) => name !== 'name');
  const isNew = difference.change === 'added' && source !== undefined;
  return describeItem(difference, `volume ${key}`, rest, isNew ? ` (${source})` : '');
}

/** Describes a new or removed item with some facts about it, or a field of an item. */
function describeItem(difference: Difference, label: string, rest: readonly Step[], facts = ''): string {
  const { change } = difference;
  return rest.length === 0
    ? `${change === 'added' ? 'new' : change} ${label}${facts}`
    : describe(difference, `${label} ${formatSteps(rest)}`);
}

function describe(difference: Difference, label: string): string {
  const { change, before, after } = difference;
  if (change === 'reordered') {
    const [old, new_] = [before, after].map((names) => formatShort((names as readonly string[]).join(', ')));
    return `${label} reordered${old !== undefined && new_ !== undefined ? `: ${old} → ${new_}` : ''}`;
  }
  if (change === 'changed' && !difference.secret && !isLong(difference)) {
    // quotes distinguish 8080 and "8080"
    const format = (value: unknown) => (typeof before === typeof after ? formatShort(value) : formatFlow(value));
    return `${label}${/^\w+$/.test(label) ? '' : ':'} ${format(before)} → ${format(after)}`;
  }
  const value = change === 'added' && after !== undefined ? formatShort(after) : undefined;
  return value === undefined ? `${label} ${change}` : `${label} added: ${value}`;
}

function isLong({ before, after }: Difference): boolean {
  return [before, after].some((value) => value !== undefined && formatShort(value) === undefined);
}

/** A value in one line; undefined if the value is too long. */
function formatShort(value: unknown): string | undefined {
  const isPlain = typeof value === 'string' && value.trim() === value && value !== '' && !UNPRINTABLE.test(value);
  const text = isPlain ? value : formatFlow(value);
  const isBlock = typeof value === 'string' && value.includes('\n');
  return text.length > MAX_LENGTH || isBlock ? undefined : text;
}

/** A value in one line, in the flow style of YAML. */
function formatFlow(value: unknown, isInner = false): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => formatFlow(item, true)).join(', ')}]`;
  }
  if (isPlainObject(value)) {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${formatFlow(field, true)}`);
    return `{${fields.join(', ')}}`;
  }
  if (typeof value !== 'string' || (isInner && /^[\w./:@-]+$/.test(value))) {
    return String(value);
  }
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(new RegExp(UNPRINTABLE, 'gu'), escaped);
}

function isItem(step: Step | undefined): step is ListItem {
  return typeof step === 'object';
}

function startsWith(steps: readonly Step[], start: readonly string[]): boolean {
  return steps.length > start.length && start.every((step, i) => steps[i] === step);
}
