import { hardening, podSecurity, podSecurityPolicy } from '../rules/pod-security';

const restricted = podSecurityPolicy('restricted:v1.30');
const container = { name: 'a', image: 'nginx:1.27' };
const ALL_FIELDS = [
  { path: 'securityContext.allowPrivilegeEscalation', value: false },
  { path: 'securityContext.capabilities.drop', value: ['ALL'] },
  { path: 'securityContext.runAsNonRoot', value: true },
  { path: 'securityContext.seccompProfile', value: { type: 'RuntimeDefault' } },
];
const pathsOf = (found: { readonly path: string }[]) => found.map(({ path }) => path);

test('a container that says nothing gets all that restricted demands, and is then admitted', () => {
  const { fields, container: hardened, lacks } = hardening(container, restricted, {});
  expect(fields).toEqual(ALL_FIELDS);
  expect(hardened).toEqual({
    ...container,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
  expect(lacks).toEqual([]);
  expect(podSecurity({ spec: { initContainers: [hardened], containers: [hardened] } }, 'restricted', 'v1.30')).toEqual(
    [],
  );
});

test('what the container has stays as it is, and the container given is not touched', () => {
  const own = {
    ...container,
    securityContext: { readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'] }, runAsNonRoot: null },
  };
  const before = JSON.stringify(own);
  const { container: hardened } = hardening(own, restricted, {});
  expect(hardened.securityContext).toEqual({
    readOnlyRootFilesystem: true,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(JSON.stringify(own)).toBe(before);
});

test('what the pod says for all its containers is not said again', () => {
  const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'Localhost', localhostProfile: 'a' } };
  expect(pathsOf(hardening(container, restricted, { spec: { securityContext } }).fields)).toEqual([
    'securityContext.allowPrivilegeEscalation',
    'securityContext.capabilities.drop',
  ]);
});

test('a container that lacks nothing is given back as it is', () => {
  const { container: hardened } = hardening(container, restricted, {});
  const again = hardening(hardened, restricted, {});
  expect(again).toEqual({ fields: [], container: hardened, lacks: [] });
  expect(again.container).toBe(hardened);
});

test.each([
  ['privileged', { privileged: true }, ['securityContext.privileged', 'securityContext.allowPrivilegeEscalation']],
  ['privilege escalation', { allowPrivilegeEscalation: true }, ['securityContext.allowPrivilegeEscalation']],
  ['some capabilities', { capabilities: { drop: ['NET_RAW'] } }, ['securityContext.capabilities.drop']],
  ['a capability', { capabilities: { add: ['CHOWN'] } }, ['securityContext.capabilities.add[0]']],
  ['root', { runAsNonRoot: false }, ['securityContext.runAsNonRoot']],
  ['user 0', { runAsUser: 0 }, ['securityContext.runAsNonRoot', 'securityContext.runAsUser']],
  ['no seccomp', { seccompProfile: { type: 'Unconfined' } }, ['securityContext.seccompProfile.type']],
])('%s, where the author says so, is told and never changed', (_, securityContext: any, paths) => {
  const { container: hardened, lacks } = hardening({ ...container, securityContext }, restricted, {});
  expect(pathsOf(lacks)).toEqual(paths);
  expect(hardened.securityContext).toMatchObject(securityContext);
});

test('a host port and a probe of another host are told', () => {
  const own = {
    ...container,
    ports: [{ containerPort: 80, hostPort: 80 }],
    livenessProbe: { tcpSocket: { host: 'h' } },
  };
  const { lacks } = hardening(own, podSecurityPolicy('baseline'), {});
  expect(pathsOf(lacks)).toEqual(['ports[0].hostPort', 'livenessProbe.tcpSocket.host']);
});

test("what the pod does wrong is not the container's", () => {
  const spec = { hostPID: true, securityContext: { runAsNonRoot: false }, volumes: [{ name: 'v', hostPath: {} }] };
  expect(hardening(container, restricted, { spec }).lacks).toEqual([]);
});

test.each(['baseline:v1.30', 'privileged'])('%s demands no field', (text) => {
  expect(hardening(container, podSecurityPolicy(text), {})).toEqual({ fields: [], container, lacks: [] });
});

test.each([
  ['restricted:v1.0', ['runAsNonRoot']],
  ['restricted:v1.8', ['allowPrivilegeEscalation', 'runAsNonRoot']],
  ['restricted:v1.19', ['allowPrivilegeEscalation', 'runAsNonRoot', 'seccompProfile']],
  ['restricted:v1.22', ['allowPrivilegeEscalation', 'capabilities.drop', 'runAsNonRoot', 'seccompProfile']],
])('%s demands what it knows', (text, fields) => {
  const paths = fields.map((field) => `securityContext.${field}`);
  expect(pathsOf(hardening(container, podSecurityPolicy(text), {}).fields)).toEqual(paths);
});

test('a container for Windows gets what Windows has', () => {
  expect(pathsOf(hardening(container, restricted, { spec: { os: { name: 'windows' } } }).fields)).toEqual([
    'securityContext.runAsNonRoot',
  ]);
});

test('in a pod with users of its own, root need not be ruled out', () => {
  const { fields } = hardening(container, podSecurityPolicy('restricted:v1.35'), { spec: { hostUsers: false } });
  expect(pathsOf(fields)).not.toContain('securityContext.runAsNonRoot');
});
