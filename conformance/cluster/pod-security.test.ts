import { fixtures, modelOf } from '../pod-security-library';
import { mutants } from '../pod-security-pods';
import { Random } from '../random';
import { SHARED, storedPods } from '../shared';
import { PodModel } from '../../rules/model/pod-model';
import { PodSecurityPolicy } from '../../rules/pod-security-standard';
import { admitted, admittedTemplate } from '../../rules/pod-security-standard/admitted';
import { policyMinor } from '../../rules/pod-security-standard/policy';
import { violations } from '../../rules/pod-security-standard/violations';
import { apply, eventually, remove } from '../../e2e/kubectl';
import { Server } from './server';

/** The versions in which a check came or changed, those before, and the newest. */
const VERSIONS = [
  ...[0, 7, 8, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37].map(
    (minor) => `v1.${minor}`,
  ),
  'latest',
];
const POLICIES = (['baseline', 'restricted'] as const).flatMap((level) =>
  VERSIONS.map((version) => ({
    level,
    version,
    enforcing: `enforced-${level}-${version.replace('.', '-')}`,
    warning: `warned-${level}-${version.replace('.', '-')}`,
  })),
);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
const random = new Random(seed);
const bases = fixtures(`${SHARED}/cases/pod-security`).map(({ pod }) => pod);

/** Pods that the API server would store, if the plugin admits them. */
function validPods(count: number): any[] {
  const pods = mutants(bases, count, random, false).filter((pod) => version === '1.37' || !isTreatedOtherwise(pod));
  const stored = storedPods(version, pods);
  return pods.filter((_, i) => stored[i] !== undefined);
}

/** Before the plugin runs, older servers drop procMount, and copy AppArmor profiles from fields to annotations. */
function isTreatedOtherwise(pod: any): boolean {
  return /"procMount"|"appArmorProfile"/.test(JSON.stringify(pod));
}

let server: Server;
let version: string;
beforeAll(async () => {
  server = await Server.connect();
  version = await server.version();
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: POLICIES.flatMap(namespaces) }));
  // a namespace accepts no pods until it has a service account
  await eventually(async () => {
    for (const { enforcing, warning } of POLICIES) {
      for (const namespace of [enforcing, warning]) {
        const { body } = await tryPod(
          namespace,
          bases.find(({ metadata }) => metadata.name === 'base'),
        );
        expect(body.message ?? '').not.toContain('service account');
      }
    }
  });
});
afterAll(async () => {
  server.close();
  await remove('--wait=false', 'namespaces', '--selector=test=pod-security');
});

test(`the plugin admits what the rules admit, and refuses the rest by the same words: pods of seed ${seed}`, async () => {
  const pods = validPods(10_000);
  expect(pods.length).toBeGreaterThan(2_000);
  const found = await Promise.all(
    pods.map(async (pod) => {
      const policy = random.of(POLICIES);
      const { status, body } = await tryPod(policy.enforcing, pod);
      const theirs = status === 201 ? '' : body.message;
      const words = messageOf(admitted(modelOf(pod)), policy);
      const ours =
        words &&
        `pods "${pod.metadata.name}" is forbidden: violates PodSecurity "${policy.level}:${policy.version}": ${words}`;
      return { pod: JSON.stringify(pod), theirs, ours };
    }),
  );
  expect(found.find(({ theirs, ours }) => theirs !== ours)).toBeUndefined();
  expect(found.filter(({ theirs }) => theirs === '').length).toBeGreaterThan(100);
});

test(`the plugin warns of what the rules find in the template of a Deployment: pods of seed ${seed}`, async () => {
  const templates = validPods(3_000).map(({ metadata: { name, annotations }, spec }) => ({
    metadata: { name, annotations, labels: { app: 'a' } },
    spec,
  }));
  const found = await Promise.all(
    templates.map(async (template) => {
      const policy = random.of(POLICIES);
      const { status, warnings } = await server.tryToCreate(`/apis/apps/v1/namespaces/${policy.warning}/deployments`, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: template.metadata.name },
        spec: { selector: { matchLabels: { app: 'a' } }, template },
      });
      const theirs = warnings.filter((text) => text.startsWith('would violate PodSecurity'));
      const words = messageOf(admittedTemplate(modelOf(template)), policy);
      const ours = words ? [`would violate PodSecurity "${policy.level}:${policy.version}": ${words}`] : [];
      return { template: JSON.stringify(template), status, theirs, ours };
    }),
  );
  const accepted = found.filter(({ status }) => status === 201);
  expect(accepted.length).toBeGreaterThan(500);
  expect(accepted.find(({ theirs, ours }) => theirs.join() !== ours.join())).toBeUndefined();
});

/** The plugin's message for all violations. A cluster has no standard that is newer than itself. */
function messageOf(pod: PodModel, policy: PodSecurityPolicy): string {
  const minor = Math.min(policyMinor(policy.version), policyMinor(version));
  return violations(pod, policy.level, `v1.${minor}`)
    .map(({ reason, detail }) => `${reason} (${detail})`)
    .join(', ');
}

function tryPod(namespace: string, pod: any) {
  return server.tryToCreate(`/api/v1/namespaces/${namespace}/pods`, pod);
}

function namespaces({ level, version, enforcing, warning }: (typeof POLICIES)[number]): any[] {
  return [
    [enforcing, 'enforce'],
    [warning, 'warn'],
  ].map(([name, mode]) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        test: 'pod-security',
        [`pod-security.kubernetes.io/${mode}`]: level,
        [`pod-security.kubernetes.io/${mode}-version`]: version,
      },
    },
  }));
}
