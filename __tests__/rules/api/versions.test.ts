import { check } from '../../../rules/check/check';
import { found, pod } from './found';

/** What a field has until a version, and since that version. */
test.each([
  ['1.29', '1.30', pod({ hostAliases: [{ ip: 'x' }] }), 'spec.hostAliases.ip', 'spec.hostAliases[0].ip'],
  ['1.32', '1.33', pod({ dnsConfig: { searches: ['a_b', '.'] } }), 'spec.dnsConfig.searches[0]', undefined],
  ['1.34', '1.35', pod({ volumes: [{ name: 'v', csi: {} }] }), 'spec.volumes[0].csi.driver', undefined],
  [
    '1.36',
    '1.37',
    pod({ securityContext: { seLinuxChangePolicy: 'MountOption' } }),
    'spec.securityContext.seLinuxChangePolicy',
    undefined,
  ],
  [
    '1.36',
    '1.37',
    pod({ shareProcessNamespace: true, hostPID: true }),
    'spec.securityContext.shareProcessNamespace',
    'spec.shareProcessNamespace',
  ],
])('until %s, and since %s: %j', (until, since, object, before, after) => {
  const pathOf = (version: string) =>
    found(object, version)
      .filter((one) => one.endsWith(' Invalid') || one.endsWith(' NotSupported'))
      .map((one) => one.split(' ')[0])[0];
  expect(pathOf(until)).toBe(before);
  expect(pathOf(since)).toBe(after);
});

test('an init container cannot have a resize policy with a restart since 1.36', () => {
  const init = { name: 'i', image: 'i', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] };
  expect(found(pod({ initContainers: [init] }), '1.35')).toEqual([]);
  expect(found(pod({ initContainers: [init] }), '1.36')).toEqual([
    'spec.initContainers[0].resizePolicy[0].restartPolicy Invalid',
  ]);
});

describe('an image volume', () => {
  const object = pod(
    {
      volumes: [
        { name: 'data', image: { reference: 'data:1' } },
        { name: 'data', emptyDir: {} },
        { name: 'other', emptyDir: {} },
      ],
    },
    {
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'other', mountPath: '/data' },
      ],
    },
  );

  test.each(['1.31', '1.32', '1.33', '1.34'])('is dropped with its mounts at %s, which is an error', (version) => {
    expect(check(object, { version })).toEqual([
      {
        rule: 'dropped-volume',
        severity: 'error',
        path: 'spec.volumes[0].image',
        what: `Kubernetes ${version} drops this volume and its mounts without a warning.`,
        why: 'Kubernetes 1.31 added it. Its feature gate is on by default in 1.35 and later.',
        fix: "Use another type of volume, or set a newer target version: KubernetesVersion.set(app, '1.35').",
      },
    ]);
    expect(found(object, version)).toEqual([]);
  });

  test('is dropped from the pod template of a workload', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: { metadata: { labels: { app: 'a' } }, spec: object.spec },
      },
    };
    const rules = check(deployment, { version: '1.34' }).map(({ rule, path }) => `${path} ${rule}`);
    expect(rules).toEqual(['spec.template.spec.volumes[0].image dropped-volume']);
  });

  test('counts since 1.35', () => {
    expect(found(object, '1.35')).toContain('spec.volumes[1].name Duplicate');
  });
});
