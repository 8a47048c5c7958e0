import { abridged } from '../../util/truncate';
import { at, withAt } from '../../kubernetes/kinds';
import { ordered } from '../../kubernetes/field-order';
import { Finding } from '../../rules/finding';
import { hardening, PodSecurityPolicy } from '../../rules/pod-security';
import { Container, Volume } from '../../kubernetes/types';
import { Circumstances, compose } from './compose';
import { Helping, ToPlain } from './contributions';
import { IPattern } from '../patterns/pattern';

/** The annotation by which kubectl, too, knows which container is meant where none is named. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The kinds that make Jobs of pods, or are one. */
const JOBS = ['Job', 'CronJob'];

/** An object, and what was wrong with what was put into it. */
export interface WithPatterns {
  readonly object: any;
  readonly findings: Finding[];
}

const ATTACHED = Symbol.for('cdk8s-pod-patterns.Attachments');

/** The patterns of one pod template, each for one of its containers. */
export class Attachments {
  /** What is attached to a construct, if it is one that knows of patterns. */
  public static of(construct: object): Attachments | undefined {
    return (construct as any)[ATTACHED];
  }

  private readonly patterns: { readonly app: string | undefined; readonly pattern: IPattern }[] = [];

  /** @param construct what they are attached to */
  public constructor(construct: object) {
    Object.defineProperty(construct, ATTACHED, { value: this });
  }

  /**
   * @param app the name of the app's container; where none is given it is the one that the template's annotation
   * `kubectl.kubernetes.io/default-container` names, or the first
   * @param patterns what helps it
   */
  public add(app: string | undefined, patterns: IPattern[]): void {
    this.patterns.push(...patterns.map((pattern) => ({ app, pattern })));
  }

  /**
   * Puts the patterns into the pod template of an object. The object itself is not changed.
   *
   * @param object a plain manifest
   * @param way the way to its template; nothing for a pod
   * @param version the Kubernetes version that it is for
   * @param policy the Pod Security level that it has to meet, if any
   * @param toPlain turns what patterns contribute into plain data
   */
  public into(
    object: any,
    way: readonly string[],
    version: string,
    policy: PodSecurityPolicy | undefined,
    toPlain: ToPlain,
  ): WithPatterns {
    if (this.patterns.length === 0) {
      return { object, findings: [] };
    }
    const template = at(object, way);
    const containers = template?.spec?.containers;
    if (!Array.isArray(containers) || containers.length === 0) {
      return { object, findings: [noContainers(way)] };
    }
    if (!isReadable(template.spec)) {
      return { object, findings: [] };
    }
    const findings: Finding[] = [];
    const helping: Helping[] = [];
    for (const { app, pattern } of this.patterns) {
      const wanted = app ?? template.metadata?.annotations?.[DEFAULT_CONTAINER] ?? containers[0]?.name;
      const helps = containers.find((container) => container?.name === wanted);
      if (helps === undefined) {
        findings.push(noApp(wanted, containers, way));
      } else {
        helping.push({ pattern, helps });
      }
    }
    const hardened = (container: Container): Container =>
      policy === undefined ? container : ordered(hardening(container, policy, template).container, 'Container');
    const claims = claimsOf(object);
    const { initContainers, volumes } = template.spec;
    const composed = compose(
      { containers, initContainers: initContainers ?? [], volumes: [...(volumes ?? []), ...claims] },
      helping,
      { version, completes: completing(object.kind, template.spec), hardened },
      toPlain,
    );
    const own = composed.volumes.filter((volume) => !claims.includes(volume));
    const spec = {
      ...template.spec,
      ...(composed.initContainers.length > 0 ? { initContainers: composed.initContainers } : {}),
      containers: composed.containers,
      ...(own.length > 0 ? { volumes: own } : {}),
    };
    return { object: withAt(object, [...way, 'spec'], spec), findings: [...findings, ...composed.findings] };
  }
}

/** Whether all that patterns add to is of the type that it has to be: the rules tell where it is not. */
function isReadable({ containers, initContainers, volumes }: any): boolean {
  const isList = (list: any): boolean =>
    list === undefined ||
    list === null ||
    (Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null));
  return (
    [containers, initContainers, volumes].every(isList) &&
    [...containers, ...(initContainers ?? [])].every(({ env, envFrom, ports, volumeMounts }) =>
      [env, envFrom, ports, volumeMounts].every(isList),
    )
  );
}

/** What of an object is there to complete, if something is. */
function completing(kind: string, { restartPolicy }: any): Circumstances['completes'] {
  const isPod = restartPolicy === 'Never' || restartPolicy === 'OnFailure';
  return JOBS.includes(kind) ? 'Job' : isPod ? 'pod' : undefined;
}

/** The volumes that a StatefulSet claims for each of its pods: they are there, and not said in its template. */
function claimsOf({ kind, spec }: any): Volume[] {
  const claims = kind === 'StatefulSet' && Array.isArray(spec?.volumeClaimTemplates) ? spec.volumeClaimTemplates : [];
  return claims.map(({ metadata }: any) => ({
    name: metadata?.name,
    persistentVolumeClaim: { claimName: metadata?.name },
  }));
}

function noContainers(way: readonly string[]): Finding {
  return {
    rule: 'runtime/no-pod-template',
    severity: 'error',
    path: [...way, 'spec.containers'].join('.'),
    what: 'there are no containers, so a pattern has nothing to help.',
    why: '',
    fix: 'Say where the pod template is: PodTemplates.in(object, { template: ... }).',
  };
}

function noApp(app: string, containers: Container[], way: readonly string[]): Finding {
  return {
    rule: 'runtime/no-such-container',
    severity: 'error',
    path: [...way, 'spec.containers'].join('.'),
    what: `the pod has no container "${app}" that the patterns could help.`,
    why: `It has ${abridged(containers, (container) => `"${container?.name}"`)}.`,
    fix: 'Name one of them.',
  };
}
