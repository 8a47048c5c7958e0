import { parseImageName } from '../kubernetes/image-name';

const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27'],
  ['docker.io/nginx', 'docker.io/library/nginx:latest'],
  ['index.docker.io/library/nginx', 'docker.io/library/nginx:latest'],
  ['bitnami/redis:7', 'docker.io/bitnami/redis:7'],
  ['localhost/shop', 'localhost/shop:latest'],
  ['localhost:5000/shop/web:1', 'localhost:5000/shop/web:1'],
  ['Registry/shop', 'Registry/shop:latest'],
  ['[::1]:5000/shop', '[::1]:5000/shop:latest'],
  ['a__b/c--d.e_f', 'docker.io/a__b/c--d.e_f:latest'],
  [`quay.io/shop@${SHA}`, `quay.io/shop@${SHA}`],
  [`nginx:1.27@${SHA}`, `docker.io/library/nginx@${SHA}`],
])('%s is %s', (text, reference) => {
  expect(parseImageName(text)?.reference).toBe(reference);
});

test.each([
  '',
  'Nginx',
  'nginx:',
  'nginx@',
  'a:b:c',
  'nginx:-1',
  `nginx:${'1'.repeat(129)}`,
  'x@sha256:abc',
  `nginx@${SHA.toUpperCase()}`,
  `nginx@md5:${'0'.repeat(32)}`,
  'nginx latest',
  'https://registry.example.org/shop',
  'registry.example.org/',
  '/shop',
  'shop//web',
  'shop/-web',
  'shop/web.',
  '${TAG}',
  '<image>',
  'a'.repeat(256),
  SHA.slice('sha256:'.length),
])('%j is not the name of an image', (text) => {
  expect(parseImageName(text)).toBeUndefined();
});

test('a long text is parsed in linear time', () => {
  const long = 'a-'.repeat(1_000_000);
  [long, `${long}/x`, `x.${long}/x`, `x:${long}`, `x@sha256:${long}`].forEach((text) =>
    expect(parseImageName(text)).toBeUndefined(),
  );
});
