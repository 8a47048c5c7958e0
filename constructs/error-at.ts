import { IConstruct } from 'constructs';
import { safe } from '../util/safe-text';

/** An error about a construct, for wrong calls in the user's code: the stack trace leads to the call. */
export function errorAt(construct: IConstruct, text: string): Error {
  return new Error(textAt(construct, safe(text)));
}

/** A safe text with the path of its construct before it. The app has no path. */
export function textAt(construct: IConstruct, text: string): string {
  return construct.node.path === '' ? text : `${named(construct)} ${text}`;
}

/** The path of a construct, as messages start with it. */
export function named({ node }: IConstruct): string {
  return safe(`[${node.path}]`);
}
