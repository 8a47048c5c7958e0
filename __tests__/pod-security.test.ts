import * as fs from 'fs';
import * as path from 'path';
import { message } from '../rules/finding';
import { asWritten } from '../rules/decode/as-written';
import { PodModel } from '../rules/model/pod-model';
import * as rules from '../rules/pod-security';
import { podSecurity, podSecurityPolicy, PodSecurityLevel } from '../rules/pod-security-standard';
import { admitted } from '../rules/pod-security-standard/admitted';
import { violations } from '../rules/pod-security-standard/violations';
import { Rule } from '../rules/rule';

/** A pod with two containers that the level restricted admits in each version. */
const pod = (spec: any = {}, metadata: any = {}) => ({
  metadata: { name: 'p', ...metadata },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container('a'), container('b')],
    ...spec,
  },
});
const container = (name: string, context: any = {}, fields: any = {}) => ({
  name,
  image: 'nginx:1.27',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...context },
  ...fields,
});
/** The pod with a field in the first container's security context. */
const inFirst = (context: any, spec: any = {}) =>
  pod({ containers: [container('a', context), container('b')], ...spec });
const inBoth = (context: any, spec: any = {}) =>
  pod({ containers: [container('a', context), container('b', context)], ...spec });
const inPod = (context: any, spec: any = {}) =>
  pod({ securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...context }, ...spec });
const annotated = (annotations: any) => pod({}, { annotations });

const modelOf = (manifest: unknown) => new PodModel(asWritten(manifest, 'Pod'), '1.37');

/** The findings in a pod, with the reason and the detail of the admission plugin. */
function findingsOf(manifest: unknown, level: PodSecurityLevel, version: string) {
  const model = modelOf(manifest);
  const refusals = violations(admitted(model), level, version);
  return podSecurity(model, level, version).map((finding) => {
    const { reason, detail } = refusals.find(({ check }) => check.id === finding.rule)!;
    return { ...finding, reason, detail };
  });
}

/** A pod, what the admission plugin says of it, and where that is; in the versions in which it does, the first and one after the last. */
interface Case {
  readonly check: string;
  readonly pod: any;
  readonly reason: string;
  readonly detail: string;
  readonly paths: string[];
  readonly since?: number;
  readonly until?: number;
  readonly level?: 'baseline' | 'restricted';
}

const FIRST = 'spec.containers[0].securityContext';
const SECOND = 'spec.containers[1].securityContext';

const CASES: Record<string, Case> = {
  'an AppArmor profile that is none': {
    check: 'app-armor-profile',
    pod: inPod({ appArmorProfile: { type: 'Unconfined' } }),
    reason: 'forbidden AppArmor profile',
    detail: 'pod must not set AppArmor profile type to "Unconfined"',
    paths: ['spec.securityContext.appArmorProfile.type'],
  },
  'AppArmor turned off by annotations': {
    check: 'app-armor-profile',
    pod: annotated({
      'container.apparmor.security.beta.kubernetes.io/b': 'off',
      'container.apparmor.security.beta.kubernetes.io/a': 'a "b"',
    }),
    reason: 'forbidden AppArmor profiles',
    detail:
      'annotations must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/a="a \\"b\\"""' +
      ', "container.apparmor.security.beta.kubernetes.io/b="off""',
    paths: [
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/b]',
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/a]',
    ],
  },
  'a capability beyond the default ones': {
    check: 'capabilities-baseline',
    level: 'baseline',
    pod: inFirst({ capabilities: { add: ['CHOWN', 'SYS_ADMIN', 'NET_RAW'] } }),
    reason: 'non-default capabilities',
    detail: 'container "a" must not include "NET_RAW", "SYS_ADMIN" in securityContext.capabilities.add',
    paths: [`${FIRST}.capabilities.add[1]`, `${FIRST}.capabilities.add[2]`],
  },
  'a capability beyond the default ones, at the level restricted': {
    check: 'capabilities-baseline',
    until: 22,
    pod: inFirst({ capabilities: { add: ['NET_RAW'] } }),
    reason: 'non-default capabilities',
    detail: 'container "a" must not include "NET_RAW" in securityContext.capabilities.add',
    paths: [`${FIRST}.capabilities.add[0]`],
  },
  "the node's namespaces": {
    check: 'host-namespaces',
    pod: pod({ hostIPC: true, hostPID: true, hostNetwork: true }),
    reason: 'host namespaces',
    detail: 'hostNetwork=true, hostPID=true, hostIPC=true',
    paths: ['spec.hostNetwork', 'spec.hostPID', 'spec.hostIPC'],
  },
  "the node's files": {
    check: 'host-path-volumes',
    level: 'baseline',
    pod: pod({
      volumes: [
        { name: 'v', hostPath: { path: '/' } },
        { name: 'w', emptyDir: {} },
      ],
    }),
    reason: 'hostPath volumes',
    detail: 'volume "v"',
    paths: ['spec.volumes[0].hostPath'],
  },
  "the node's ports": {
    check: 'host-ports',
    pod: pod({
      containers: [
        container('a', {}, { ports: [{ containerPort: 1 }, { containerPort: 9, hostPort: 9 }] }),
        container('b', {}, { ports: [{ containerPort: 9, hostPort: 80 }] }),
      ],
    }),
    reason: 'hostPort',
    detail: 'containers "a", "b" use hostPorts 80, 9',
    paths: ['spec.containers[0].ports[1].hostPort', 'spec.containers[1].ports[0].hostPort'],
  },
  'probes and hooks that ask another host': {
    check: 'host-probes-and-host-lifecycle',
    since: 34,
    pod: pod({
      containers: [
        container('b', {}, { livenessProbe: { tcpSocket: { port: 1, host: 'y' } } }),
        container('a', {}, { lifecycle: { preStop: { httpGet: { port: 1, host: 'x' } } } }),
      ],
    }),
    reason: 'probe or lifecycle host',
    detail: 'containers "a", "b" use probe or lifecycle hosts "x", "y"',
    paths: ['spec.containers[0].livenessProbe.tcpSocket.host', 'spec.containers[1].lifecycle.preStop.httpGet.host'],
  },
  'a privileged init container': {
    check: 'privileged',
    pod: pod({ initContainers: [container('i', { privileged: true })] }),
    reason: 'privileged',
    detail: 'container "i" must not set securityContext.privileged=true',
    paths: ['spec.initContainers[0].securityContext.privileged'],
  },
  '/proc unmasked': {
    check: 'proc-mount',
    level: 'baseline',
    pod: inFirst({ procMount: 'Unmasked' }),
    reason: 'procMount',
    detail: 'container "a" must not set securityContext.procMount to "Unmasked"',
    paths: [`${FIRST}.procMount`],
  },
  '/proc unmasked in a pod with users of its own': {
    check: 'proc-mount',
    level: 'baseline',
    until: 35,
    pod: inFirst({ procMount: 'Unmasked' }, { hostUsers: false }),
    reason: 'procMount',
    detail: 'container "a" must not set securityContext.procMount to "Unmasked"',
    paths: [`${FIRST}.procMount`],
  },
  '/proc unmasked in a pod with users of its own, at the level restricted': {
    check: 'proc-mount-restricted',
    since: 35,
    pod: inFirst({ procMount: 'Unmasked' }, { hostUsers: false }),
    reason: 'procMount',
    detail: 'container "a" must not set securityContext.procMount to "Unmasked"',
    paths: [`${FIRST}.procMount`],
  },
  'an SELinux label of no container': {
    check: 'se-linux-options',
    pod: inPod(
      { seLinuxOptions: { type: 'spc_t' } },
      { containers: [container('a', { seLinuxOptions: { user: 'u', role: 'r', type: 'container_t' } })] },
    ),
    reason: 'seLinuxOptions',
    detail:
      'pod and container "a" set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set; role may not be set',
    paths: ['spec.securityContext.seLinuxOptions.type', `${FIRST}.seLinuxOptions.user`, `${FIRST}.seLinuxOptions.role`],
  },
  'the SELinux type container_engine_t': {
    check: 'se-linux-options',
    until: 31,
    pod: inPod({ seLinuxOptions: { type: 'container_engine_t' } }),
    reason: 'seLinuxOptions',
    detail: 'pod set forbidden securityContext.seLinuxOptions: type "container_engine_t"',
    paths: ['spec.securityContext.seLinuxOptions.type'],
  },
  'no seccomp': {
    check: 'seccomp-profile-baseline',
    level: 'baseline',
    since: 19,
    pod: inFirst({ seccompProfile: { type: 'Unconfined' } }),
    reason: 'seccompProfile',
    detail: 'container "a" must not set securityContext.seccompProfile.type to "Unconfined"',
    paths: [`${FIRST}.seccompProfile.type`],
  },
  'no seccomp, by annotations': {
    check: 'seccomp-profile-baseline',
    until: 19,
    pod: annotated({
      'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
      'container.seccomp.security.alpha.kubernetes.io/a': '\u0001',
      'container.seccomp.security.alpha.kubernetes.io/b': 'docker/default',
      'container.seccomp.security.alpha.kubernetes.io/c': 'no such container',
    }),
    reason: 'seccompProfile',
    detail:
      'forbidden annotations container.seccomp.security.alpha.kubernetes.io/a="\\x01", seccomp.security.alpha.kubernetes.io/pod="unconfined"',
    paths: [
      'metadata.annotations[container.seccomp.security.alpha.kubernetes.io/a]',
      'metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]',
    ],
  },
  'a sysctl that is not safe': {
    check: 'sysctls',
    pod: inPod({ sysctls: [{ name: 'net.ipv4.tcp_syncookies' }, { name: 'kernel.msgmax' }, { name: 'toString' }] }),
    reason: 'forbidden sysctls',
    detail: 'kernel.msgmax, toString',
    paths: ['spec.securityContext.sysctls[1].name', 'spec.securityContext.sysctls[2].name'],
  },
  ...Object.fromEntries(
    [
      ['net.ipv4.ip_local_reserved_ports', 27] as const,
      ['net.ipv4.tcp_keepalive_time', 29] as const,
      ['net.ipv4.tcp_rmem', 32] as const,
      ['net.ipv4.tcp_notsent_lowat', 37] as const,
    ].map(([name, until]): [string, Case] => [
      `the sysctl ${name}`,
      {
        check: 'sysctls',
        until,
        pod: inPod({ sysctls: [{ name, value: '1' }] }),
        reason: 'forbidden sysctls',
        detail: name,
        paths: ['spec.securityContext.sysctls[0].name'],
      },
    ]),
  ),
  'a HostProcess container': {
    check: 'windows-host-process',
    pod: inPod(
      { windowsOptions: { hostProcess: true } },
      { containers: [container('a', { windowsOptions: { hostProcess: true } })] },
    ),
    reason: 'hostProcess',
    detail: 'pod and container "a" must not set securityContext.windowsOptions.hostProcess=true',
    paths: ['spec.securityContext.windowsOptions.hostProcess', `${FIRST}.windowsOptions.hostProcess`],
  },
  'privilege escalation that nobody forbids': {
    check: 'allow-privilege-escalation',
    since: 8,
    pod: inBoth({ allowPrivilegeEscalation: undefined }),
    reason: 'allowPrivilegeEscalation != false',
    detail: 'containers "a", "b" must set securityContext.allowPrivilegeEscalation=false',
    paths: [`${FIRST}.allowPrivilegeEscalation`, `${SECOND}.allowPrivilegeEscalation`],
  },
  'privilege escalation that nobody forbids, on Windows': {
    check: 'allow-privilege-escalation',
    since: 8,
    until: 25,
    pod: inFirst({ allowPrivilegeEscalation: true }, { os: { name: 'windows' } }),
    reason: 'allowPrivilegeEscalation != false',
    detail: 'container "a" must set securityContext.allowPrivilegeEscalation=false',
    paths: [`${FIRST}.allowPrivilegeEscalation`],
  },
  'capabilities kept and added': {
    check: 'capabilities-restricted',
    since: 22,
    pod: pod({
      containers: [
        container('a', { capabilities: undefined }),
        container('b', { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] } }),
      ],
    }),
    reason: 'unrestricted capabilities',
    detail:
      'container "a" must set securityContext.capabilities.drop=["ALL"]; container "b" must not include "CHOWN" in securityContext.capabilities.add',
    paths: [`${FIRST}.capabilities.drop`, `${SECOND}.capabilities.add[1]`],
  },
  'capabilities kept on Windows': {
    check: 'capabilities-restricted',
    since: 22,
    until: 25,
    pod: inFirst({ capabilities: {} }, { os: { name: 'windows' } }),
    reason: 'unrestricted capabilities',
    detail: 'container "a" must set securityContext.capabilities.drop=["ALL"]',
    paths: [`${FIRST}.capabilities.drop`],
  },
  'volumes of the node and of storage servers': {
    check: 'restricted-volumes',
    pod: pod({
      volumes: [
        { name: 'v', nfs: { server: 's', path: '/' } },
        { name: 'w', hostPath: { path: '/' } },
        { name: 'x', configMap: { name: 'c' } },
        { name: 'y', image: { reference: 'i' } },
        { name: 'z' },
      ],
    }),
    reason: 'restricted volume types',
    detail: 'volumes "v", "w" use restricted volume types "hostPath", "nfs"',
    paths: ['spec.volumes[0].nfs', 'spec.volumes[1].hostPath'],
  },
  'root, said by the pod': {
    check: 'run-as-non-root',
    pod: inPod({ runAsNonRoot: false }, { containers: [container('a', { runAsNonRoot: false }), container('b')] }),
    reason: 'runAsNonRoot != true',
    detail: 'pod and container "a" must not set securityContext.runAsNonRoot=false',
    paths: ['spec.securityContext.runAsNonRoot', `${FIRST}.runAsNonRoot`],
  },
  'root, because nobody says no': {
    check: 'run-as-non-root',
    pod: inPod(
      { runAsNonRoot: undefined },
      { containers: [container('a', { runAsNonRoot: true }), container('b', { runAsNonRoot: null })] },
    ),
    reason: 'runAsNonRoot != true',
    detail: 'pod or container "b" must set securityContext.runAsNonRoot=true',
    paths: [`${SECOND}.runAsNonRoot`],
  },
  'root in a pod with users of its own': {
    check: 'run-as-non-root',
    until: 35,
    pod: inFirst({ runAsNonRoot: false }, { hostUsers: false }),
    reason: 'runAsNonRoot != true',
    detail: 'container "a" must not set securityContext.runAsNonRoot=false',
    paths: [`${FIRST}.runAsNonRoot`],
  },
  'user 0': {
    check: 'run-as-user',
    since: 23,
    pod: inPod({ runAsUser: 0 }, { containers: [container('a', { runAsUser: 0 }), container('b', { runAsUser: 1 })] }),
    reason: 'runAsUser=0',
    detail: 'pod and container "a" must not set runAsUser=0',
    paths: ['spec.securityContext.runAsUser', `${FIRST}.runAsUser`],
  },
  'user 0 in a pod with users of its own': {
    check: 'run-as-user',
    since: 23,
    until: 35,
    pod: inPod({ runAsUser: 0 }, { hostUsers: false }),
    reason: 'runAsUser=0',
    detail: 'pod must not set runAsUser=0',
    paths: ['spec.securityContext.runAsUser'],
  },
  'a seccomp profile that nobody asks for': {
    check: 'seccomp-profile-restricted',
    since: 19,
    pod: inPod({ seccompProfile: undefined }),
    reason: 'seccompProfile',
    detail:
      'pod or containers "a", "b" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
    paths: [`${FIRST}.seccompProfile`, `${SECOND}.seccompProfile`],
  },
  'a seccomp profile that is none, and one that nobody asks for': {
    check: 'seccomp-profile-restricted',
    since: 19,
    pod: inPod(
      { seccompProfile: undefined },
      { containers: [container('a', { seccompProfile: { type: 'Unconfined' } }), container('b')] },
    ),
    reason: 'seccompProfile',
    detail: 'container "a" must not set securityContext.seccompProfile.type to "Unconfined"',
    paths: [`${FIRST}.seccompProfile.type`, `${SECOND}.seccompProfile`],
  },
};

test.each(Object.entries(CASES))("%s: found, in the plugin's words, in each version that forbids it", (_, one) => {
  const { check, level = 'restricted', since = 0, until = Infinity, reason, detail, paths } = one;
  for (let minor = 0; minor <= 38; minor++) {
    const found = findingsOf(one.pod, level, `v1.${minor}`).filter(({ rule }) => rule === `pod-security/${check}`);
    const expected = paths.map((place) => ({ severity: 'error', path: place, reason, detail }));
    expect({ minor, found }).toEqual({
      minor,
      found: minor >= since && minor < until ? expected.map((finding) => expect.objectContaining(finding)) : [],
    });
  }
});

test('each check has a case, and a file of its name', () => {
  const ids = Object.values<Rule>(rules).map(({ id }) => id.replace('pod-security/', ''));
  expect(ids).toHaveLength(19);
  expect(ids.filter((id) => !Object.values(CASES).some(({ check }) => check === id))).toEqual([]);
  const files = fs.readdirSync(path.join(__dirname, '..', 'rules', 'pod-security'));
  expect([...ids, 'index'].map((id) => `${id}.ts`).sort()).toEqual(files.sort());
});

test('a pod with all that restricted demands is admitted by each level in each version', () => {
  for (let minor = 0; minor <= 38; minor++) {
    expect(findingsOf(pod(), 'baseline', `v1.${minor}`)).toEqual([]);
    expect(findingsOf(pod(), 'restricted', `v1.${minor}`)).toEqual([]);
  }
});

test('the level privileged admits everything', () => {
  expect(Object.values(CASES).flatMap((one) => findingsOf(one.pod, 'privileged', 'latest'))).toEqual([]);
});

test('a message has the path, the problem, the level and the fix', () => {
  const plain = { metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'i' }] } };
  expect(findingsOf(plain, 'restricted', 'v1.30').map(message)).toMatchSnapshot();
});

describe('what the API server fills in before the plugin looks', () => {
  test('a volume without a source is an emptyDir, which restricted admits', () => {
    expect(findingsOf(pod({ volumes: [{ name: 'v' }, { name: 'w', nfs: null }] }), 'restricted', 'latest')).toEqual([]);
  });

  test("on the node's network, a container's ports are the node's", () => {
    const found = findingsOf(
      pod({ hostNetwork: true, containers: [container('a', {}, { ports: [{ containerPort: 80 }] })] }),
      'baseline',
      'latest',
    );
    expect(found.map(({ path, detail }) => [path, detail])).toEqual([
      ['spec.hostNetwork', 'hostNetwork=true'],
      ['spec.containers[0].ports[0].hostPort', 'container "a" uses hostPort 80'],
    ]);
    expect(found[1].fix).toContain('spec.hostNetwork');
  });

  test('an AppArmor profile in an annotation and in the field is reported once', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/a';
    expect(findingsOf(annotated({ [key]: 'unconfined' }), 'baseline', 'latest')).toEqual([
      expect.objectContaining({
        path: `metadata.annotations[${key}]`,
        detail: `container "a" and annotation must not set AppArmor profile type to "Unconfined", "${key}="unconfined""`,
      }),
    ]);
  });

  test('the pod itself is left as it was', () => {
    const before = pod({ hostNetwork: true, volumes: [{ name: 'v' }] });
    const copy = JSON.parse(JSON.stringify(before));
    findingsOf(before, 'restricted', 'latest');
    expect(JSON.parse(JSON.stringify(before))).toEqual(copy);
  });
});

test('values are listed in the order of their bytes, as by the plugin', () => {
  const found = findingsOf(inFirst({ capabilities: { add: ['\u{1F600}', '\uFF01', 'é', 'B'] } }), 'baseline', 'latest');
  expect(found[0].detail).toContain('"B", "é", "\uFF01", "\u{1F600}"');
});

test.each([undefined, null, 7, 'x', [], {}, { spec: null }, { spec: [] }, { spec: { containers: [null, 3, 'x'] } }])(
  'nothing breaks on %j',
  (junk) => expect(() => findingsOf(junk, 'restricted', 'latest')).not.toThrow(),
);

test('nothing breaks on a pod in which every field is of the wrong type', () => {
  const wrong = [null, 0, '', 'x', true, [], [null], [[]], {}];
  for (const one of Object.values(CASES)) {
    for (const value of wrong) {
      for (const broken of brokenBy(JSON.parse(JSON.stringify(one.pod)), value)) {
        expect(() => findingsOf(broken, 'restricted', 'latest')).not.toThrow();
      }
    }
  }
});

/** Copies of something with one place after the other replaced. */
function* brokenBy(thing: any, by: any): Generator<any> {
  yield by;
  if (typeof thing === 'object' && thing !== null) {
    for (const key of Object.keys(thing)) {
      for (const inner of brokenBy(thing[key], by)) {
        yield Array.isArray(thing) ? Object.assign([...thing], { [key]: inner }) : { ...thing, [key]: inner };
      }
    }
  }
}

describe('a level, as people write it', () => {
  test.each([
    ['restricted', { level: 'restricted', version: 'latest' }],
    ['baseline:latest', { level: 'baseline', version: 'latest' }],
    ['restricted:v1.30', { level: 'restricted', version: 'v1.30' }],
    ['restricted:1.30', { level: 'restricted', version: 'v1.30' }],
  ])('%s', (text, policy) => expect(podSecurityPolicy(text)).toEqual(policy));

  test.each(['', 'strict', 'restricted:', 'restricted:1', 'restricted:v1.030', 'restricted:v2.0', 'baseline:v1.1:x'])(
    '"%s" is none',
    (text) => expect(() => podSecurityPolicy(text)).toThrow(`"${text}" is not a Pod Security level. Use "privileged"`),
  );
});
