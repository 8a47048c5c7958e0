import { Finding } from '../../rules/finding';
import { Container } from '../../kubernetes/types';
import { atLeast, NATIVE_SIDECARS } from '../../kubernetes/version';
import { SharedFiles } from '../patterns/shared-files';
import { AppAddition, IPattern, PatternContribution, SidecarForm } from '../patterns/pattern';

/** A pattern, and the container that it helps. */
export interface Helping {
  readonly pattern: IPattern;
  readonly helps: Container;
}

/** What a pattern contributes, as plain data, with nothing left out. */
export interface Part extends Required<PatternContribution> {
  readonly pattern: string;
  readonly path: string;
  readonly helps: Container;
  readonly app: Required<AppAddition>;
}

/** Turns a part of a contribution into plain data of a type of the schema. */
export type ToPlain = (value: any, type: string, path: string) => any;

/** What each pattern contributes. One that throws, or that is there twice, contributes nothing and is reported. */
export function contributions(
  patterns: Helping[],
  version: string,
  toPlain: ToPlain,
): { parts: Part[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const names = new Set<string>();
  const sidecarForm = atLeast(version, NATIVE_SIDECARS) ? 'native' : 'classic';
  const parts = patterns.flatMap(({ pattern, helps }): Part[] => {
    const path = `patterns["${pattern?.name}"]`;
    const error = (rule: string, what: string, why: string, fix: string): Part[] => {
      findings.push({ rule, severity: 'error', path, what, why, fix });
      return [];
    };
    if (typeof pattern?.contribute !== 'function') {
      return error('runtime/pattern', 'it is no pattern: it has no method "contribute".', '', '');
    }
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
      const contribution = pattern.contribute({ app: helps, version, sidecarForm }) ?? {};
      const plain: ToPlain = (value, type, at) => toPlain(value, type, `${path}.${at}`);
      return [{ pattern: pattern.name, path, helps, ...complete(contribution, sidecarForm, plain) }];
    } catch (thrown) {
      return error('runtime/pattern', thrown instanceof Error ? thrown.message : String(thrown), '', '');
    }
  });
  return { parts, findings };
}

function complete(
  contribution: PatternContribution,
  usual: SidecarForm,
  toPlain: ToPlain,
): Omit<Part, 'pattern' | 'path' | 'helps'> {
  const { app = {}, sidecarForm = usual } = contribution;
  if (sidecarForm !== 'native' && sidecarForm !== 'classic') {
    throw new Error(`there is no form "${sidecarForm}" of a sidecar. It is native or classic.`);
  }
  const restartPolicy = sidecarForm === 'native' ? { restartPolicy: 'Always' as const } : {};
  const list = (value: any[] | undefined, type: string, path: string): any[] =>
    toPlain(aList(value ?? [], path), type, path);
  const files: SharedFiles[] = list(contribution.files, 'Volume[]', 'files');
  files.forEach(({ writers = [], readers = [] }, i) => {
    aList(writers, `files[${i}].writers`);
    aList(readers, `files[${i}].readers`);
  });
  return {
    initContainers: list(contribution.initContainers, 'Container[]', 'initContainers'),
    sidecars: list(contribution.sidecars, 'Container[]', 'sidecars').map((sidecar: Container) => ({
      ...withoutRestartPolicy(sidecar),
      ...restartPolicy,
    })),
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

function aList<T>(value: T[], path: string): T[] {
  if (!Array.isArray(value)) {
    throw new Error(`${path} is not a list. Put what it holds into brackets.`);
  }
  const other = value.findIndex((item) => typeof item !== 'object' || item === null);
  if (other >= 0) {
    throw new Error(`${path}[${other}] is ${JSON.stringify(value[other])}, and not an object with fields.`);
  }
  return value;
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
