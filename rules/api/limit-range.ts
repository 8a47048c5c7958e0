import { LimitRangeItem } from '../../kubernetes/decoded';
import { ownValue } from '../../util/plain-object';
import { FieldPath } from '../model/field-path';
import { notQualifiedName } from '../model/names';
import { compare, nano } from '../model/quantity';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, firsts } from '../validation/fields';
import { isOvercommitAllowed, notQuotaResource, notResource } from '../validation/resource-list';

type Quantity = number | string;
type Amounts = 'default' | 'defaultRequest' | 'max' | 'maxLimitRequestRatio' | 'min';

const LIMIT_TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

/** Pairs of which the first must not be more than the second, and the one that the server reports. */
const ORDER: readonly (readonly [lower: Amounts, higher: Amounts, reported: Amounts])[] = [
  ['min', 'max', 'min'],
  ['min', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'max', 'defaultRequest'],
  ['defaultRequest', 'default', 'defaultRequest'],
  ['min', 'default', 'default'],
  ['default', 'max', 'default'],
];

export const limitRange = rule({
  id: 'api/limit-range',
  severity: 'error',
  summary: 'The limits of a LimitRange must have valid resources, and must not contradict each other.',
  see: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  checks: {
    LimitRange({ spec = {} }, objectAt, context) {
      const list = objectAt.field('spec').field('limits');
      const limits = spec.limits ?? [];
      const first = firsts(limits, ({ type = '' }) => type);
      limits.forEach((item, i) => {
        const at = list.item(i);
        checkType(item, at, context);
        if (first[i] < i) {
          const what = `another item has the type "${item.type ?? ''}".`;
          context.duplicate(at.field('type'), what, 'Each type has one item.', 'Merge the two.');
        }
        checkDefaults(item, at, context);
        checkItem(completed(item), at, context);
      });
    },
  },
});

function checkType({ type = '' }: LimitRangeItem, at: FieldPath, context: ValidationContext): void {
  const why = type.includes('/') || LIMIT_TYPES.includes(type) ? undefined : `It must be ${LIMIT_TYPES.join(', ')}.`;
  checkForm(type, at.field('type'), context, (text) => notQualifiedName(text) ?? why, 'type of limits');
}

/** The item as the server validates it: a pod has no default, and the defaults of a container are completed. */
function completed(item: LimitRangeItem): LimitRangeItem {
  const { type, max, min, default: limits, defaultRequest: requests } = item;
  if (type === 'Pod') {
    return { ...item, default: undefined, defaultRequest: undefined };
  }
  const ofLimits = { ...max, ...limits };
  return type === 'Container'
    ? { ...item, default: ofLimits, defaultRequest: { ...min, ...ofLimits, ...requests } }
    : item;
}

function checkDefaults(item: LimitRangeItem, at: FieldPath, context: ValidationContext): void {
  const { type = '' } = item;
  for (const field of ['default', 'defaultRequest'] as const) {
    if (type === 'Pod' && Object.keys(item[field] ?? {}).length > 0) {
      context.forbidden(at.field(field), `\`${field}\` is set.`, 'A pod has no default.', `Remove \`${field}\`.`);
    }
  }
}

function checkItem(item: LimitRangeItem, at: FieldPath, context: ValidationContext): void {
  const { type = '' } = item;
  const isOfContainer = type === 'Container' || type === 'Pod';
  const notName = (name: string): string | undefined =>
    isOfContainer ? notResource(name, 'container') : notQuotaResource(name, true);
  const names = new Set<string>();
  for (const field of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const) {
    for (const name of Object.keys(item[field] ?? {})) {
      checkForm(name, at.field(field).key(name), context, notName, 'resource');
      names.add(name);
    }
  }
  if (type === 'PersistentVolumeClaim' && item.min?.storage === undefined && item.max?.storage === undefined) {
    const fix = 'Set `max.storage`.';
    context.required(at.field('limits'), 'there is no limit for storage.', 'A claim requests only storage.', fix);
  }
  names.forEach((name) => checkAmounts(item, name, at, context));
}

function checkAmounts(item: LimitRangeItem, name: string, at: FieldPath, context: ValidationContext): void {
  const of = (field: Amounts): Quantity | undefined => ownValue(item[field] ?? {}, name);
  for (const [lower, higher, reported] of ORDER) {
    const [a, b] = [of(lower), of(higher)];
    if (a !== undefined && b !== undefined && compare(a, b) > 0) {
      const what = `\`${lower}\` (${a}) is more than \`${higher}\` (${b}).`;
      context.invalid(at.field(reported).key(name), what, 'No pod could meet both.', 'Correct one of the two.');
    }
  }
  checkRatio(of('maxLimitRequestRatio'), of('min'), of('max'), at.field('maxLimitRequestRatio').key(name), context);
  const [limit, request] = [of('default'), of('defaultRequest')];
  if (!isOvercommitAllowed(name) && limit !== undefined && request !== undefined && compare(limit, request) !== 0) {
    const what = `\`default\` (${limit}) and \`defaultRequest\` (${request}) differ.`;
    const why = 'For this resource, the request and the limit must be equal.';
    context.invalid(at.field('defaultRequest').key(name), what, why, 'Use one value for both.');
  }
}

function checkRatio(
  ratio: Quantity | undefined,
  min: Quantity | undefined,
  max: Quantity | undefined,
  at: FieldPath,
  context: ValidationContext,
): void {
  if (ratio === undefined) {
    return;
  }
  if (compare(ratio, 1) < 0) {
    const why = 'A limit is at least the request.';
    context.invalid(at, `${ratio} is less than 1.`, why, 'Use 1 or more.');
  }
  // of the smallest request and the highest limit
  if (min !== undefined && max !== undefined && Number(nano(ratio)) / 1e9 > Number(nano(max)) / Number(nano(min))) {
    const what = `${ratio} is more than the ratio of \`max\` (${max}) and \`min\` (${min}).`;
    context.invalid(at, what, 'No container could have it.', 'Use a lower ratio.');
  }
}
