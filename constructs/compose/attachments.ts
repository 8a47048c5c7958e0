import { IConstruct } from 'constructs';
import { ordered } from '../../kubernetes/field-order';
import { Container, PodTemplateSpec, Volume } from '../../kubernetes/types';
import { noPodTemplate } from '../../rules/composition';
import { asWritten } from '../../rules/decode/as-written';
import { findingOf } from '../../rules/finding';
import { PodModel } from '../../rules/model/pod-model';
import { claimedVolumes } from '../../rules/model/server-view';
import { hardened } from '../../rules/pod-security-standard';
import { noSuchContainer } from '../../rules/runtime';
import { valueAt, withValueAt } from '../../util/plain-object';
import { truncated } from '../../util/truncate';
import { IPattern } from '../patterns/pattern';
import { ConstructProperty } from '../settings/construct-property';
import { KubernetesVersion } from '../settings/kubernetes-version';
import { PodSecurity } from '../settings/pod-security';
import { compose } from './compose';
import { containersOf } from './containers-of';
import { AttachedPattern, ComposeOptions } from './contributions';
import { PlainData } from './plain-data';

/** The annotation by which kubectl selects a container if the user names none. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

const ATTACHMENTS = new ConstructProperty<Attachments>('Attachments');

/** The patterns of one pod template, each with the name of the container that it helps. */
export class Attachments {
  /** The patterns of a construct; undefined if the construct is of another library, and no pattern is attached to it. */
  public static of(construct: IConstruct): Attachments | undefined {
    return ATTACHMENTS.of(construct);
  }

  private readonly patterns: { readonly app: string | undefined; readonly pattern: IPattern }[] = [];

  public constructor(private readonly construct: IConstruct) {
    ATTACHMENTS.set(construct, this);
  }

  /**
   * @param app the name of the app's container; by default, the container that the template's annotation
   * `kubectl.kubernetes.io/default-container` names, or else the first
   * @param patterns the patterns that help the app
   */
  public add(app: string | undefined, patterns: readonly IPattern[]): void {
    this.patterns.push(...patterns.map((pattern) => ({ app, pattern })));
  }

  /**
   * The object with all patterns in its pod template. The given object does not change.
   * @param object a manifest
   * @param path the path of its pod template; empty for a pod
   */
  public applyTo(object: object, path: readonly string[], data: PlainData): object {
    if (this.patterns.length === 0) {
      return object;
    }
    const template = valueAt<PodTemplateSpec>(object, path);
    const containers = template?.spec?.containers;
    const containersPath = [...path, 'spec.containers'].join('.');
    if (!template?.spec || !Array.isArray(containers) || containers.length === 0) {
      const fix = 'Set the path of the pod template: PodTemplates.in(object, { template: ... }).';
      data.findings.push(findingOf(noPodTemplate, containersPath, 'a pattern needs containers, but finds none.', fix));
      return object;
    }
    if (!hasLists(template)) {
      return object;
    }
    const attached = this.patterns.flatMap(({ app: name, pattern }): AttachedPattern[] => {
      const wanted = name ?? template.metadata?.annotations?.[DEFAULT_CONTAINER] ?? containers[0]?.name;
      const app = containers.find((container) => container?.name === wanted);
      if (app === undefined) {
        const what = `the pod has no container "${wanted}", which the patterns need.`;
        const why = `It has ${truncated(containers, (container) => `"${container?.name}"`)}.`;
        data.findings.push(findingOf(noSuchContainer, containersPath, what, 'Use one of these names.', { why }));
      }
      return app === undefined ? [] : [{ pattern, app }];
    });
    const { initContainers, volumes } = template.spec;
    const claimed = volumesClaimedBy(object);
    const composed = compose(
      { containers, initContainers: initContainers ?? [], volumes: [...(volumes ?? []), ...claimed] },
      attached,
      {
        version: KubernetesVersion.of(this.construct),
        completes: completing(object, template),
        harden: this.hardener(template),
      },
      data,
    );
    const ownVolumes = composed.volumes.filter((volume) => !claimed.includes(volume));
    return withValueAt(object, [...path, 'spec'], {
      ...template.spec,
      ...(composed.initContainers.length > 0 ? { initContainers: composed.initContainers } : {}),
      containers: composed.containers,
      ...(ownVolumes.length > 0 ? { volumes: ownVolumes } : {}),
    });
  }

  private hardener(template: PodTemplateSpec): (container: Container) => Container {
    const policy = PodSecurity._policyOf(this.construct);
    if (policy === undefined) {
      return (container) => container;
    }
    const pod = new PodModel(asWritten(template, 'PodTemplateSpec'), KubernetesVersion.of(this.construct));
    return (container) => ordered(hardened(container, policy, pod), 'Container');
  }
}

/** Whether all lists that patterns add to are lists of objects. If not, the rules report it. */
function hasLists({ spec }: PodTemplateSpec): boolean {
  const { containers, initContainers, volumes } = spec ?? {};
  const isList = (list: unknown): boolean =>
    list === undefined ||
    list === null ||
    (Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null));
  return (
    [containers, initContainers, volumes].every(isList) &&
    containersOf({ containers, initContainers }).every(({ env, envFrom, ports, volumeMounts }) =>
      [env, envFrom, ports, volumeMounts].every(isList),
    )
  );
}

function completing(object: object, { spec }: PodTemplateSpec): ComposeOptions['completes'] {
  const kind = valueAt<string>(object, ['kind']);
  const isPod = spec?.restartPolicy === 'Never' || spec?.restartPolicy === 'OnFailure';
  return kind === 'Job' || kind === 'CronJob' ? 'Job' : isPod ? 'pod' : undefined;
}

/** The volumes that a StatefulSet claims for each of its pods: the template does not list them. */
function volumesClaimedBy(object: object): readonly Volume[] {
  const volumeClaimTemplates = valueAt(object, ['spec', 'volumeClaimTemplates']);
  const isClaiming = valueAt(object, ['kind']) === 'StatefulSet' && volumeClaimTemplates !== undefined;
  return isClaiming ? claimedVolumes(asWritten({ volumeClaimTemplates }, 'StatefulSetSpec')) : [];
}
