import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { addTo } from '../../util/multimap';
import { safe, safeLines } from '../../util/safe-text';
import { textAt } from '../error-at';
import { CreatedAt } from './created-at';

/** An error or a warning about a construct. */
export interface Message {
  readonly construct: IConstruct;
  readonly text: string;
}

/** The number of other constructs that a folded message names. */
const MAX_EXAMPLES = 3;

/** The messages as texts with the paths and places of their constructs. Equal messages become one text, which counts the others. */
export function folded(messages: readonly Message[]): string[] {
  const groups = new Map<string, Message[]>();
  messages.forEach((message) => addTo(groups, keyOf(message), message));
  return [...groups.values()].map(([{ construct, text }, ...more]) => {
    const lines = [textAt(construct, safeLines(text))];
    const place = CreatedAt.of(construct);
    if (place !== undefined) {
      lines.push(safe(`at ${place}`));
    }
    const others = [...new Set(more.map((message) => message.construct))].filter((other) => other !== construct);
    if (others.length > 0) {
      const noun = construct.node.path === '' ? 'app' : 'object';
      lines.push(`and ${others.length} more ${noun}${others.length === 1 ? '' : 's'}${examples(others, place)}`);
    }
    return lines.join('\n  ');
  });
}

/** Constructs with their places, except for a place that is known already. */
function examples(constructs: readonly IConstruct[], known: string | undefined): string {
  const names = constructs.slice(0, MAX_EXAMPLES).map((construct) => {
    const place = CreatedAt.of(construct);
    return textAt(construct, place === undefined || place === known ? '' : safe(`at ${place}`)).trim();
  });
  const shown = names.filter((name) => name !== '');
  return shown.length === 0 ? '' : `${constructs.length > shown.length ? ', such as' : ':'} ${shown.join(', ')}`;
}

/** Messages with equal keys differ only in the name of the object. */
export function keyOf({ construct, text }: Message): string {
  const lower = text.toLowerCase();
  // a message can suggest the name in lower case
  return ApiObject.isApiObject(construct) ? lower.split(JSON.stringify(construct.name).toLowerCase()).join('…') : lower;
}

/** A text with the place of its construct. cdk8s adds the path. */
export function withPlace(construct: IConstruct, text: string): string {
  const place = CreatedAt.of(construct);
  return place === undefined ? text : `${text}\n    ${safe(`at ${place}`)}`;
}

/** The error of a synth with all errors. Its stack trace leads to the first object with an error, not to the call of `synth`. */
export function validationError(errors: readonly Message[]): Error {
  const texts = folded(errors).map((text) => text.replace(/\n/g, '\n  '));
  const error = new Error(`Validation failed with the following errors:\n  ${texts.join('\n  ')}`);
  const frames = errors.map(({ construct }) => CreatedAt.framesOf(construct)).find(({ length }) => length > 0);
  if (frames !== undefined) {
    error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  }
  return error;
}

/** @throws if there are errors */
export function throwIfAny(errors: readonly Message[]): void {
  if (errors.length > 0) {
    throw validationError(errors);
  }
}
