import { parseImageName } from '../../kubernetes/image-name';
import { isRefusedUser } from '../../rules/model/image-info';
import { ContainerModel } from '../../rules/model/container-model';
import { isSidecarImage, knownImage, runsUntilStopped, untouchedImage } from '../../rules/model/images';
import { KNOWN_IMAGES } from '../../rules/model/known-images';

describe('the table of images', () => {
  test('has the hundred most used images', () => {
    expect(new Set(KNOWN_IMAGES.flatMap(({ names: [name] }) => name)).size).toBeGreaterThanOrEqual(95);
  });

  test('has names without tags, and sources in repositories of GitHub', () => {
    for (const { names, source = 'a/b/c' } of KNOWN_IMAGES) {
      names.forEach((name) => expect(parseImageName(name)).toMatchObject({ tag: undefined, digest: undefined }));
      expect(source).toMatch(/^[\w-]+\/[\w.-]+\/\S+$/);
    }
  });

  test('has no entry that another one hides', () => {
    const keys = KNOWN_IMAGES.flatMap(({ names, variant = '', since = '' }) =>
      names.map((name) => `${name} ${variant} ${since}`),
    );
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    const general = new Set<string>();
    for (const { names, variant, since } of KNOWN_IMAGES) {
      names.forEach((name) => expect(general).not.toContain(name));
      names.filter(() => variant === undefined && since === undefined).forEach((name) => general.add(name));
    }
  });

  test('gives each user that `runAsNonRoot` refuses without a number only a number that it accepts', () => {
    KNOWN_IMAGES.forEach(({ runAs }) => expect(runAs).not.toBe(0));
    expect(['', '0', '0:0', 'root', 'nginx', '101x', '0x1', '-1'].filter((user) => !isRefusedUser(user))).toEqual([]);
    expect(['1', '101:101', '1000:root'].filter(isRefusedUser)).toEqual([]);
  });
});

test.each([
  ['nginx', 'nginx/docker-nginx/mainline/debian/Dockerfile'],
  ['docker.io/library/nginx:1.27@sha256:0', 'nginx/docker-nginx/mainline/debian/Dockerfile'],
  ['public.ecr.aws/docker/library/nginx:1.27', 'nginx/docker-nginx/mainline/debian/Dockerfile'],
  ['registry.example.org/nginx', undefined],
  ['shop/nginx', undefined],
  ['postgres:17', 'docker-library/postgres/17/trixie/Dockerfile'],
  ['postgres:17-alpine', 'docker-library/postgres/17/alpine3.23/Dockerfile'],
  ['haproxy:2.3', 'docker-library/haproxy/2.3/Dockerfile'],
  ['haproxy:2.10-alpine', 'docker-library/haproxy/3.0/Dockerfile'],
  ['haproxy:lts', 'docker-library/haproxy/3.0/Dockerfile'],
  ['fluent/fluentd:v1.1-debian', undefined],
  ['fluent/fluentd:v1.18-debian', 'fluent/fluentd-docker-image/v1.18/debian/Dockerfile'],
])('%s is known by repository, version and variant', (image, source) => {
  expect(knownImage(image)?.source).toBe(source);
});

test.each([
  [true, { image: 'nginx' }],
  [true, { image: 'postgres', args: ['-c', 'shared_buffers=1GB'] }],
  [true, { image: 'postgres', args: ['postgres', '-c', 'shared_buffers=1GB'] }],
  [false, { image: 'postgres', args: ['pg_dump'] }],
  [false, { image: 'postgres', command: ['pg_dump'] }],
  [false, { image: 'ubuntu' }],
  [false, { image: 'curlimages/curl', args: ['example.org'] }],
  [true, { image: 'hashicorp/vault', args: ['agent', '-config=/c'] }],
  [false, { image: 'hashicorp/vault', args: ['agent', '-exit-after-auth'] }],
  [false, { image: 'hashicorp/vault', args: ['kv', 'get'] }],
  [false, { image: 'istio/proxyv2:1.27' }],
  [true, { image: 'istio/proxyv2:1.27', args: ['proxy', 'sidecar'] }],
  [true, { image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', args: ['--period=30s'] }],
  [false, { image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', args: ['--one-time'] }],
  [false, { image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', env: [{ name: 'GITSYNC_ONE_TIME', value: 'true' }] }],
  [false, { image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', envFrom: [{ configMapRef: { name: 'c' } }] }],
  [true, { image: 'registry.example.org/mirror/envoy:v1.34', args: ['-c', '/e.yaml'] }],
  [false, { image: 'shop' }],
])('%s: %j runs until it is stopped', (runs, container) => {
  expect(runsUntilStopped(new ContainerModel(container, 'containers', 0))).toBe(runs);
});

test('an image is untouched if its container configures nothing', () => {
  const image = 'nginxinc/nginx-unprivileged:1.27';
  const untouched = (fields: object) => untouchedImage(new ContainerModel({ image, ...fields }, 'containers', 0));
  expect(untouched({ ports: [{ containerPort: 8080 }] })?.ports).toEqual([8080]);
  expect(untouched({ ports: [{ containerPort: 80 }] })).toBeUndefined();
  expect(untouched({ volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/conf.d' }] })).toBeUndefined();
  expect(untouched({ args: ['nginx'] })).toBeUndefined();
});

test('sidecars are known by the last part of their name, unless many images have it', () => {
  expect(['quay.io/shop/envoy:1', 'pgbouncer', 'localhost/haproxy'].filter((name) => !isSidecarImage(name))).toEqual(
    [],
  );
  expect(['shop/agent', 'shop/proxy', 'nginx', 'envoy/shop', undefined].filter((name) => isSidecarImage(name))).toEqual(
    [],
  );
});
