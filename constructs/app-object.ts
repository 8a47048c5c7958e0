import { ApiObject, ApiObjectMetadataDefinition, App, JsonPatch, resolve } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, NetworkPolicyPeerConfig, PodSelectorConfig } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { at, Kind, kindOf, withAt } from '../kubernetes/kinds';
import { orderObject, set } from '../kubernetes/field-order';
import { keysOf, PlainData, SAID_TWICE, Unfit } from './compose/plain-data';
import { checkObject, checkPodSecurity } from '../rules/check/check';
import { Finding } from '../rules/finding';
import type { PodSecurityLevel } from '../rules/pod-security';
import { Container, ObjectMeta } from '../kubernetes/types';
import { SCHEMA } from '../kubernetes/schema';
import { podSelector } from './from-plus';
import { KubernetesVersion } from './settings/kubernetes-version';
import { notPlain } from './compose/not-plain';
import { Attachments } from './compose/attachments';
import { ToPlain } from './compose/contributions';
import { findPort } from './patterns/local-address';
import { IPattern } from './patterns/pattern';
import { PodSecurity } from './settings/pod-security';
import { reported } from './synth/report';
import { changed, renderedOnce } from './synth/rendering';
import { strict } from './synth/adjust-severity';
import { withRequired } from './compose/required-fields';

/** What the props of pods and of all workloads have in common. */
export interface AppObjectProps {
  /**
   * The object's metadata. Empty lists and maps in it fall away, as cdk8s has it.
   *
   * @default - a name made from the construct's path; namespace and labels of the chart
   */
  readonly metadata?: ObjectMeta;

  /** The main container: what the pod is there for. It lands first among the containers. */
  readonly app: Container;

  /**
   * Patterns that add to the pod, in any number. They land in this order.
   *
   * @default - none
   */
  readonly patterns?: IPattern[];

  /**
   * The Pod Security level that the pod has to meet. Containers that patterns add get what it demands; what it refuses in those of the
   * author is an error.
   *
   * @default - the level that `PodSecurity.set` says for the chart or the app; none, where it says nothing
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: PodSecurityLevel;
}

/**
 * What pods and all workloads have in common: an app, patterns that help it, and a manifest that holds what the props say, in the
 * order in which people write it, and nothing else. What cannot be right is refused when the app is synthesized, all of it at once.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/
 */
export abstract class AppObject extends ApiObject implements IPodSelector, INetworkPolicyPeer {
  private readonly attachments = new Attachments(this);
  private readonly type: Kind;
  private readonly spec: object;
  private readonly app: Container;
  private readonly metadataTwice: Unfit[] = [];
  private readonly metadataRaw: string[] = [];
  private readonly jsonPatches: JsonPatch[] = [];
  private selected = false;

  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param apiVersion such as `apps/v1`
   * @param kind such as `Deployment`
   * @param props the object; all that is not of `AppObjectProps` is its spec
   */
  protected constructor(scope: Construct, id: string, apiVersion: string, kind: string, props: AppObjectProps) {
    const { metadata = {}, app, patterns = [], podSecurity, ...spec } = props;
    const { raw, ...known } = metadata;
    super(scope, id, { apiVersion, kind, metadata: raw === undefined ? known : { ...known, ...raw } });
    this.type = kindOf(this)!;
    this.spec = spec;
    this.app = app;
    if (!Array.isArray(patterns)) {
      throw new Error(`[${this.node.path}] patterns is not a list. Put what it holds into brackets.`);
    }
    this.attachments.add(app?.name, patterns);
    if (raw) {
      this.metadataRaw.push(...keysOf(raw));
      const twice = Object.keys(raw).filter((key) => key in known);
      this.metadataTwice.push(...twice.map((key) => ({ path: `metadata.${key}`, reason: SAID_TWICE })));
    }
    if (podSecurity !== undefined) {
      PodSecurity.set(this, podSecurity);
    }
    this.node.addValidation({
      validate: () => {
        const { findings, manifest } = this.render();
        return reported(this, findings, manifest);
      },
    });
  }

  /** Applies JSON patches to the manifest, after all else. */
  public override addJsonPatch(...ops: JsonPatch[]): void {
    super.addJsonPatch(...ops);
    this.jsonPatches.push(...ops);
    changed(this);
  }

  /** The manifest. */
  public override toJson(): any {
    return this.render().manifest;
  }

  /**
   * The number of a port of the pod, whichever of its containers declares it. What is told of a port in this way follows when the
   * number changes, such as the `targetPort` of a Service.
   *
   * @param name the name of the port
   * @throws when no container of the pod declares a port of that name, or several do
   */
  public portNumber(name: string): number {
    const { initContainers = [], containers } = this.template().spec;
    const ports = [...containers, ...initContainers].flatMap(({ ports: declared = [] }: Container) => declared);
    return findPort(`[${this.node.path}] the pod`, ports, name).containerPort;
  }

  /**
   * How a cdk8s-plus Service or NetworkPolicy selects the pods: a workload's by the labels of its selector, a pod by all labels that it
   * has at this moment.
   */
  public toPodSelectorConfig(): PodSelectorConfig {
    this.selected = true;
    return podSelector(this.podLabels(), this.metadata.namespace);
  }

  /** The pods as a peer of a cdk8s-plus NetworkPolicy. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The pods as what a cdk8s-plus NetworkPolicy selects. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  private podLabels(): Record<string, string> {
    if (this.type.template.length === 0) {
      return this.metadata.toJson().labels ?? {};
    }
    return this.render().manifest.spec?.selector?.matchLabels ?? this.template().metadata?.labels ?? {};
  }

  /** The pod template; of a pod, itself. */
  private template(): any {
    return at(this.render().manifest, this.type.template);
  }

  private render(): { manifest: any; findings: Finding[] } {
    return renderedOnce(this, () => this.renderAnew());
  }

  private renderAnew(): { manifest: any; findings: Finding[] } {
    const version = KubernetesVersion.of(this);
    const policy = PodSecurity._policyOf(this);
    const data = new PlainData((token) => tokenValue(resolve([], token, this), token));
    const plain: ToPlain = this.hasResolvers()
      ? (value, type, path) => data.of(resolve([], value, this), type, path)
      : (value, type, path) => data.of(value, type, path);
    const app = plain(this.app ?? {}, 'Container', 'app');
    const written = withApp(
      {
        apiVersion: this.apiVersion,
        kind: this.kind,
        metadata: plain(writtenMetadata(this.metadata), 'ObjectMeta', 'metadata'),
        spec: plain(this.spec, SCHEMA[this.type.struct].spec[0], 'spec'),
      },
      this.type,
      app,
    );
    const composed = this.attachments.into(written, this.type.template, version, policy, plain);
    const unfit = this.metadataTwice.concat(data.unfit);
    const told = unfit.length === 0 ? composed.findings : unfit.map(notPlain).concat(composed.findings);
    const manifest = orderObject(this.patched(withRequired(composed.object, this.type), told));
    return {
      manifest,
      findings: told.concat(
        this.selection(),
        strict(checkObject(manifest, version), told, this.metadataRaw.concat(data.raw)),
        checkPodSecurity(at(manifest, this.type.template), this.type.template, policy),
      ),
    };
  }

  private patched(draft: any, findings: Finding[]): any {
    if (this.jsonPatches.length === 0) {
      return draft;
    }
    try {
      return JsonPatch.apply(draft, ...this.jsonPatches);
    } catch (error) {
      const what = `a JSON patch does not fit: ${(error as Error).message}.`;
      const fix = 'Look at its path: what it adds to, replaces or removes has to be there.';
      findings.push({ rule: 'api/json-patch', severity: 'error', path: 'manifest', what, why: '', fix });
      return draft;
    }
  }

  /** Whether the app has resolvers of its own. Where it has none, only what is not plain has to be put to those of cdk8s. */
  private hasResolvers(): boolean {
    return (this.node.root as App).resolvers.length > BUILT_IN_RESOLVERS;
  }

  private selection(): Finding[] {
    return !this.selected || this.type.template.length > 0 || Object.keys(this.podLabels()).length > 0
      ? []
      : [
          {
            rule: 'runtime/selected-without-labels',
            severity: 'error',
            path: 'metadata.labels',
            what: 'a Service or NetworkPolicy is to select this pod, which has no labels.',
            why: 'The selector would be empty, and an empty selector selects every pod.',
            fix: "Give the pod a label of its own, such as { app: 'web' }.",
          },
        ];
  }
}

/** How many resolvers an `App` has of itself. */
const BUILT_IN_RESOLVERS = 3;

/** The object with the app's container before the others of its pod. */
function withApp(object: any, { template }: Kind, app: Container): any {
  const way = [...template, 'spec'];
  const spec = at(object, way);
  const others = Array.isArray(spec?.containers) ? spec.containers : [];
  return withAt(object, way, { ...spec, containers: [app, ...others] });
}

/** cdk8s leaves the value of its number-or-string classes in a wrapping, for its own types to take it out. */
function tokenValue(resolved: any, token: any): any {
  return resolved !== token && (typeof token.value === 'number' || typeof token.value === 'string')
    ? token.value
    : resolved;
}

/**
 * The metadata as it was written, without lists and maps that are empty, as cdk8s has it. What cdk8s renders itself has its keys
 * sorted, and takes longer.
 */
function writtenMetadata(metadata: ApiObjectMetadataDefinition): any {
  const own = metadata as any;
  if (own._additionalAttributes === undefined) {
    return metadata.toJson();
  }
  const written = {};
  const given = own._additionalAttributes;
  for (const key in given) {
    // what it has as a field of its own is not what it was given at first
    const value = key in own ? own[key] : given[key];
    if (!isEmpty(value)) {
      set(written, key, value);
    }
  }
  for (const key in own) {
    if (!(key in given) && key !== '_additionalAttributes' && key !== 'apiObject' && !isEmpty(own[key])) {
      set(written, key, own[key]);
    }
  }
  return written;
}

function isEmpty(value: any): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
