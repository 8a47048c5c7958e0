import { atLeast, NATIVE_SIDECARS } from '../../kubernetes/version';
import { fieldsOf, isPlainObject, PlainObject } from '../../util/plain-object';
import { Edits } from './edited';
import { evaluate } from './evaluate';
import { Constant, Entry, Expression, Source } from './expression';
import { camelCase, UniqueNames } from './names';
import { Address } from './recognize/addresses';
import { Plan, PlannedPattern } from './recognize/plan';
import { ContainerView, PodView } from './recognize/pod-view';
import { MountView, SharedVolume } from './recognize/shared-volumes';
import { CHART } from './recognized-rendering';

type Creation = Extract<Expression, { type: 'new' }>;

/** Code for an object, as a construct with patterns. */
export interface Recognized {
  /** The containers that the statement refers to. */
  readonly constants: readonly Constant[];
  /** `new SidecarPod(chart, 'web', { … })` */
  readonly statement: Creation;
}

/** A container of a pattern that is longer, in characters of JSON, is a constant: in the list of patterns it would be deeply nested. */
const LONGEST_NESTED = 100;

/** The class of a pattern, and the prop for its containers. */
const PATTERNS = {
  step: { name: 'Init', prop: 'steps' },
  sidecar: { name: 'Sidecar', prop: 'sidecars' },
  ambassador: { name: 'Ambassador', prop: 'ambassador' },
  adapter: { name: 'Adapter', prop: 'adapter' },
} as const;

/**
 * The statement that creates an object with patterns. A pod with one pattern has a class of its own, such as `SidecarPod`.
 * @param implied the paths of fields that the construct adds
 */
export function patternStatement(
  object: PlainObject,
  pod: PodView,
  plan: Plan,
  implied: readonly Source[],
  version: string,
): Recognized {
  const parts = new Parts(pod, plan, implied, version);
  const [only, ...others] = plan.patterns;
  const statement =
    object.kind === 'Pod' && others.length === 0
      ? creation(`${PATTERNS[only.role].name}Pod`, object, [...parts.props(object), ...parts.patternProps(only)])
      : creation(`App${String(object.kind)}`, object, [
          ...parts.props(object),
          { key: 'patterns', value: list(plan.patterns.map((pattern) => parts.pattern(pattern))) },
        ]);
  return { constants: parts.constants, statement };
}

/** The statement that creates the object without patterns. */
export function plainStatement(object: PlainObject, pod: PodView, implied: readonly Source[]): Creation {
  const [app, ...others] = pod.containers;
  const parts = new Parts(pod, { app, others, patterns: [], items: new Map() }, implied, '');
  return creation(`App${String(object.kind)}`, object, parts.props(object));
}

function creation(name: string, object: PlainObject, entries: readonly Entry[]): Creation {
  const { name: named } = fieldsOf(object.metadata);
  const id = typeof named === 'string' && named !== '' ? named : String(object.kind).toLowerCase();
  return { type: 'new', name, args: [{ type: 'reference', name: CHART }, textData(id), { type: 'object', entries }] };
}

/** The parts of the statement for an object: what the patterns add is not in the data of the object. */
class Parts {
  public readonly constants: Constant[] = [];
  private readonly names = UniqueNames.ofVariables();
  private readonly edits = new Edits();
  private readonly podPath: Source;

  public constructor(
    pod: PodView,
    private readonly plan: Plan,
    implied: readonly Source[],
    private readonly version: string,
  ) {
    this.podPath = [...pod.template, 'spec'];
    const { edits } = this;
    edits.remove(...implied);
    for (const { containers, files, portVariable } of plan.patterns) {
      containers.filter(isNative).forEach((container) => edits.remove(this.placeOf(container, 'restartPolicy')));
      if (portVariable !== undefined) {
        edits.remove(this.placeOf(containers[0], 'env', 0));
      }
      for (const { index, writers, readers } of files) {
        edits.remove([...this.podPath, 'volumes', index]);
        edits.remove(...[...writers, ...readers].map((mount) => this.placeOfMount(mount)));
      }
    }
    for (const [container, { env, args, command }] of plan.items) {
      edits.remove(...indexes(0, env).map((i) => this.placeOf(container, 'env', i)));
      edits.remove(...lastIndexes(container.args, args).map((i) => this.placeOf(container, 'args', i)));
      edits.remove(...lastIndexes(container.command, command).map((i) => this.placeOf(container, 'command', i)));
    }
    const others = plan.others.map((container) => this.container(container));
    edits.set([...this.podPath, 'containers'], others.length === 0 ? undefined : list(others));
    if (plan.patterns.length > 0) {
      edits.remove([...this.podPath, 'initContainers']);
    }
  }

  /** The props without the patterns. */
  public props({ metadata, spec }: PlainObject): Entry[] {
    const all = isPlainObject(spec) ? this.edits.entries(spec, ['spec']) : [];
    const isContainers = ({ key }: Entry): boolean => key === 'containers';
    return [
      ...(metadata === undefined ? [] : [{ key: 'metadata', value: data(metadata, ['metadata']) }]),
      ...all.filter((entry) => !isContainers(entry)),
      { key: 'app', value: this.container(this.plan.app) },
      ...all.filter(isContainers),
    ];
  }

  public pattern(pattern: PlannedPattern): Expression {
    const name = `${PATTERNS[pattern.role].name}Pattern`;
    const entries = this.patternProps(pattern, (container) => this.containerOrConstant(container));
    return { type: 'new', name, args: [{ type: 'object', entries }] };
  }

  /** @param codeOf the code of a container */
  public patternProps(
    { role, containers, startsAfter, files, addresses, portVariable }: PlannedPattern,
    codeOf = (container: ContainerView): Expression => this.container(container),
  ): Entry[] {
    const defaultForm = atLeast(this.version, NATIVE_SIDECARS) ? 'native' : 'classic';
    const form = isNative(containers[0]) ? 'native' : 'classic';
    const own = containers.map(codeOf);
    const calls = addresses.map((address) => this.addressCall(address, role, containers[0]));
    const isList = role === 'step' || role === 'sidecar';
    return [
      { key: PATTERNS[role].prop, value: isList ? list(own, this.sourceOfList(containers[0])) : own[0] },
      ...(calls.length === 0 ? [] : [{ key: 'addresses', value: list(calls) }]),
      ...(portVariable === undefined ? [] : [{ key: 'portVariable', value: textData(portVariable) }]),
      ...(files.length === 0 ? [] : [{ key: 'files', value: list(files.map((volume) => this.files(volume))) }]),
      ...(startsAfter.length === 0 ? [] : [{ key: 'startsAfter', value: list(startsAfter.map(textData)) }]),
      ...(role === 'step' || form === defaultForm ? [] : [{ key: 'sidecarForm', value: textData(form) }]),
    ];
  }

  /** The call for an address: an adapter has it itself, in the other patterns the app has it. */
  private addressCall(
    { method, variables, templates, of, isIPv4, place }: Address,
    role: PlannedPattern['role'],
    container: ContainerView,
  ): Expression {
    const isOfVariables = method === 'hostAndPort' || method === 'url';
    const texts = isOfVariables ? [...variables, ...templates].map(textData) : [list(templates.map(textData))];
    const args = [...texts, ...(of === undefined ? [] : [data(of)])];
    const source = this.placeOf(role === 'adapter' ? container : this.plan.app, ...place);
    const call = { type: 'call', name: `LocalAddress.${method}`, args, source } as const;
    return isIPv4 ? { ...call, chained: 'overIPv4' } : call;
  }

  private containerOrConstant(container: ContainerView): Expression {
    const value = this.container(container);
    if (JSON.stringify(evaluate(value, {})).length <= LONGEST_NESTED) {
      return value;
    }
    const name = this.names.next(camelCase(container.name) || 'container');
    this.constants.push({ name, type: 'Container', value });
    return { type: 'reference', name };
  }

  private container(container: ContainerView): Expression {
    const source = this.placeOf(container);
    return this.edits.expression(container.fields, source) ?? { type: 'object', entries: [], source };
  }

  private files({ index, fields, writers, readers }: SharedVolume): Expression {
    const source = [...this.podPath, 'volumes', index];
    const entries = Object.entries(fields)
      .filter(([key, value]) => key !== 'emptyDir' || !isPlainObject(value) || Object.keys(value).length > 0)
      .map(([key, value]) => ({ key, value: data(value, [...source, key]) }));
    const ends = (key: string, mounts: readonly MountView[]): Entry[] =>
      mounts.length === 0 ? [] : [{ key, value: list(mounts.map((mount) => this.end(mount))) }];
    return { type: 'object', entries: [...entries, ...ends('writers', writers), ...ends('readers', readers)], source };
  }

  private end(mount: MountView): Expression {
    const { name, ...fields } = mount.fields;
    const source = this.placeOfMount(mount);
    const entries = Object.entries(fields)
      .filter(([key, value]) => key !== 'readOnly' || value !== true)
      .map(([key, value]) => ({ key, value: data(value, [...source, key]) }));
    return {
      type: 'object',
      entries: [{ key: 'container', value: textData(mount.container.name) }, ...entries],
      source,
    };
  }

  /** The place of a list of containers, for the pattern with its first container. The app is the first of `containers`. */
  private sourceOfList({ list: containers, index }: ContainerView): Source | undefined {
    return containers === 'initContainers' && index === 0 ? [...this.podPath, containers] : undefined;
  }

  private placeOf({ list: containers, index }: ContainerView, ...rest: Source): Source {
    return [...this.podPath, containers, index, ...rest];
  }

  private placeOfMount({ container, index }: MountView): Source {
    return this.placeOf(container, 'volumeMounts', index);
  }
}

function isNative({ list: containers, fields }: ContainerView): boolean {
  return containers === 'initContainers' && fields.restartPolicy === 'Always';
}

function data(value: unknown, source?: Source): Expression {
  return source === undefined ? { type: 'data', value } : { type: 'data', value, source };
}

function textData(value: string): Expression {
  return data(value);
}

function list(items: readonly Expression[], source?: Source): Expression {
  return source === undefined ? { type: 'array', items } : { type: 'array', items, source };
}

function indexes(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function lastIndexes(all: readonly string[], count: number): number[] {
  return indexes(all.length - count, all.length);
}
