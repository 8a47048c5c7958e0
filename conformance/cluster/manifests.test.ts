import * as fs from 'fs';
import * as path from 'path';
import { examine } from '../../rules/check/examine';
import { kubectl, remove } from '../../e2e/kubectl';
import { Linter } from '../../rules/check/lint';
import { SHARED } from '../shared';
import { Server } from './server';

const FOLDER = path.join(SHARED, 'cases', 'manifests');
const FILES = fs.readdirSync(FOLDER);

/** The objects that the manifests require. */
const THERE = ['custom-namespace', 'emojivoto', 'monitoring'].map((name) => ['namespace', name]);

let version: string;
beforeAll(async () => {
  const server = await Server.connect();
  version = await server.version();
  server.close();
  await Promise.all(THERE.map((one) => kubectl('create', ...one)));
});
afterAll(() => Promise.all(THERE.map((one) => remove('--wait=false', ...one))));

/** Whether the API server accepts all objects of a file. */
async function isTaken(file: string): Promise<boolean> {
  return kubectl('apply', '--dry-run=server', '--validate=strict', '-f', path.join(FOLDER, file)).then(
    () => true,
    () => false,
  );
}

/** The rules that find an error in a file. */
function errorsIn(file: string): string[] {
  const rules = new Linter({ target: version, severity: 'error' });
  const { objects, problems } = examine(fs.readFileSync(path.join(FOLDER, file), 'utf8'), file, rules);
  return [
    ...problems.map(({ message }) => message),
    ...objects.flatMap(({ findings }) => findings.map(({ rule, path: place }) => `${rule} ${place}`)),
  ];
}

test('real manifests that the API server accepts have no error', async () => {
  const taken = await Promise.all(FILES.map(isTaken));
  const accepted = FILES.filter((_, i) => taken[i]);
  expect(accepted.flatMap((file) => errorsIn(file).map((error) => `${file}: ${error}`))).toEqual([]);
  // the others name kinds, versions or service accounts that are not there, or have blanks to fill in
  if (version === '1.37') {
    expect([accepted.length, FILES.length]).toEqual([52, 61]);
  }
});
