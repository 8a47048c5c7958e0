import { ordered } from '../../kubernetes/field-order';
import { Container } from '../../kubernetes/types';
import { atLeast, NATIVE_SIDECARS } from '../../kubernetes/version';
import { pattern as patternRule, patternTwice } from '../../rules/composition';
import { findingOf } from '../../rules/finding';
import { described, isPlainObject } from '../../util/plain-object';
import { AppAddition, IPattern, PatternContribution, SidecarForm } from '../patterns/pattern';
import { requiredList } from '../patterns/required-list';
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
    if (typeof pattern?.contribute !== 'function') {
      const fix = 'Add an object of a class that implements IPattern.';
      const name = typeof pattern?.name === 'string' ? pattern.name : pattern;
      const what = `${described(name)} is not a pattern: it has no method "contribute".`;
      findings.push(findingOf(patternRule, 'patterns', what, fix));
      return [];
    }
    if (typeof pattern.name !== 'string') {
      const what = `the name of a pattern is ${described(pattern.name)}, not a string.`;
      findings.push(
        findingOf(patternRule, 'patterns', what, 'Set `name` of the pattern. It must be unique in the pod.'),
      );
      return [];
    }
    const path = `patterns["${pattern.name}"]`;
    if (names.has(pattern.name)) {
      const what = `the pattern "${pattern.name}" is already in this pod.`;
      findings.push(findingOf(patternTwice, path, what, 'Remove one of them, or rename its containers.'));
      return [];
    }
    names.add(pattern.name);
    try {
      const contributed = struct(pattern.contribute({ app, version, sidecarForm }), 'the contribution');
      const refused = data.refused.length;
      const contribution = data.of(contributed, 'PatternContribution', path);
      // values that are not plain data are null now
      return data.refused.length > refused
        ? []
        : [{ pattern: pattern.name, path, helps: app, ...complete(contribution, sidecarForm, harden) }];
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
): Omit<Contribution, 'pattern' | 'path' | 'helps'> {
  const app = struct(contribution.app, 'app');
  const sidecarForm = contribution.sidecarForm ?? defaultForm;
  if (sidecarForm !== 'native' && sidecarForm !== 'classic') {
    throw new Error(`the sidecar form "${sidecarForm}" is unknown. Set it to "native" or "classic".`);
  }
  const restartPolicy = sidecarForm === 'native' ? { restartPolicy: 'Always' as const } : {};
  const list = <T>(value: T[] | undefined, type: string, path: string): T[] =>
    ordered(checkedList(value ?? [], path), type);
  const files = list(contribution.files, 'Volume[]', 'files').map((one, i) => ({
    ...one,
    writers: checkedList(one.writers ?? [], `files[${i}].writers`),
    readers: checkedList(one.readers ?? [], `files[${i}].readers`),
  }));
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
      command: texts(app.command, 'app.command'),
      args: texts(app.args, 'app.args'),
      envFrom: list(app.envFrom, 'EnvFromSource[]', 'app.envFrom'),
      ports: list(app.ports, 'ContainerPort[]', 'app.ports'),
      volumeMounts: list(app.volumeMounts, 'VolumeMount[]', 'app.volumeMounts'),
    },
  };
}

/** A struct that can be missing. */
function struct<T extends object>(value: T | undefined, name: string): T {
  const given = value ?? ({} as T);
  if (!isPlainObject(given)) {
    throw new Error(`${name} is ${described(given)}, not an object. Write an object with fields.`);
  }
  return given;
}

function texts(list: readonly string[] | undefined, path: string): string[] {
  if (list !== undefined && !(Array.isArray(list) && list.every((item) => typeof item === 'string'))) {
    throw new Error(`${path} is ${JSON.stringify(list)}. Write a list of strings.`);
  }
  return [...(list ?? [])];
}

function checkedList<T>(value: T[], path: string): T[] {
  const invalid = requiredList(value, path).findIndex((item) => typeof item !== 'object' || item === null);
  if (invalid >= 0) {
    throw new Error(`${path}[${invalid}] is ${described(value[invalid])}. Write an object with fields.`);
  }
  return value;
}

/** The form of a sidecar decides its restart policy; a pattern can only repeat that a sidecar always restarts. */
function withoutRestartPolicy({ restartPolicy, ...sidecar }: Container): Container {
  if (restartPolicy && restartPolicy !== 'Always') {
    throw new Error(
      `the sidecar "${sidecar.name}" has restartPolicy ${restartPolicy}, but sidecars always restart. Remove restartPolicy.`,
    );
  }
  return sidecar;
}
