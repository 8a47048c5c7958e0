import { Expression } from './expression';

/** The props that only say which pattern it is. */
const NAMING = new Set(
  'app containers initContainers patterns steps sidecars ambassador adapter sidecarForm files writers readers addresses'.split(
    ' ',
  ),
);

/**
 * The length of code: the number of its fields and values, in any format. The names of classes, methods and props that only say which pattern
 * it is do not count: they are what the reader gains.
 */
export function length(expression: Expression): number {
  switch (expression.type) {
    case 'data':
      return lengthOf(expression.value);
    case 'object':
      return sum(expression.entries.map(({ key, value }) => field(key, length(value))));
    case 'array':
      return sum(expression.items.map(length));
    case 'new':
    case 'call':
      return sum(expression.args.map(length));
    case 'reference':
      return 0;
  }
}

function lengthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return 1;
  }
  return Array.isArray(value)
    ? sum(value.map(lengthOf))
    : sum(Object.entries(value).map(([key, one]) => field(key, lengthOf(one))));
}

function field(key: string, value: number): number {
  return key === 'sidecarForm' ? 0 : value + (NAMING.has(key) ? 0 : 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
