import { ApiObject, ApiObjectMetadataDefinition, App, JsonPatch, resolve } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, NetworkPolicyPeerConfig, PodSelectorConfig } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { orderPod } from '../manifest/order';
import { Plain, SAID_TWICE, toPlain } from '../manifest/plain';
import { checkPod } from '../rules';
import { Finding, message } from '../rules/finding';
import { Container, ObjectMeta, PodSpec } from '../spec/kubernetes';
import { podSelector } from './from-plus';
import { KubernetesVersion } from './kubernetes-version';
import { compose } from './patterns/compose';
import { IPattern } from './patterns/pattern';
import { changed, renderedOnce } from './synthesis/rendering';

/** Properties of `AppPod`: the fields of a PodSpec, with the app's container apart from the others. */
export interface AppPodProps extends PodSpec {
  /**
   * The pod's metadata. Empty lists and maps in it fall away, as cdk8s has it.
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
}

/**
 * A pod for one app, and for the patterns that help it.
 *
 * The manifest holds what the props say, in the order in which people write it, and nothing else. What cannot be right is
 * refused when the app is synthesized, all of it at once.
 *
 * @example
 * new AppPod(chart, 'kubia', {
 *   metadata: { labels: { env: 'dev' } },
 *   nodeSelector: { gpu: 'true' },
 *   app: { name: 'kubia', image: 'eunsudev/kubia', ports: [{ containerPort: 8080 }] },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class AppPod extends ApiObject implements IPodSelector, INetworkPolicyPeer {
  private readonly spec: Omit<AppPodProps, 'metadata'>;
  private readonly metadataTwice: string[];
  private readonly jsonPatches: JsonPatch[] = [];
  private selected = false;

  /**
   * @param scope the chart, or a construct in one
   * @param id the construct's name in its scope
   * @param props the pod
   */
  public constructor(scope: Construct, id: string, props: AppPodProps) {
    const { metadata = {}, ...spec } = props;
    const { raw, ...known } = metadata;
    super(scope, id, { apiVersion: 'v1', kind: 'Pod', metadata: { ...known, ...raw } });
    this.spec = spec;
    this.metadataTwice = Object.keys(raw ?? {}).filter((key) => key in known);
    this.node.addValidation({ validate: () => this.render().findings.map(message) });
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

  /** How a cdk8s-plus Service or NetworkPolicy selects this pod: by all labels that it has at this moment. */
  public toPodSelectorConfig(): PodSelectorConfig {
    this.selected = true;
    return podSelector(this.metadata.toJson().labels ?? {}, this.metadata.namespace);
  }

  /** The pod as a peer of a cdk8s-plus NetworkPolicy. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The pod as what a cdk8s-plus NetworkPolicy selects. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  private render(): { manifest: any; findings: Finding[] } {
    return renderedOnce(this, () => this.renderAnew());
  }

  private renderAnew(): { manifest: any; findings: Finding[] } {
    const version = KubernetesVersion.of(this);
    const findings: Finding[] = [];
    const plain = (value: any, type: string, path: string): any => {
      const result = this.toPlain(value, type, path);
      findings.push(...result.unfit.map(({ path: at, reason }) => unfit(at, reason)));
      return result.value;
    };
    for (const key of this.metadataTwice) {
      findings.push(unfit(`metadata.${key}`, SAID_TWICE));
    }
    const { app, patterns = [], containers, initContainers, volumes, ...rest } = this.spec;
    const parts = {
      app: plain(app ?? {}, 'Container', 'app'),
      containers: plain(containers ?? [], 'Container[]', 'containers'),
      initContainers: plain(initContainers ?? [], 'Container[]', 'initContainers'),
      volumes: plain(volumes ?? [], 'Volume[]', 'volumes'),
    };
    const composed = compose(parts, patterns, version, plain);
    const spec = {
      ...plain(rest, 'PodSpec', 'spec'),
      ...(composed.initContainers.length > 0 || initContainers !== undefined
        ? { initContainers: composed.initContainers }
        : {}),
      containers: composed.containers,
      ...(composed.volumes.length > 0 || volumes !== undefined ? { volumes: composed.volumes } : {}),
    };
    const draft = {
      apiVersion: this.apiVersion,
      kind: this.kind,
      metadata: plain(written(this.metadata), 'ObjectMeta', 'metadata'),
      spec,
    };
    const manifest = orderPod(this.patched(draft, findings));
    // a field that no version has comes from `raw`, which is there for what is newer than this package
    const errors = checkPod(manifest, version).filter(
      ({ severity, rule }) => severity === 'error' && rule !== 'api/unknown-field',
    );
    return { manifest, findings: [...findings, ...composed.findings, ...this.selection(), ...errors] };
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

  /** Props as plain data. Where the app has no resolvers of its own, only what is not plain has to be put to those of cdk8s. */
  private toPlain(value: any, type: string, path: string): Plain {
    return (this.node.root as App).resolvers.length > BUILT_IN_RESOLVERS
      ? toPlain(resolve([], value, this), type, path)
      : toPlain(value, type, path, (token) => tokenValue(resolve([], token, this), token));
  }

  private selection(): Finding[] {
    return !this.selected || Object.keys(this.metadata.toJson().labels ?? {}).length > 0
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
function written(metadata: ApiObjectMetadataDefinition): any {
  const { _additionalAttributes: others, apiObject, ...own } = metadata as any;
  if (others === undefined) {
    return metadata.toJson();
  }
  const all: any = {};
  for (const [key, value] of Object.entries({ ...others, ...own })) {
    if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) {
      all[key] = value;
    }
  }
  return all;
}

function unfit(path: string, reason: string): Finding {
  return { rule: 'api/plain-data', severity: 'error', path, what: reason, why: '', fix: '' };
}
