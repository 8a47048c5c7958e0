import { at, withAt } from '../../manifest/kinds';
import { ordered } from '../../manifest/order';
import { Finding } from '../../rules/finding';
import { hardening, PodSecurityPolicy } from '../../rules/pod-security';
import { Container, Volume } from '../../spec/kubernetes';
import { Circumstances, compose, PodParts } from './compose';
import { ToPlain } from './contributions';
import { IPattern } from './pattern';

/** The annotation by which kubectl, too, knows which container is meant where none is named. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The kinds whose pods run to their end. */
const COMPLETING = ['Job', 'CronJob'];

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
    const findings: Finding[] = [];
    const helped = new Map<string, IPattern[]>();
    for (const { app, pattern } of this.patterns) {
      const wanted = app ?? template.metadata?.annotations?.[DEFAULT_CONTAINER] ?? containers[0]?.name;
      if (!containers.some((container) => container?.name === wanted)) {
        findings.push(noApp(wanted, containers, way));
      } else {
        helped.set(wanted, [...(helped.get(wanted) ?? []), pattern]);
      }
    }
    const hardened = (container: Container): Container =>
      policy === undefined ? container : ordered(hardening(container, policy, template).container, 'Container');
    const known: Circumstances = { version, completes: COMPLETING.includes(object.kind), hardened };
    const claims = claimsOf(object);
    let { spec } = template;
    for (const [app, patterns] of helped) {
      const composed = compose(partsOf(spec, app, claims), patterns, known, toPlain);
      const volumes = composed.volumes.filter((volume) => !claims.includes(volume));
      spec = {
        ...spec,
        ...(composed.initContainers.length > 0 ? { initContainers: composed.initContainers } : {}),
        containers: composed.containers,
        ...(volumes.length > 0 ? { volumes } : {}),
      };
      findings.push(...composed.findings);
    }
    return { object: withAt(object, [...way, 'spec'], spec), findings };
  }
}

function partsOf({ containers, initContainers, volumes }: any, app: string, claims: Volume[]): PodParts {
  return {
    containers,
    app: containers.findIndex((container: any) => container?.name === app),
    initContainers: initContainers ?? [],
    volumes: [...(volumes ?? []), ...claims],
  };
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
    why: `It has ${containers.map((container) => `"${container?.name}"`).join(', ')}.`,
    fix: 'Name one of them.',
  };
}
