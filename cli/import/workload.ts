import { Kind, KubernetesObject } from '../../kubernetes/kinds';
import { SCHEMA } from '../../kubernetes/schema';
import { fieldsOf, isPlainObject, PlainObject, valueAt, withValueAt } from '../../util/plain-object';
import { Entry, Expression, Source } from './expression';
import { isSameData } from './same-data';
import { typedProps } from './typed';

/** Props of a construct that may render the object. */
export interface WorkloadProps {
  readonly props: Expression;
  readonly raw: readonly Source[];
}

/** The props of a pod or workload, the shortest first: a construct derives some fields from others. Empty if the types refuse them. */
export function* workloadProps(object: KubernetesObject, kind: Kind): Generator<WorkloadProps> {
  const spec = [...kind.template, 'spec'];
  const containers = valueAt(object, [...spec, 'containers']);
  const [app, ...others] = Array.isArray(containers) ? (containers as unknown[]) : [];
  if (!isPlainObject(app) || !isPlainObject(object.metadata ?? {}) || !isPlainObject(object.spec)) {
    return;
  }
  const rest = withoutValue(object, [...spec, 'containers'], others.length > 0 ? others : undefined);
  for (const shorter of withoutDerived(rest, kind)) {
    const props = propsOf(shorter, app, kind);
    if (props !== undefined) {
      yield props;
    }
  }
}

function propsOf(object: PlainObject, app: PlainObject, { struct, template }: Kind): WorkloadProps | undefined {
  const path = [...template, 'spec', 'containers'];
  const spec = typedProps(fieldsOf(object.spec), SCHEMA[struct].spec[0], ['spec'], path);
  const container = typedProps(app, 'Container', [...path, 0]);
  const metadata = typedProps(fieldsOf(object.metadata), 'ObjectMeta', ['metadata']);
  if (spec === undefined || container === undefined || metadata === undefined) {
    return undefined;
  }
  const entries: Entry[] = [...spec.entries];
  const after = template.length === 0 ? 'containers' : template[1];
  const at = entries.findIndex(({ key }) => key === after);
  const others = entries.findIndex(({ key }) => key === 'raw');
  entries.splice(at >= 0 ? (template.length === 0 ? at : at + 1) : others >= 0 ? others : entries.length, 0, {
    key: 'app',
    value: { type: 'object', entries: container.entries, source: [...path, 0] },
  });
  const name: Entry[] = hasName(object) ? [] : [{ key: 'name', value: { type: 'reference', name: 'undefined' } }];
  const given = [...name, ...metadata.entries];
  entries.unshift({ key: 'metadata', value: { type: 'object', entries: given, source: ['metadata'] } });
  return {
    props: { type: 'object', entries },
    raw: [...metadata.raw, ...spec.raw, ...container.raw],
  };
}

function hasName({ metadata }: PlainObject): boolean {
  return 'name' in fieldsOf(metadata) || 'generateName' in fieldsOf(metadata);
}

/** The object without the fields that its construct adds, the shortest first. */
function withoutDerived(object: PlainObject, { struct, template }: Kind): PlainObject[] {
  if (struct === 'Job' || struct === 'CronJob') {
    const path = [...template, 'spec', 'restartPolicy'];
    return valueAt(object, path) === 'Never' ? [withoutValue(object, path), object] : [object];
  }
  const selector = valueAt(object, ['spec', 'selector', 'matchLabels']);
  const labels = [...template, 'metadata', 'labels'];
  const variants = [object];
  if (template.length > 0 && isPlainObject(selector)) {
    const isSame = isSameData(selector, valueAt(object, labels));
    const isApp =
      Object.keys(selector).join() === 'app' &&
      Object.keys(fieldsOf(valueAt(object, ['spec', 'selector']))).length === 1;
    const isName = isApp && selector.app === valueAt(object, ['metadata', 'name']);
    if (isSame) {
      variants.unshift(withoutValue(object, labels));
    }
    if (isApp) {
      variants.unshift(withoutValue(object, ['spec', 'selector']));
    }
    if (isName && isSame) {
      variants.unshift(withoutValue(withoutValue(object, labels), ['spec', 'selector']));
    }
  }
  return variants;
}

/** A copy without a field, and without the maps that are empty then. */
function withoutValue(object: PlainObject, path: readonly string[], value?: unknown): PlainObject {
  const copy = withValueAt(object, path, value);
  if (value !== undefined) {
    return copy;
  }
  const parent = path.slice(0, -1);
  const fields = Object.entries(fieldsOf(valueAt(copy, parent))).filter(([, field]) => field !== undefined);
  return fields.length === 0 && parent.length > 1
    ? withoutValue(object, parent)
    : withValueAt(object, parent, Object.fromEntries(fields));
}
