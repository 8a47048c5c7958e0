import { Finding } from '../../rules/finding';
import { Container, EnvVar, Volume } from '../../spec/kubernetes';
import { atLeast } from '../../spec/version';
import { withEnv } from './environment';
import { IPattern, PatternContribution } from './pattern';
import { noSuchContainer, PlacedOrder, startOrder } from './start-order';
import { DeclaredFiles, wireFiles } from './wire-files';

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
  const findings: Finding[] = [];
  const native = atLeast(version, NATIVE_SIDECARS);
  const initContainers = [...pod.initContainers];
  const sidecars: Container[] = [];
  const volumes = [...pod.volumes];
  const files: DeclaredFiles[] = [];
  const orders: PlacedOrder[] = [];
  let app = pod.app;
  const env: EnvVar[] = [];

  contributions(pod.app, patterns, version, findings).forEach(({ pattern, path, contribution }) => {
    const list = (value: any, type: string, part: string): any[] => toPlain(value ?? [], type, `${path}.${part}`);
    initContainers.push(...list(contribution.initContainers, 'Container[]', 'initContainers'));
    sidecars.push(...list(contribution.sidecars, 'Container[]', 'sidecars'));
    volumes.push(...list(contribution.volumes, 'Volume[]', 'volumes'));
    list(contribution.files, 'Volume[]', 'files').forEach((shared, i) =>
      files.push({ files: shared, pattern: pattern.name, path: `${path}.files[${i}]` }),
    );
    list(contribution.startOrder, 'object', 'startOrder').forEach((order, i) =>
      orders.push({ order, path: `${path}.startOrder[${i}]` }),
    );
    const addition = contribution.app ?? {};
    const added: EnvVar[] = list(addition.env, 'EnvVar[]', 'app.env');
    findings.push(...envClashes(pattern.name, path, added, env, app));
    env.push(...added);
    app = append(app, 'envFrom', list(addition.envFrom, 'EnvFromSource[]', 'app.envFrom'));
    app = append(app, 'ports', list(addition.ports, 'ContainerPort[]', 'app.ports'));
    app = append(app, 'volumeMounts', list(addition.volumeMounts, 'VolumeMount[]', 'app.volumeMounts'));
  });
  if (findings.length === 0) {
    app = withEnv(app, env);
  }

  if (native) {
    initContainers.push(...sidecars.map((sidecar) => ({ restartPolicy: 'Always' as const, ...sidecar })));
  }
  const containers = [app, ...pod.containers, ...(native ? [] : sidecars)];
  const ordered = startOrder(
    initContainers,
    containers,
    sidecars.map(({ name }) => name),
    orders,
  );
  const wiring = wireFiles(files, volumes, [...ordered.initContainers, ...containers]);
  const names = new Set([...initContainers, ...containers].map(({ name }) => name));
  const strangers = wiring.mounts.filter(({ container }) => !names.has(container));
  const mounted = (container: Container): Container =>
    append(
      container,
      'volumeMounts',
      wiring.mounts.filter((end) => end.container === container.name).map(({ mount }) => mount),
    );
  return {
    initContainers: ordered.initContainers.map(mounted),
    containers: containers.map(mounted),
    volumes: [...volumes, ...wiring.volumes],
    findings: [
      ...findings,
      ...ordered.findings,
      ...strangers.map(({ container, path }) => noSuchContainer(container, [...initContainers, ...containers], path)),
      ...wiring.findings,
    ],
  };
}

interface Placed {
  readonly pattern: IPattern;
  readonly path: string;
  readonly contribution: PatternContribution;
}

/** What each pattern contributes. One that throws, or that is there twice, contributes nothing and is reported. */
function contributions(app: Container, patterns: IPattern[], version: string, findings: Finding[]): Placed[] {
  const names = new Set<string>();
  return patterns.flatMap((pattern) => {
    const path = `patterns["${pattern.name}"]`;
    if (names.has(pattern.name)) {
      findings.push({
        rule: 'runtime/pattern-twice',
        severity: 'error',
        path,
        what: `the pattern "${pattern.name}" is already in this pod.`,
        why: 'Its containers would be there twice.',
        fix: 'Leave one of the two out, or give its containers other names.',
      });
      return [];
    }
    names.add(pattern.name);
    try {
      return [{ pattern, path, contribution: pattern.contribute({ app, version }) }];
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      findings.push({ rule: 'runtime/pattern', severity: 'error', path, what, why: '', fix: '' });
      return [];
    }
  });
}

function envClashes(pattern: string, path: string, added: EnvVar[], others: EnvVar[], app: Container): Finding[] {
  return added.flatMap(({ name, value }, i) => {
    const own = (app.env ?? []).some((variable) => variable.name === name);
    if (!own && !others.some((variable) => variable.name === name)) {
      return [];
    }
    return [
      {
        rule: 'runtime/env-clash',
        severity: 'error' as const,
        path: `${path}.app.env[${i}]`,
        what: `${name} is already set ${own ? `by container "${app.name}" itself` : 'by another pattern'}.`,
        why: `"${pattern}" sets it to ${JSON.stringify(value)}; only the last of the two would hold.`,
        fix: 'Leave one of the two out, or call one of them otherwise.',
      },
    ];
  });
}

/** A container with more at the end of one of its lists. */
function append<K extends 'envFrom' | 'ports' | 'volumeMounts'>(
  container: Container,
  list: K,
  added: NonNullable<Container[K]>,
): Container {
  return added.length === 0 ? container : { ...container, [list]: [...(container[list] ?? []), ...added] };
}
