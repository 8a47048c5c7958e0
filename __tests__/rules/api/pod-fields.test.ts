import { found, pod } from './found';

test.each([
  [{ dnsPolicy: 'Cluster' }, ['dnsPolicy NotSupported']],
  [{ dnsPolicy: 'None' }, ['dnsConfig Required']],
  [{ dnsConfig: { nameservers: ['1.1.1'] } }, ['dnsConfig.nameservers[0] Invalid']],
  [{ dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } }, ['dnsConfig.nameservers Invalid']],
  [{ dnsConfig: { searches: ['_sip._tcp.example.com', '.'] } }, []],
  [{ dnsConfig: { options: [{ value: '2' }] } }, ['dnsConfig.options[0] Required']],
  [
    { hostAliases: [{ ip: '010.0.0.1', hostnames: ['A'] }] },
    ['hostAliases[0].ip Invalid', 'hostAliases[0].hostnames[0] Invalid'],
  ],
  [{ hostAliases: [{ ip: '2001:DB8::1' }] }, ['hostAliases[0].ip api-warning/ip']],
  [{ hostname: 'a.b', subdomain: 'A' }, ['hostname Invalid', 'subdomain Invalid']],
  [{ hostnameOverride: 'a', setHostnameAsFQDN: true }, ['hostnameOverride Forbidden']],
  [{ hostUsers: false, hostPID: true }, ['HostPID Forbidden']],
  [{ shareProcessNamespace: true, hostPID: true }, ['shareProcessNamespace Invalid']],
  [{ os: { name: 'plan9' } }, ['os NotSupported']],
  [{ os: { name: 'windows' }, hostPID: true }, ['hostPID Forbidden']],
  [{ os: { name: 'linux' }, securityContext: { windowsOptions: {} } }, ['securityContext.windowsOptions Forbidden']],
  [{ schedulingGates: [{ name: 'a' }, { name: 'a' }] }, ['schedulingGates[1] Duplicate']],
  [{ schedulingGates: [{ name: 'a' }], nodeName: 'n' }, ['nodeName Forbidden']],
  [{ readinessGates: [{ conditionType: 'a b' }] }, ['readinessGates[0].conditionType Invalid']],
  [{ resourceClaims: [{ name: 'a' }] }, ['resourceClaims[0] Invalid']],
  [
    { resourceClaims: [{ name: 'A', resourceClaimName: 'B' }] },
    ['resourceClaims[0].name Invalid', 'resourceClaims[0].resourceClaimName Invalid'],
  ],
  [{ serviceAccountName: 'A', priorityClassName: 'B' }, ['serviceAccountName Invalid', 'priorityClassName Invalid']],
  [{ runtimeClassName: '' }, ['runtimeClassName Invalid']],
  [{ preemptionPolicy: 'Always' }, ['preemptionPolicy NotSupported']],
  [{ activeDeadlineSeconds: 0 }, ['activeDeadlineSeconds Invalid']],
])('%j', (spec, expected) => {
  expect(found(pod(spec))).toEqual(expected.map((one) => `spec.${one}`));
});

test('differences between versions', () => {
  const aliases = pod({ hostAliases: [{ ip: 'x' }] });
  expect(found(aliases, '1.27')).toEqual(['spec.hostAliases.ip Invalid']);
  expect(found(aliases, '1.30')).toEqual(['spec.hostAliases[0].ip Invalid']);
  expect(found(pod({ hostAliases: [{ ip: '010.0.0.1' }] }), '1.30')).toEqual([]);
  expect(found(pod({ shareProcessNamespace: true, hostPID: true }), '1.27')).toEqual([
    'spec.securityContext.shareProcessNamespace Invalid',
  ]);
});
