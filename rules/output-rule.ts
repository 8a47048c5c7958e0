import { Finding } from './finding';
import { Output } from './model/output';

/** A rule on an object among all those that are applied with it. */
export type OutputRule = (object: any, output: Output) => Finding[];
