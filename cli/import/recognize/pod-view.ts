import { templatePathOf } from '../../../kubernetes/kinds';
import { asWritten } from '../../../rules/decode/as-written';
import { ContainerModel } from '../../../rules/model/container-model';
import { isPlainObject, itemsIn, PlainObject, valueAt } from '../../../util/plain-object';

/** A container of a pod, with the fields that are read to recognize a pattern. All of them are checked. */
export interface ContainerView {
  readonly name: string;
  /** Its list in the pod spec, and its index there. */
  readonly list: 'initContainers' | 'containers';
  readonly index: number;
  readonly fields: PlainObject;
  readonly image: string;
  readonly env: readonly PlainObject[];
  readonly args: readonly string[];
  readonly command: readonly string[];
  readonly ports: readonly PlainObject[];
  readonly mounts: readonly PlainObject[];
  /** What the rules know about the container: where it listens, and to what it connects. */
  readonly model: ContainerModel;
}

/** A pod, or the pod template of a workload. */
export interface PodView {
  /** The path of the template in the object; empty for a pod. */
  readonly template: readonly string[];
  readonly metadata: PlainObject;
  readonly spec: PlainObject;
  readonly initContainers: readonly ContainerView[];
  readonly containers: readonly ContainerView[];
  readonly volumes: readonly PlainObject[];
}

/** The pod of an object; undefined if one of the fields that are read has a wrong type, or if two containers have the same name. */
export function podView(object: PlainObject): PodView | undefined {
  const template = templatePathOf(String(object.kind));
  const pod = valueAt(object, template);
  const { metadata = {}, spec } = isPlainObject(pod) ? pod : {};
  if (!isPlainObject(spec) || !isPlainObject(metadata)) {
    return undefined;
  }
  const volumes = objectsIn(spec.volumes);
  const initContainers = containersIn(spec, 'initContainers');
  const containers = containersIn(spec, 'containers');
  if (volumes === undefined || initContainers === undefined || containers === undefined || containers.length === 0) {
    return undefined;
  }
  const all = [...initContainers, ...containers];
  const names = new Set(all.map(({ name }) => name));
  return names.size < all.length ? undefined : { template, metadata, spec, initContainers, containers, volumes };
}

function containersIn(spec: PlainObject, list: ContainerView['list']): ContainerView[] | undefined {
  return all(objectsIn(spec[list])?.map((fields, index) => containerView(fields, list, index)));
}

function containerView(fields: PlainObject, list: ContainerView['list'], index: number): ContainerView | undefined {
  const { name, image = '' } = fields;
  const [env, ports, mounts] = [fields.env, fields.ports, fields.volumeMounts].map(objectsIn);
  const [args, command] = [fields.args, fields.command].map(textsIn);
  const model = new ContainerModel(asWritten(fields, 'Container'), list, index);
  return typeof name !== 'string' ||
    name === '' ||
    typeof image !== 'string' ||
    env === undefined ||
    ports === undefined ||
    mounts === undefined ||
    args === undefined ||
    command === undefined
    ? undefined
    : { name, list, index, fields, image, env, args, command, ports, mounts, model };
}

function objectsIn(list: unknown): PlainObject[] | undefined {
  return list === undefined ? [] : all(items(list)?.map((item) => (isPlainObject(item) ? item : undefined)));
}

function textsIn(list: unknown): string[] | undefined {
  return list === undefined ? [] : all(items(list)?.map((item) => (typeof item === 'string' ? item : undefined)));
}

function items(list: unknown): readonly unknown[] | undefined {
  return Array.isArray(list) ? itemsIn(list) : undefined;
}

/** A list without a missing item; undefined if there is one. */
function all<T>(list: readonly (T | undefined)[] | undefined): T[] | undefined {
  const present = list?.filter((item): item is T => item !== undefined);
  return present?.length === list?.length ? present : undefined;
}
