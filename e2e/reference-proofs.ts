import { IMAGE, idle, pod as podOf, Proof, READY, sh } from './proof';

/** A pod that reads a variable from a ConfigMap, and the ConfigMap. */
const reading = (pod: string, name: string, namespace?: string, otherNamespace?: string): any[] => [
  podOf(
    pod,
    { containers: [idle('app', { env: [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name, key: 'level' } } }] })] },
    namespace === undefined ? {} : { namespace },
  ),
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${pod}-settings`, ...(otherNamespace === undefined ? {} : { namespace: otherNamespace }) },
    data: { level: 'info' },
  },
];

/** A pod that needs the variable LEVEL, and the ConfigMap of its variables. */
const fromKeys = (values: any): any[] => [
  podOf('env-from-key', {
    containers: [
      sh('app', 'test -n "$LEVEL" && sleep 3600', { envFrom: [{ configMapRef: { name: 'env-from-key' } }] }),
    ],
  }),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'env-from-key' }, ...values },
];

/** A pod that serves, with an init container that asks its Service, and the Service. */
const asking = (script: string): any[] => {
  const labels = { app: 'init-needs-own-service' };
  const server = { name: 'app', image: IMAGE, command: ['httpd', '-f', '-p', '8080', '-h', '/etc'] };
  return [
    podOf('init-needs-own-service', { initContainers: [sh('step', script)], containers: [server] }, { labels }),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'init-needs-own-service' },
      spec: { selector: labels, ports: [{ port: 8080 }] },
    },
  ];
};
const ASK = 'wget -q -O /dev/null http://init-needs-own-service:8080/hosts';

/** The rules about the names of objects to which a pod refers. */
export const REFERENCE_PROOFS: Proof[] = [
  {
    name: 'misspelled-name',
    rule: 'runtime/misspelled-name',
    bad: reading('misspelled-name', 'misspelled-name-setings'),
    fails: [/CreateContainerConfigError/, /configmap "misspelled-name-setings" not found/],
    fixed: reading('misspelled-name', 'misspelled-name-settings'),
    runs: READY,
  },
  {
    name: 'other-namespace',
    rule: 'runtime/other-namespace',
    bad: reading('other-namespace', 'other-namespace-settings', 'shop', 'config'),
    fails: [/CreateContainerConfigError/, /configmap "other-namespace-settings" not found/],
    fixed: reading('other-namespace', 'other-namespace-settings', 'shop', 'shop'),
    runs: READY,
  },
  {
    name: 'env-from-key',
    rule: 'runtime/env-from-key',
    bad: fromKeys({ binaryData: { LEVEL: 'aW5mbw==' } }),
    fails: [/app (was|is) terminated 1 Error/],
    fixed: fromKeys({ data: { LEVEL: 'info' } }),
    runs: READY,
  },
  {
    name: 'init-needs-own-service',
    rule: 'runtime/init-needs-own-service',
    bad: asking(`until ${ASK}; do sleep 1; done`),
    fails: [/phase Pending/, /step is running/],
    fixed: asking(`for i in 1 2 3; do ${ASK} && break; sleep 1; done`),
    runs: READY,
  },
];
