import { Finding } from '../../rules/finding';
import { Container } from '../../spec/kubernetes';
import { atLeast } from '../../spec/version';
import { AppAddition, IPattern, PatternContribution, SidecarForm } from './pattern';

/** The version from which on a sidecar is an init container that is restarted always. */
const NATIVE_SIDECARS = '1.29';

/** What a pattern contributes, as plain data, with nothing left out. */
export interface Part extends Required<PatternContribution> {
  readonly pattern: string;
  readonly path: string;
  readonly app: Required<AppAddition>;
}

/** Turns a part of a contribution into plain data of a type of the schema. */
export type ToPlain = (value: any, type: string, path: string) => any;

/** What each pattern contributes. One that throws, or that is there twice, contributes nothing and is reported. */
export function contributions(
  app: Container,
  patterns: IPattern[],
  version: string,
  toPlain: ToPlain,
): { parts: Part[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const names = new Set<string>();
  const sidecarForm = atLeast(version, NATIVE_SIDECARS) ? 'native' : 'classic';
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
      const contribution = pattern.contribute({ app, version, sidecarForm }) ?? {};
      const plain: ToPlain = (value, type, at) => toPlain(value, type, `${path}.${at}`);
      return [{ pattern: pattern.name, path, ...complete(contribution, sidecarForm, plain) }];
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
): Omit<Part, 'pattern' | 'path'> {
  const { app = {}, sidecarForm = usual } = contribution;
  const restartPolicy = sidecarForm === 'native' ? { restartPolicy: 'Always' as const } : {};
  return {
    initContainers: toPlain(contribution.initContainers ?? [], 'Container[]', 'initContainers'),
    sidecars: toPlain(contribution.sidecars ?? [], 'Container[]', 'sidecars').map((sidecar: Container) => ({
      ...withoutRestartPolicy(sidecar),
      ...restartPolicy,
    })),
    sidecarForm,
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
