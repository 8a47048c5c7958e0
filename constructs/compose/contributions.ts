import { ordered } from '../../kubernetes/field-order';
import { Container } from '../../kubernetes/types';
import { atLeast, NATIVE_SIDECARS } from '../../kubernetes/version';
import { pattern as patternRule, patternTwice } from '../../rules/composition';
import { findingOf } from '../../rules/finding';
import { AppAddition, IPattern, PatternContribution, SidecarForm } from '../patterns/pattern';
import { PlainData } from './plain-data';

/** A pattern, and the container that it helps. */
export interface AttachedPattern {
  readonly pattern: IPattern;
  readonly app: Container;
}

/** What else decides on the composition. */
export interface ComposeOptions {
  /** The Kubernetes version of the cluster. */
  readonly version: string;
  /** Adds what the Pod Security level requires to the container of a pattern. */
  readonly harden: (container: Container) => Container;
  /** What completes when the app ends: a Job, or a pod that is not restarted. */
  readonly completes: 'Job' | 'pod' | undefined;
}

/** The contribution of a pattern as plain data; what it leaves out is empty. */
export interface Contribution extends Required<PatternContribution> {
  readonly pattern: string;
  /** The path that findings start with. */
  readonly path: string;
  readonly helps: Container;
  readonly app: Required<AppAddition>;
}

type ToPlain = <T>(value: T, type: string, path: string) => T;

/** The contributions of all patterns. A pattern that throws, or whose name is a duplicate, contributes nothing: that is a finding. */
export function contributionsOf(
  patterns: readonly AttachedPattern[],
  { version, harden }: ComposeOptions,
  data: PlainData,
): Contribution[] {
  const { findings } = data;
  const names = new Set<string>();
  const sidecarForm = atLeast(version, NATIVE_SIDECARS) ? 'native' : 'classic';
  return patterns.flatMap(({ pattern, app }) => {
    const path = `patterns["${pattern?.name}"]`;
    if (typeof pattern?.contribute !== 'function') {
      const fix = 'Add an object of a class that implements IPattern.';
      findings.push(findingOf(patternRule, path, 'this is not a pattern: it has no method "contribute".', fix));
      return [];
    }
    if (names.has(pattern.name)) {
      const what = `the pattern "${pattern.name}" is already in this pod.`;
      findings.push(findingOf(patternTwice, path, what, 'Remove one of them, or rename its containers.'));
      return [];
    }
    names.add(pattern.name);
    try {
      const contribution = pattern.contribute({ app, version, sidecarForm }) ?? {};
      const toPlain: ToPlain = (value, type, field) => ordered(data.of(value, type, `${path}.${field}`), type);
      return [{ pattern: pattern.name, path, helps: app, ...complete(contribution, sidecarForm, harden, toPlain) }];
    } catch (error) {
      findings.push(findingOf(patternRule, path, error instanceof Error ? error.message : String(error), ''));
      return [];
    }
  });
}

function complete(
  contribution: PatternContribution,
  defaultForm: SidecarForm,
  harden: ComposeOptions['harden'],
  toPlain: ToPlain,
): Omit<Contribution, 'pattern' | 'path' | 'helps'> {
  const { app = {}, sidecarForm = defaultForm } = contribution;
  if (sidecarForm !== 'native' && sidecarForm !== 'classic') {
    throw new Error(`the sidecar form "${sidecarForm}" is unknown. Set it to "native" or "classic".`);
  }
  const restartPolicy = sidecarForm === 'native' ? { restartPolicy: 'Always' as const } : {};
  const list = <T>(value: T[] | undefined, type: string, path: string): T[] =>
    (value ?? undefined) === undefined ? [] : toPlain(checkedList(value!, path), type, path);
  const files = list(contribution.files, 'Volume[]', 'files');
  files.forEach(({ writers = [], readers = [] }, i) => {
    checkedList(writers, `files[${i}].writers`);
    checkedList(readers, `files[${i}].readers`);
  });
  return {
    initContainers: list(contribution.initContainers, 'Container[]', 'initContainers').map(harden),
    sidecars: list(contribution.sidecars, 'Container[]', 'sidecars').map((sidecar) =>
      harden({ ...withoutRestartPolicy(sidecar), ...restartPolicy }),
    ),
    sidecarForm,
    volumes: list(contribution.volumes, 'Volume[]', 'volumes'),
    files,
    startOrder: list(contribution.startOrder, 'object[]', 'startOrder'),
    app: {
      env: list(app.env, 'EnvVar[]', 'app.env'),
      envFrom: list(app.envFrom, 'EnvFromSource[]', 'app.envFrom'),
      ports: list(app.ports, 'ContainerPort[]', 'app.ports'),
      volumeMounts: list(app.volumeMounts, 'VolumeMount[]', 'app.volumeMounts'),
    },
  };
}

function checkedList<T>(value: T[], path: string): T[] {
  if (!Array.isArray(value)) {
    throw new Error(`${path} is not a list. Write it in brackets.`);
  }
  const invalid = value.findIndex((item) => typeof item !== 'object' || item === null);
  if (invalid >= 0) {
    throw new Error(`${path}[${invalid}] is ${JSON.stringify(value[invalid])}. Write an object with fields.`);
  }
  return value;
}

/** The form of a sidecar decides its restart policy; a pattern can only repeat that a sidecar always restarts. */
function withoutRestartPolicy({ restartPolicy, ...sidecar }: Container): Container {
  if (restartPolicy !== undefined && restartPolicy !== 'Always') {
    throw new Error(
      `the sidecar "${sidecar.name}" has restartPolicy ${restartPolicy}, but sidecars always restart. Remove restartPolicy.`,
    );
  }
  return sidecar;
}
