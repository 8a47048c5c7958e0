import { ImageAnswer } from '../../manifest/registry/client';
import { check } from '../../rules/check/check';
import { RegistryImages } from '../../rules/model/registry-images';

const DIGEST = `sha256:${'a'.repeat(64)}`;

const image = (isIndex: boolean, ...platforms: string[]): ImageAnswer => ({
  image: {
    digest: DIGEST,
    isIndex,
    platforms: platforms.map((one) => {
      const [os, architecture] = one.split('/');
      return { os, architecture };
    }),
  },
});

const IMAGES = new RegistryImages(
  new Map<string, ImageAnswer>([
    ['docker.io/library/both:1', image(true, 'linux/amd64', 'linux/arm64')],
    ['docker.io/library/amd:1', image(true, 'linux/amd64')],
    ['docker.io/library/single:1', image(false, 'linux/amd64')],
    ['docker.io/library/arm32:1', image(true, 'linux/arm')],
    ['docker.io/library/artifact:1', image(false)],
    ['docker.io/library/both:2', { missing: 'tag' }],
    ['docker.io/library/none:1', { missing: 'repository' }],
    ['docker.io/library/down:1', { unavailable: 'the answer has the status 500.' }],
  ]),
);

const findings = (container: object, spec: object = {}, images: RegistryImages | undefined = IMAGES) =>
  check(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { ...spec, containers: [{ name: 'web', ...container }] },
    },
    { version: '1.37', withAdvice: true, images },
  )
    .filter(({ rule }) => /image/.test(rule))
    .map(({ rule, severity, path, what, fix }) => `${severity} ${rule} ${path}: ${what} ${fix}`);

const arch = (architecture: string, os?: string) => ({
  nodeSelector: { 'kubernetes.io/arch': architecture, ...(os === undefined ? {} : { 'kubernetes.io/os': os }) },
});

test('an image that does not exist is an error', () => {
  expect(findings({ image: 'both:2' })).toEqual([
    'error runtime/image-missing spec.containers[0].image: "both:2": the registry does not have this version. ' +
      'Write a tag or digest that the registry has.',
  ]);
  expect(findings({ image: 'none:1' })).toEqual([
    'error runtime/image-missing spec.containers[0].image: "none:1": the registry does not have this repository. ' +
      'Correct the name, or push the image.',
  ]);
});

test('the nodes may have an image that does not exist', () => {
  expect(findings({ image: 'both:2', imagePullPolicy: 'IfNotPresent' })).toEqual([
    expect.stringMatching(/^warning runtime\/image-missing/),
  ]);
  expect(findings({ image: 'both:2', imagePullPolicy: 'Never' })).toEqual([]);
});

test('an image with a tag has a digest to pin', () => {
  expect(findings({ image: 'both:1' })).toEqual([
    `advice advice/image-digest spec.containers[0].image: "both:1" has no digest. Write "both:1@${DIGEST}".`,
  ]);
});

test.each([
  ['no registry was asked', 'both:2', {}, new RegistryImages(new Map())],
  ['the registry did not answer', 'down:1', arch('arm64'), IMAGES],
  ['it has a digest', `both:1@${DIGEST}`, {}, IMAGES],
])('an image has no finding if %s', (_name, name, spec, images) => {
  expect(findings({ image: name }, spec, images)).toEqual([]);
});

test('without the option, the rules do not run', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
  const spec = { containers: [{ name: 'web', image: 'both:2' }] };
  const rules = check({ ...pod, spec }, { version: '1.37', withAdvice: true }).map(({ rule }) => rule);
  expect(rules.filter((rule) => /image/.test(rule))).toEqual([]);
});

test('the user that a registry names has precedence over the table of known images', () => {
  const config = { entrypoint: [], command: [], workingDir: '', ports: [], volumes: [] };
  const named = (user: string): ImageAnswer => ({
    image: { digest: DIGEST, isIndex: false, platforms: [], config: { ...config, user } },
  });
  const images = new RegistryImages(
    new Map([
      ['docker.io/library/nginx:101', named('101')],
      ['docker.io/shop/web:1', named('web')],
      ['docker.io/shop/root:1', named('')],
    ]),
  );
  const spec = { securityContext: { runAsNonRoot: true } };
  const found = (name: string) => findings({ image: name }, spec, images).filter((text) => text.includes('non-root'));
  expect(found('nginx:101')).toEqual([]);
  expect(found('shop/web:1')).toEqual([expect.stringMatching(/^error .* user of shop\/web:1 is the name "web"/)]);
  expect(found('shop/root:1')).toEqual([expect.stringMatching(/^error .* user of shop\/root:1 is root/)]);
  expect(found('nginx:1')).toEqual([expect.stringMatching(/^warning .* user of nginx is root/)]);
});

describe('runtime/image-platform', () => {
  const platform = (name: string, spec: object) =>
    findings({ image: name }, spec).filter((text) => text.includes('image-platform'));

  test('reports an index without the platform', () => {
    expect(platform('amd:1', arch('arm64'))).toEqual([
      'error runtime/image-platform spec.containers[0].image: "amd:1" exists for linux/amd64, ' +
        'and the pod requires any/arm64. Use an image for this platform, or select other nodes.',
    ]);
    expect(platform('both:1', { os: { name: 'windows' } })).toHaveLength(1);
  });

  test('warns of an image for one other platform, which a node may emulate', () => {
    expect(platform('single:1', arch('arm64', 'linux'))).toEqual([expect.stringMatching(/^warning .* linux\/arm64/)]);
  });

  test.each([
    ['both:1', arch('arm64', 'linux')],
    ['arm32:1', arch('arm64')],
    ['artifact:1', arch('arm64')],
    ['amd:1', { nodeSelector: { disk: 'ssd' } }],
    ['amd:1', arch('amd64')],
  ])('accepts %s with %j', (name, spec) => {
    expect(platform(name, spec)).toEqual([]);
  });
});

test('the registries that did not answer, each once for each reason', () => {
  const reason = { unavailable: 'no.' };
  const images = new RegistryImages(
    new Map<string, ImageAnswer>([
      ['a.io/x:1', reason],
      ['a.io/y:1', reason],
      ['a.io/z:1', { unavailable: 'never.' }],
      ['b.io/x:1', reason],
      ['b.io/y:1', image(true)],
    ]),
  );
  expect(images.silent()).toEqual([
    { domain: 'a.io', reason: 'no.', images: ['a.io/x:1', 'a.io/y:1'] },
    { domain: 'a.io', reason: 'never.', images: ['a.io/z:1'] },
    { domain: 'b.io', reason: 'no.', images: ['b.io/x:1'] },
  ]);
});
