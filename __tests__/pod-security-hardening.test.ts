import { asWritten } from '../rules/decode/as-written';
import { PodModel } from '../rules/model/pod-model';
import { hardened, podSecurity, podSecurityPolicy } from '../rules/pod-security-standard';

const container = { name: 'a', image: 'nginx:1.27' };
const ALL_FIELDS = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

const modelOf = (pod: unknown) => new PodModel(asWritten(pod, 'Pod'), '1.37');
const harden = (own: any, policy = 'restricted:v1.30', pod: unknown = {}) =>
  hardened(own, podSecurityPolicy(policy), modelOf(pod));

/** The security context of the hardened container. */
const contextIn = (pod: unknown, policy?: string) => harden(container, policy, pod).securityContext;

test('a container without a security context gets all fields that restricted requires, and is then admitted', () => {
  const result = harden(container);
  expect(result).toEqual({ ...container, securityContext: ALL_FIELDS });
  const pod = { spec: { initContainers: [result], containers: [result] } };
  expect(podSecurity(modelOf(pod), 'restricted', 'v1.30')).toEqual([]);
});

test('the fields of the container stay as they are, and the given container does not change', () => {
  const own = {
    ...container,
    securityContext: { readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'] }, runAsNonRoot: null },
  };
  const before = JSON.stringify(own);
  expect(harden(own).securityContext).toEqual({
    ...ALL_FIELDS,
    readOnlyRootFilesystem: true,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
  });
  expect(JSON.stringify(own)).toBe(before);
});

test('a field that the pod sets for all its containers is not repeated', () => {
  const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'Localhost', localhostProfile: 'a' } };
  const { allowPrivilegeEscalation, capabilities } = ALL_FIELDS;
  expect(contextIn({ spec: { securityContext } })).toEqual({ allowPrivilegeEscalation, capabilities });
});

test('a hardened container is returned as it is', () => {
  const result = harden(container);
  expect(harden(result)).toBe(result);
});

test.each([
  [{ privileged: true }, ['privileged', 'allowPrivilegeEscalation']],
  [{ capabilities: { add: ['SYS_ADMIN'] } }, ['allowPrivilegeEscalation', 'capabilities.add[0]']],
  [{ allowPrivilegeEscalation: true }, ['allowPrivilegeEscalation']],
  [{ allowPrivilegeEscalation: 'no' }, ['allowPrivilegeEscalation']],
  [{ capabilities: { drop: ['NET_RAW'] } }, ['capabilities.drop']],
  [{ capabilities: { add: ['CHOWN'] } }, ['capabilities.add[0]']],
  [{ runAsNonRoot: false }, ['runAsNonRoot']],
  [{ runAsUser: 0 }, ['runAsNonRoot', 'runAsUser']],
  [{ seccompProfile: { type: 'Unconfined' } }, ['seccompProfile.type']],
])('%j does not change, and the level still refuses it', (securityContext: any, fields) => {
  const result = harden({ ...container, securityContext });
  expect(result.securityContext).toMatchObject(securityContext);
  const findings = podSecurity(modelOf({ spec: { containers: [result] } }), 'restricted', 'v1.30');
  expect(findings.map(({ path }) => path)).toEqual(
    fields.map((field) => `spec.containers[0].securityContext.${field}`),
  );
});

test.each(['baseline:v1.30', 'privileged'])('%s requires no field', (policy) => {
  expect(harden(container, policy)).toBe(container);
});

test.each([
  ['restricted:v1.0', ['runAsNonRoot']],
  ['restricted:v1.8', ['allowPrivilegeEscalation', 'runAsNonRoot']],
  ['restricted:v1.19', ['allowPrivilegeEscalation', 'runAsNonRoot', 'seccompProfile']],
  ['restricted:v1.22', ['allowPrivilegeEscalation', 'capabilities', 'runAsNonRoot', 'seccompProfile']],
])('%s requires the fields that it checks', (policy, fields) => {
  expect(Object.keys(contextIn({}, policy))).toEqual(fields);
});

test('a container of a Windows pod gets only the fields that Windows has', () => {
  expect(contextIn({ spec: { os: { name: 'windows' } } })).toEqual({ runAsNonRoot: true });
});

test('a container of a pod with `hostUsers: false` does not get runAsNonRoot', () => {
  expect(contextIn({ spec: { hostUsers: false } }, 'restricted:v1.35')).not.toHaveProperty('runAsNonRoot');
});
