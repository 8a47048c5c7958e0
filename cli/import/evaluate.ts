import { setField, valueAt } from '../../util/plain-object';
import { Expression } from './expression';

/** The classes, functions and constants that an expression can refer to. */
export type Scope = { readonly [name: string]: unknown };

type Methods = { readonly [name: string]: (...args: unknown[]) => unknown };

/** The value of an expression. Throws what its constructors and functions throw. */
export function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.type) {
    case 'data':
      return expression.value;
    case 'object': {
      const object = {};
      for (const { key, value } of expression.entries) {
        setField(object, key, evaluate(value, scope));
      }
      return object;
    }
    case 'array':
      return expression.items.map((item) => evaluate(item, scope));
    case 'reference':
      return scope[expression.name];
    case 'new': {
      const type = scope[expression.name] as new (...args: unknown[]) => unknown;
      return new type(...expression.args.map((arg) => evaluate(arg, scope)));
    }
    case 'call': {
      const path = expression.name.split('.');
      const owner = valueAt<Methods>(scope, path.slice(0, -1))!;
      const result = owner[path[path.length - 1]](...expression.args.map((arg) => evaluate(arg, scope)));
      return expression.chained === undefined ? result : (result as Methods)[expression.chained]();
    }
  }
}
