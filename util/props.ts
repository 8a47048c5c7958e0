import { nearest } from './nearest';
import {
  classOf,
  described,
  fieldsOf,
  isPlainObject,
  ownValue,
  plainForm,
  PlainObject,
  setField,
} from './plain-object';

/** Checks the value of a prop. It returns the problems, each with the path of the prop and the fix. */
export type PropCheck = (value: unknown, path: string) => string[];

/** The props of a struct: the check of each, or true if other code checks it. The compiler keeps the list complete. */
export type PropNames<Props> = { readonly [Name in keyof Props]-?: true | PropCheck };

/** How to fix a prop that a struct does not have. */
export function fixOf(prop: string, names: object): string {
  const similar = nearest(prop, Object.keys(names));
  return similar === undefined ? `Remove \`${prop}\`.` : `Did you mean "${similar}"?`;
}

/**
 * Refuses props that a struct does not have, and props with a wrong value. A prop that is undefined is absent.
 * @param place what the message starts with: the name of the class or function
 * @throws with all such props
 */
export function checkProps<Props extends object>(place: string, props: Props, names: PropNames<Props>): void {
  if (!isPlainObject(props)) {
    throw new Error(`${place}: the props are ${described(props)}. Write an object with the props.`);
  }
  const type = classOf(props);
  const problems = type === undefined ? [] : [`the props are ${type}. ${plainForm(type, 'an object')}`];
  problems.push(...problemsIn(props, names));
  if (problems.length > 0) {
    throw new Error(`${place}: ${problems.join(' Also, ')}`);
  }
}

/** What is wrong with the props of a struct. The paths start with `prefix`. */
export function problemsIn<Props extends object>(props: object, names: PropNames<Props>, prefix = ''): string[] {
  const checks: { readonly [name: string]: true | PropCheck } = names;
  return [...new Set([...Object.keys(props), ...Object.keys(checks)])].flatMap((name) => {
    const [value, path] = [(props as PlainObject)[name], `${prefix}${name}`];
    const check = ownValue(checks, name);
    if (check === undefined) {
      return value === undefined ? [] : [`there is no prop "${path}". ${fixOf(name, names)}`];
    }
    const type = check === true ? classOf(value) : undefined;
    return check !== true
      ? check(value, path)
      : type === undefined
        ? []
        : [`\`${path}\` is ${type}. ${plainForm(type)}`];
  });
}

/** Splits props: the named props, and all others. */
export function splitProps<Props extends object, Name extends keyof Props>(
  props: Props,
  names: { readonly [N in Name]: unknown },
): [named: Pick<Props, Name>, others: Omit<Props, Name>] {
  const named = {};
  const others = {};
  for (const [name, value] of Object.entries(fieldsOf(props))) {
    setField(has(names, name) ? named : others, name, value);
  }
  return [named as Pick<Props, Name>, others as Omit<Props, Name>];
}

/** Whether an object has a field of its own. */
function has(object: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, name);
}
