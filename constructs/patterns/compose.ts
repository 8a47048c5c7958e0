import { Finding } from '../../rules/finding';
import { Container, Volume } from '../../spec/kubernetes';
import { atLeast } from '../../spec/version';
import { AppAddition, IPattern, PatternContribution } from './pattern';
import { noSuchContainer, startOrder } from './start-order';
import { wireFiles } from './wire-files';

/** The version from which on a sidecar is an init container that is restarted always. */
const NATIVE_SIDECARS = '1.29';

/** The parts of a pod that patterns add to, as their author wrote them. */
export interface PodParts {
  readonly app: Container;
  readonly containers: Container[];
  readonly initContainers: Container[];
  readonly volumes: Volume[];
}

/** The same parts with all patterns in them, and what was wrong. */
export interface Composed {
  readonly initContainers: Container[];
  readonly containers: Container[];
  readonly volumes: Volume[];
  readonly findings: Finding[];
}

/** Turns a part of a contribution into plain data of a type of the schema. */
export type ToPlain = (value: any, type: string, path: string) => any;

/** Puts patterns into a pod, in the order given. */
export function compose(pod: PodParts, patterns: IPattern[], version: string, toPlain: ToPlain): Composed {
  const native = atLeast(version, NATIVE_SIDECARS);
  const { parts, findings } = contributions(pod.app, patterns, version, toPlain);
  const sidecars = parts.flatMap((part) => part.sidecars);
  const volumes = [...pod.volumes, ...parts.flatMap((part) => part.volumes)];
  const containers = [withAdditions(pod.app, parts, findings), ...pod.containers, ...(native ? [] : sidecars)];
  const initContainers = [
    ...pod.initContainers,
    ...parts.flatMap((part) => part.initContainers),
    ...(native ? sidecars.map((sidecar): Container => ({ ...sidecar, restartPolicy: 'Always' })) : []),
  ];
  const all = [...initContainers, ...containers];

  const orders = parts.flatMap(({ path, startOrder: list }) =>
    list.map((order, i) => ({ order, path: `${path}.startOrder[${i}]` })),
  );
  const order = startOrder(initContainers, containers, sidecars, orders);

  const files = parts.flatMap(({ pattern, path, files: list }) =>
    list.map((shared, i) => ({ files: shared, pattern: pattern.name, path: `${path}.files[${i}]` })),
  );
  const wiring = wireFiles(files, volumes, all);
  const strangers = wiring.mounts.filter((end) => !all.some(({ name }) => name === end.container));
  const mounted = (container: Container): Container => ({
    ...container,
    ...longer(
      container,
      'volumeMounts',
      wiring.mounts.filter((end) => end.container === container.name).map(({ mount }) => mount),
    ),
  });

  return {
    initContainers: order.initContainers.map(mounted),
    containers: containers.map(mounted),
    volumes: [...volumes, ...wiring.volumes],
    findings: [
      ...findings,
      ...order.findings,
      ...strangers.map(({ container, path }) => noSuchContainer(container, all, path)),
      ...wiring.findings,
    ],
  };
}

/** What a pattern contributes, as plain data, with nothing left out. */
interface Part extends Required<PatternContribution> {
  readonly pattern: IPattern;
  readonly path: string;
  readonly app: Required<AppAddition>;
}

/** What each pattern contributes. One that throws, or that is there twice, contributes nothing and is reported. */
function contributions(
  app: Container,
  patterns: IPattern[],
  version: string,
  toPlain: ToPlain,
): { parts: Part[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const names = new Set<string>();
  const parts = patterns.flatMap((pattern): Part[] => {
    const path = `patterns["${pattern.name}"]`;
    const error = (rule: string, what: string, why: string, fix: string): Part[] => {
      findings.push({ rule, severity: 'error', path, what, why, fix });
      return [];
    };
    if (names.has(pattern.name)) {
      return error(
        'runtime/pattern-twice',
        `the pattern "${pattern.name}" is already in this pod.`,
        'Its containers would be there twice.',
        'Leave one of the two out, or give its containers other names.',
      );
    }
    names.add(pattern.name);
    try {
      const contribution = pattern.contribute({ app, version }) ?? {};
      return [{ pattern, path, ...complete(contribution, (value, type, at) => toPlain(value, type, `${path}.${at}`)) }];
    } catch (thrown) {
      return error('runtime/pattern', thrown instanceof Error ? thrown.message : String(thrown), '', '');
    }
  });
  return { parts, findings };
}

function complete(contribution: PatternContribution, toPlain: ToPlain): Omit<Part, 'pattern' | 'path'> {
  const { app = {} } = contribution;
  return {
    initContainers: toPlain(contribution.initContainers ?? [], 'Container[]', 'initContainers'),
    sidecars: toPlain(contribution.sidecars ?? [], 'Container[]', 'sidecars').map(withoutRestartPolicy),
    volumes: toPlain(contribution.volumes ?? [], 'Volume[]', 'volumes'),
    files: toPlain(contribution.files ?? [], 'Volume[]', 'files'),
    startOrder: toPlain(contribution.startOrder ?? [], 'object[]', 'startOrder'),
    app: {
      env: toPlain(app.env ?? [], 'EnvVar[]', 'app.env'),
      envFrom: toPlain(app.envFrom ?? [], 'EnvFromSource[]', 'app.envFrom'),
      ports: toPlain(app.ports ?? [], 'ContainerPort[]', 'app.ports'),
      volumeMounts: toPlain(app.volumeMounts ?? [], 'VolumeMount[]', 'app.volumeMounts'),
    },
  };
}

/** A sidecar is restarted always, which only its native form says: so the pattern need not, and cannot say otherwise. */
function withoutRestartPolicy({ restartPolicy, ...sidecar }: Container): Container {
  if (restartPolicy !== undefined && restartPolicy !== 'Always') {
    throw new Error(
      `sidecar "${sidecar.name}" has restartPolicy ${restartPolicy}. A sidecar is restarted always: leave it out.`,
    );
  }
  return sidecar;
}

/** The app's container with what all patterns add to it: variables before its own, all else after. */
function withAdditions(app: Container, parts: Part[], findings: Finding[]): Container {
  const owners = new Map((app.env ?? []).map(({ name }) => [name, `container "${app.name}" itself`]));
  for (const { pattern, path, app: addition } of parts) {
    addition.env.forEach(({ name, value }, i) => {
      const owner = owners.get(name);
      if (owner !== undefined) {
        findings.push({
          rule: 'runtime/env-clash',
          severity: 'error',
          path: `${path}.app.env[${i}]`,
          what: `${name} is already set by ${owner}.`,
          why: `"${pattern.name}" sets it to ${JSON.stringify(value)}; only the last of the two would hold.`,
          fix: 'Leave one of the two out, or call one of them otherwise.',
        });
      }
      owners.set(name, owner ?? `"${pattern.name}"`);
    });
  }
  const env = parts.flatMap((part) => part.app.env);
  return {
    ...app,
    ...(env.length === 0 ? {} : { env: [...env, ...(app.env ?? [])] }),
    ...longer(
      app,
      'envFrom',
      parts.flatMap((part) => part.app.envFrom),
    ),
    ...longer(
      app,
      'ports',
      parts.flatMap((part) => part.app.ports),
    ),
    ...longer(
      app,
      'volumeMounts',
      parts.flatMap((part) => part.app.volumeMounts),
    ),
  };
}

/** One of a container's lists with more at its end; nothing where there is no more. */
function longer<K extends 'envFrom' | 'ports' | 'volumeMounts'>(
  container: Container,
  list: K,
  added: NonNullable<Container[K]>,
): Pick<Container, K> | object {
  return added.length === 0 ? {} : { [list]: [...(container[list] ?? []), ...added] };
}
