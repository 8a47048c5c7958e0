import { IPattern } from './pattern';

/** The patterns of a pod, with one before them. A value that is not a list stays: the pod refuses it. */
export function withFirst(pattern: IPattern, patterns: IPattern[] | undefined): IPattern[] {
  const others = patterns ?? [];
  return Array.isArray(others) ? [pattern, ...others] : others;
}
