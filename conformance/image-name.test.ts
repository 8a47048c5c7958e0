import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseImageName } from '../kubernetes/image-name';
import { Random } from './random';
import { answers } from './shared';

const FOLDER = path.join(__dirname, 'imagename');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'imagename-'));

afterAll(() => fs.rmSync(scratch, { recursive: true }));

/** The parts of which random names consist: some are valid nowhere, some only in one place. */
const PARTS = [
  ...'nginx library docker.io index.docker.io localhost registry.k8s.io Example.com my_host.local [::1] 127.0.0.1 :5000 a0 A0 é'.split(
    ' ',
  ),
  ...'/ / / : : @ . - _ -- __ ___ .. :1.27 :latest @sha256: @sha512: sha384: @md5: ${TAG} <image> https://'.split(' '),
  ...[
    '',
    ' ',
    '\n',
    '\u212a',
    'a'.repeat(60),
    'b'.repeat(128),
    '0123456789abcdef'.repeat(4),
    '0123456789ABCDEF'.repeat(4),
  ],
  '0123456789abcdef'.repeat(6),
];

test('the parser accepts the names that the library of the kubelet accepts, and completes them alike', () => {
  const program = path.join(scratch, 'imagename');
  execFileSync('go', ['build', '-trimpath', '-o', program, '.'], {
    cwd: FOLDER,
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  const random = new Random(1);
  const names = Array.from({ length: 100_000 }, () =>
    Array.from({ length: 1 + random.below(7) }, () => PARTS[random.below(PARTS.length)]).join(''),
  );
  const theirs = answers(program, [], names.map((name) => JSON.stringify(name)).join('\n'));
  const ours = names.map((name) => {
    const parsed = parseImageName(name);
    return parsed === undefined ? {} : { repository: parsed.repository, reference: parsed.reference };
  });
  const differences = names.flatMap((name, i) =>
    JSON.stringify(ours[i]) === JSON.stringify(theirs[i]) ? [] : [{ name, ours: ours[i], theirs: theirs[i] }],
  );
  expect(differences.slice(0, 10)).toEqual([]);
  expect(theirs.filter(({ repository }) => repository !== undefined).length).toBeGreaterThan(5_000);
});
