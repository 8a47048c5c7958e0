/**
 * Public Helm charts, rendered with their defaults: manifests of the size and the variety that users have. This repository contains nothing
 * of them. They are folders in Go modules, so the Go module proxy serves them.
 */
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { CACHE } from './shared';

/** A chart, or the manifests that a project publishes in its place. */
export interface PublicChart {
  readonly name: string;
  /** The Go module and its version. */
  readonly module: string;
  /** In the module: the folder of the chart, or the file of manifests. */
  readonly path: string;
  /** @default - the namespace `charts` */
  readonly namespace?: string;
}

/** The version of Kubernetes that the charts are rendered for. */
export const KUBERNETES = '1.35';

const ARGO_CD = 'github.com/argoproj/argo-cd/v2@v2.14.11';
const ARGO_WORKFLOWS = 'github.com/argoproj/argo-workflows/v3@v3.6.10';
const FLAGGER = 'github.com/fluxcd/flagger@v1.36.1';
const ISTIO = 'istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad';

export const CHARTS: readonly PublicChart[] = [
  {
    name: 'approver-policy',
    module: 'github.com/cert-manager/approver-policy@v0.28.0',
    path: 'deploy/charts/approver-policy',
  },
  { name: 'argo-cd', module: ARGO_CD, path: 'manifests/install.yaml' },
  { name: 'argo-cd-ha', module: ARGO_CD, path: 'manifests/ha/install.yaml' },
  { name: 'argo-rollouts', module: 'github.com/argoproj/argo-rollouts@v1.8.3', path: 'manifests/install.yaml' },
  { name: 'argo-workflows-mysql', module: ARGO_WORKFLOWS, path: 'manifests/quick-start-mysql.yaml' },
  { name: 'argo-workflows-postgres', module: ARGO_WORKFLOWS, path: 'manifests/quick-start-postgres.yaml' },
  { name: 'cert-manager', module: 'github.com/cert-manager/cert-manager@v1.21.2', path: 'deploy/charts/cert-manager' },
  {
    name: 'chaos-mesh',
    module: 'github.com/chaos-mesh/chaos-mesh@v0.9.1-0.20260902003049-47411975a8cb',
    path: 'helm/chaos-mesh',
  },
  {
    name: 'cilium',
    module: 'github.com/cilium/cilium@v1.18.1',
    path: 'install/kubernetes/cilium',
    namespace: 'kube-system',
  },
  { name: 'dapr', module: 'github.com/dapr/dapr@v1.14.0', path: 'charts/dapr' },
  { name: 'descheduler', module: 'sigs.k8s.io/descheduler@v0.36.0', path: 'charts/descheduler' },
  { name: 'external-dns', module: 'sigs.k8s.io/external-dns@v0.18.0', path: 'charts/external-dns' },
  { name: 'flagger', module: FLAGGER, path: 'charts/flagger' },
  { name: 'flagger-grafana', module: FLAGGER, path: 'charts/grafana' },
  { name: 'flagger-loadtester', module: FLAGGER, path: 'charts/loadtester' },
  { name: 'flannel', module: 'github.com/flannel-io/flannel@v0.28.10', path: 'chart/kube-flannel' },
  { name: 'gatekeeper', module: 'github.com/open-policy-agent/gatekeeper/v3@v3.23.1', path: 'charts/gatekeeper' },
  {
    name: 'gpu-operator',
    module: 'github.com/NVIDIA/gpu-operator@v0.0.0-20250917190837-d73a0086a6ba',
    path: 'deployments/gpu-operator',
  },
  {
    name: 'ingress-nginx',
    module: 'k8s.io/ingress-nginx@v0.0.0-20240708192948-52c50467d67d',
    path: 'charts/ingress-nginx',
  },
  { name: 'istio-cni', module: ISTIO, path: 'manifests/charts/istio-cni', namespace: 'istio-system' },
  { name: 'istio-gateway', module: ISTIO, path: 'manifests/charts/gateway' },
  { name: 'istio-ingress', module: ISTIO, path: 'manifests/charts/gateways/istio-ingress', namespace: 'istio-system' },
  { name: 'istiod', module: ISTIO, path: 'manifests/charts/istio-control/istio-discovery', namespace: 'istio-system' },
  {
    name: 'kube-router',
    module: 'github.com/cloudnativelabs/kube-router/v2@v2.1.0',
    path: 'daemonset/kubeadm-kuberouter-all-features.yaml',
  },
  { name: 'kueue', module: 'sigs.k8s.io/kueue@v0.17.0', path: 'charts/kueue' },
  { name: 'kyverno', module: 'github.com/kyverno/kyverno@v1.13.4', path: 'charts/kyverno' },
  { name: 'metallb', module: 'go.universe.tf/metallb@v0.16.2', path: 'charts/metallb' },
  { name: 'metrics-server', module: 'sigs.k8s.io/metrics-server@v0.9.0', path: 'charts/metrics-server' },
  { name: 'podinfo', module: FLAGGER, path: 'charts/podinfo' },
  { name: 'sealed-secrets', module: 'github.com/bitnami-labs/sealed-secrets@v0.40.0', path: 'helm/sealed-secrets' },
  {
    name: 'trust-manager',
    module: 'github.com/cert-manager/trust-manager@v0.25.0',
    path: 'deploy/charts/trust-manager',
  },
  { name: 'ztunnel', module: ISTIO, path: 'manifests/charts/ztunnel', namespace: 'istio-system' },
];

const isRendered = (chart: PublicChart): boolean => chart.path.endsWith('.yaml');

/** The file with the rendered manifests of a chart. It is rendered once, because a few charts contain random values. */
export function renderedFile(chart: PublicChart): string {
  const key = createHash('sha256').update(JSON.stringify([chart, KUBERNETES, helmVersion()]));
  const file = path.join(CACHE, 'charts', `${chart.name}-${key.digest('hex').slice(0, 12)}.yaml`);
  if (!fs.existsSync(file)) {
    const source = path.join(folderOf(chart.module), chart.path);
    const text = isRendered(chart) ? fs.readFileSync(source, 'utf8') : render(source, chart.namespace ?? 'charts');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}`; // suites run side by side
    fs.writeFileSync(unfinished, text);
    fs.renameSync(unfinished, file);
  }
  return file;
}

function render(folder: string, namespace: string): string {
  const target = ['--namespace', namespace, '--kube-version', KUBERNETES];
  return run('helm', ['template', 'release', folder, ...target]);
}

let version: string | undefined;

/** @throws if helm is missing */
function helmVersion(): string {
  version ??= run('helm', ['version', '--template', '{{.Version}}']);
  return version;
}

let folders: ReadonlyMap<string, string> | undefined;

/** The folder of a Go module. The first call downloads all modules, several at a time. */
function folderOf(module: string): string {
  if (folders === undefined) {
    const output = run('go', ['mod', 'download', '-json', ...new Set(CHARTS.map((chart) => chart.module))]);
    const modules: any[] = JSON.parse(`[${output.replace(/^}\n{/gm, '},{')}]`);
    folders = new Map(modules.map(({ Path, Version, Dir }) => [`${Path}@${Version}`, Dir]));
  }
  return folders.get(module)!;
}

/** The output of a program. */
function run(program: string, args: string[]): string {
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  const { stdout, stderr, status, error } = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 1 << 29 });
  if (error !== undefined) {
    const fix = program === 'helm' ? ' The script .ci/helm installs it, and prints the folder for the PATH.' : '';
    throw new Error(`${program} is required: ${error.message}.${fix}`);
  }
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed: ${stderr}${stdout}`);
  }
  return stdout;
}
