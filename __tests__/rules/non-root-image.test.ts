import { check } from '../../rules/check/check';
import { Finding } from '../../rules/finding';

const RULE = 'runtime/non-root-image';
const NON_ROOT = { securityContext: { runAsNonRoot: true } };

const found = (spec: any, level?: any): Finding[] =>
  check(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec },
    { version: '1.37', podSecurity: level && { level, version: 'latest' } },
  );
const textsOf = (findings: readonly Finding[], rule: string): string[] =>
  findings
    .filter((one) => one.rule === rule)
    .map(({ severity, path, what, fix }) => `${severity} ${path}: ${what} ${fix}`);
const ofImage = (image: string, more: any = NON_ROOT): string[] =>
  textsOf(found({ containers: [{ name: 'c', image, ...more }] }), RULE);

test.each([
  ['nginx', 'root', 'warning', 'use the image nginxinc/nginx-unprivileged'],
  ['redis:7', 'root', 'warning', 'set `runAsUser` to 999'],
  ['traefik:v3', 'root', 'warning', 'set `runAsUser` to a number other than 0, such as 1000'],
  ['prom/prometheus', 'the name "nobody"', 'warning', 'set `runAsUser` to 65534'],
  ['haproxy:2.9', 'the name "haproxy"', 'warning', 'set `runAsUser` to 99'],
  ['alpine:3', 'root', 'error', 'set `runAsUser` to a number other than 0, such as 1000'],
  ['node:24', 'root', 'error', 'set `runAsUser` to 1000'],
])('%s: the user is %s', (image, user, severity, fix) => {
  const [name] = image.split(':');
  const [text, ...others] = ofImage(image);
  expect(text).toBe(
    `${severity} spec.containers[0].image: the user of ${name} is ${user}, but the container has \`runAsNonRoot: true\`. For container "c", ${fix}.`,
  );
  expect(others).toEqual([]);
});

test.each([
  ['an image with a number', 'nginxinc/nginx-unprivileged', NON_ROOT],
  ['an unknown image', 'shop', NON_ROOT],
  ['an image of which the user is not known', 'envoyproxy/envoy:distroless-v1.34', NON_ROOT],
  ['another user', 'nginx', { securityContext: { runAsNonRoot: true, runAsUser: 101 } }],
  ['false', 'nginx', { securityContext: { runAsNonRoot: false } }],
  ['no field', 'nginx', { securityContext: { privileged: false } }],
])('%s has no finding', (_, image, more) => {
  expect(ofImage(image, more)).toEqual([]);
});

test('the fields of a container have precedence over those of the pod', () => {
  const containers = [
    { name: 'a', image: 'nginx' },
    { name: 'b', image: 'nginx', securityContext: { runAsNonRoot: false } },
    { name: 'c', image: 'nginx', securityContext: { runAsUser: 1 } },
  ];
  const initContainers = [{ name: 'd', image: 'busybox' }];
  expect(textsOf(found({ ...NON_ROOT, containers, initContainers }), RULE)).toEqual([
    expect.stringMatching(/^warning spec\.containers\[0\]\.image: .* but the pod has/),
    expect.stringMatching(/^error spec\.initContainers\[0\]\.image: .* but the pod has/),
  ]);
  expect(found({ securityContext: { runAsNonRoot: true, runAsUser: 1 }, containers: [containers[0]] })).toEqual([]);
  const spec = { os: { name: 'windows' }, ...NON_ROOT, containers: [containers[0]] };
  expect(textsOf(found(spec), RULE)).toEqual([]);
});

test('the fix of Pod Security names the user, if the image needs one', () => {
  const fixOf = (container: any): string[] =>
    textsOf(found({ containers: [{ name: 'c', ...container }] }, 'restricted'), 'pod-security/run-as-non-root').map(
      (text) => text.split('field. ')[1],
    );
  const fix = 'Set `runAsNonRoot` to true, here or in `spec.securityContext`.';
  expect(fixOf({ image: 'nginx' })).toEqual([
    `${fix} The user of nginx is root, so also use the image nginxinc/nginx-unprivileged.`,
  ]);
  expect(fixOf({ image: 'memcached' })).toEqual([
    `${fix} The user of memcached is the name "memcache", so also set \`runAsUser\` to 11211.`,
  ]);
  expect(fixOf({ image: 'memcached', securityContext: { runAsUser: 1 } })).toEqual([fix]);
  expect(fixOf({ image: 'shop' })).toEqual([fix]);
});
