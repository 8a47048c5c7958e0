import { check } from '../../rules/check/check';

const SHA = '0123456789abcdef'.repeat(4);

const found = (spec: any): string[] =>
  check({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }, { version: '1.37' }).map(
    ({ severity, rule, path, what, fix }) => `${severity} ${rule} ${path}: ${what} ${fix}`,
  );
const faultOf = (image: string): string[] =>
  found({ containers: [{ name: 'c', image }] }).map((text) =>
    text.replace(`error runtime/image-reference spec.containers[0].image: ${JSON.stringify(image)} `, ''),
  );

test.each([
  ['Nginx:1.27', 'has letters in upper case. Write "nginx" for "Nginx".'],
  ['example.org/Shop/web:1', 'has letters in upper case. Write "shop/web" for "Shop/web".'],
  ['https://example.org/web', 'starts with "https://". Remove "https://".'],
  ['nginx:', 'has no tag after the colon. Write a tag after the colon, or remove the colon.'],
  ['a:b:c', 'has two tags, "b" and "c". Keep one of them.'],
  [
    'x@sha256:abc',
    'has the invalid digest "sha256:abc". Write the whole digest: `@sha256:` and 64 hexadecimal digits in lower case.',
  ],
  [`nginx:sha256:${SHA}`, `has ":" before the digest. Write "@sha256:${SHA}" for ":sha256:${SHA}".`],
  [`nginx:1.27:sha256:${SHA}`, `has ":" before the digest. Write "@sha256:${SHA}" for ":sha256:${SHA}".`],
  [SHA, 'consists of 64 hexadecimal digits. Write the name of the image, and `@sha256:` before the digits.'],
  ['web:${TAG}', 'has the placeholder ${TAG}. Replace ${TAG} by its value.'],
  ['<image>', 'has the placeholder <image>. Replace <image> by its value.'],
  ['{{ .Values.image }}', 'has the placeholder {{ .Values.image }}. Replace {{ .Values.image }} by its value.'],
  ['nginx 1.27', 'has the character " ". Use only letters, digits, and the characters `. _ - / : @`.'],
  ['nginx:1.27+2', 'has the character "+". Use only letters, digits, and the characters `. _ - / : @`.'],
  ['shop//web', 'has an empty part. Write a name before and after each "/".'],
  [`web:${'1'.repeat(129)}`, 'has a tag of 129 characters. Use a tag of at most 128 characters.'],
  ['a'.repeat(256), 'has a name of 274 characters. Use a path of at most 255 characters.'],
  [
    'shop:web/1',
    'has the invalid registry "shop:web". Write the host of the registry, such as `registry.example.org:5000`.',
  ],
  [
    'web:-1',
    'has the invalid tag "-1". Use only letters, digits, and the characters `. _ -` in a tag. It cannot start with "." or "-".',
  ],
  [
    'shop/web-',
    'has the invalid part "web-". Start and end each part with a letter or a digit, and put only one of `.`, `_`, `__` or `-` between two of them.',
  ],
])('%s', (image, fault) => {
  expect(faultOf(image)).toEqual([fault]);
});

test.each(['nginx', 'Example/web', 'localhost:5000/web:V1', `web@sha256:${SHA}`, 'a__b/c--d'])(
  '%s is valid',
  (image) => {
    expect(faultOf(image)).toEqual([]);
  },
);

test('images of init containers, ephemeral containers and volumes are checked', () => {
  const spec = {
    initContainers: [{ name: 'a', image: 'A' }],
    containers: [{ name: 'b', image: 'b' }],
    ephemeralContainers: [{ name: 'c', image: 'C' }],
    volumes: [{ name: 'd', image: { reference: 'D' } }],
  };
  expect(
    found(spec)
      .filter((text) => text.includes('image-reference'))
      .map((text) => text.split(': ', 1)[0]),
  ).toEqual([
    'error runtime/image-reference spec.initContainers[0].image',
    'error runtime/image-reference spec.ephemeralContainers[0].image',
    'error runtime/image-reference spec.volumes[0].image.reference',
  ]);
});

test('white space around the name is reported once', () => {
  expect(found({ containers: [{ name: 'c', image: ' nginx' }] })).toEqual([
    expect.stringContaining('error api/container-image'),
  ]);
});
