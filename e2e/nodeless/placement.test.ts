import { Chart, Testing } from 'cdk8s';
import { AppDeployment, AppPod } from '../../index';
import { print } from '../../manifest/yaml/print';
import { apply, claim, eventually, kubectl, ownNamespace, promise, remove, removeNow } from '../kubectl';

const image = 'busybox:1.36';

/** Nodes that nothing runs on: the scheduler places pods all the same. */
const NODES: Record<string, { labels: Record<string, string>; taints?: object[] }> = {
  'e2e-plain-a': { labels: { zone: 'a' } },
  'e2e-plain-b': { labels: { zone: 'b' } },
  'e2e-gpu': { labels: { zone: 'a', gpu: 'true' }, taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] },
  'e2e-gpu-too': { labels: { zone: 'b', gpu: 'true' } },
};

const node = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { ...NODES[name].labels, 'kubernetes.io/hostname': name } },
  spec: { taints: NODES[name].taints },
  status: {
    capacity: { cpu: '4', memory: '8Gi', pods: '50' },
    allocatable: { cpu: '4', memory: '8Gi', pods: '50' },
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

let namespace: string;
beforeAll(async () => {
  namespace = await ownNamespace('placement');
  await claim('nodes', ...Object.keys(NODES));
  await apply(print(Object.keys(NODES).map(node)));
});
afterAll(async () => {
  await remove('deployments,statefulsets,daemonsets', '--all', '-n', namespace);
  await removeNow('pods', '--all', '-n', namespace);
  await remove('namespace', namespace, '--wait=false');
  await remove('nodes', ...Object.keys(NODES));
});

/** Applies the objects of a chart. */
async function applied(fill: (chart: Chart) => void): Promise<void> {
  const chart = new Chart(Testing.app(), 'chart', { namespace });
  fill(chart);
  await apply(print(Testing.synth(chart)));
}

/** The nodes that the pods with a label are placed on; empty for one that waits. */
async function nodesOf(app: string): Promise<string[]> {
  const { items } = JSON.parse(await kubectl('get', 'pods', '-n', namespace, '-l', `app=${app}`, '-o', 'json'));
  return items.map(({ spec }: any) => spec.nodeName ?? '').sort();
}

promise('kubia-manual is placed only on a node with gpu=true', async () => {
  await claim('-f', 'dist/kubia-manual.k8s.yaml', '-f', 'dist/custom-namespace.k8s.yaml');
  await kubectl('apply', '-f', 'dist/custom-namespace.k8s.yaml', '-f', 'dist/kubia-manual.k8s.yaml');
  try {
    const path = ['-n', 'custom-namespace', '-o', 'jsonpath={.spec.nodeName}'];
    await eventually(async () => expect(await kubectl('get', 'pod', 'kubia-manual', ...path)).toBe('e2e-gpu-too'));
  } finally {
    await removeNow('-f', 'dist/kubia-manual.k8s.yaml', '-f', 'dist/custom-namespace.k8s.yaml');
  }
});

promise('a toleration lets a pod onto a node with a taint, and node affinity asks for it', async () => {
  await applied((chart) => {
    const matchExpressions = [
      { key: 'gpu', operator: 'In' as const, values: ['true'] },
      { key: 'zone', operator: 'In' as const, values: ['a'] },
    ];
    const pod = (name: string, tolerations: object[]) =>
      new AppPod(chart, name, {
        metadata: { name, labels: { app: name } },
        tolerations,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
          },
        },
        app: { name: 'app', image },
      });
    pod('tolerant', [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }]);
    pod('intolerant', []);
  });
  await eventually(async () => expect(await nodesOf('tolerant')).toEqual(['e2e-gpu']));
  const reason = 'jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=Unschedulable';
  await kubectl('wait', `--for=${reason}`, '--timeout=60s', 'pod/intolerant', '-n', namespace);
});

promise('examples/workloads: a Deployment and a StatefulSet on two nodes each, a DaemonSet on all', async () => {
  const files = ['deployment', 'stateful-set', 'daemon-set'].flatMap((name) => [
    '-f',
    `examples/workloads/dist/${name}.k8s.yaml`,
  ]);
  await kubectl('apply', '-n', namespace, ...files);
  await eventually(async () => {
    for (const app of ['web', 'member']) {
      const nodes = await nodesOf(app);
      expect({ app, nodes: nodes.filter((name) => name in NODES).length, different: new Set(nodes).size }).toEqual({
        app,
        nodes: 2,
        different: 2,
      });
    }
    expect(await nodesOf('agent')).toEqual(Object.keys(NODES).sort());
  });
});

promise(
  'a topology spread puts the pods of a Deployment evenly into both zones, and anti-affinity keeps them apart',
  async () => {
    const labelSelector = (app: string) => ({ matchLabels: { app } });
    await applied((chart) => {
      new AppDeployment(chart, 'spread', {
        metadata: { name: 'spread' },
        replicas: 4,
        template: {
          spec: {
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'zone',
                whenUnsatisfiable: 'DoNotSchedule',
                labelSelector: labelSelector('spread'),
              },
            ],
          },
        },
        app: { name: 'app', image },
      });
      const apart = { topologyKey: 'zone', labelSelector: labelSelector('apart') };
      new AppDeployment(chart, 'apart', {
        metadata: { name: 'apart' },
        replicas: 2,
        template: {
          spec: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } } },
        },
        app: { name: 'app', image },
      });
    });
    const zones = (nodes: string[]) => nodes.map((name) => NODES[name]?.labels.zone ?? '').sort();
    await eventually(async () => expect(zones(await nodesOf('spread'))).toEqual(['a', 'a', 'b', 'b']));
    await eventually(async () => expect(zones(await nodesOf('apart'))).toEqual(['a', 'b']));
  },
);
