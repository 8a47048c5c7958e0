import { places } from './pods';

const db = { name: 'db', image: 'postgres:17' };
const found = (command: string[], containers: any[] = [db], before: any[] = []): string[] =>
  places(
    'init-needs-sidecar',
    {},
    {
      containers: [{ name: 'web', image: 'web:1.0' }, ...containers],
      initContainers: [...before, { name: 'wait', image: 'wait:1.0', command }],
    },
  );
const sh = (script: string): string[] => ['sh', '-c', script];
const FIELD = 'spec.initContainers[0].command';

test.each([
  ['until nc -z localhost 5432; do sleep 1; done'],
  ['until pg_isready -h 127.0.0.1; do sleep 1; done; run'],
  ['while ! pg_isready --host=localhost -U shop; do sleep 1; done'],
  ['until psql -hlocalhost -c "select 1"; do sleep 1; done'],
  ['until (echo > /dev/tcp/localhost/5432) 2>/dev/null; do sleep 1; done'],
  ['while ! bash -c "echo > /dev/tcp/127.0.0.1/5432"; do sleep 1; done'],
])('a wait for a container of the pod never ends: %s', (script) => {
  expect(found(sh(script))).toEqual([`error ${FIELD}[2]`]);
});

test('other programs', () => {
  const cache = { name: 'cache', image: 'redis:7' };
  const mysql = { name: 'db', image: 'mysql:8.4' };
  expect(found(sh('until redis-cli -h localhost ping; do sleep 1; done'), [cache])).toEqual([`error ${FIELD}[2]`]);
  expect(found(sh('until mysqladmin ping -h 127.0.0.1; do sleep 1; done'), [mysql])).toEqual([`error ${FIELD}[2]`]);
  expect(found(['psql', '-h', 'localhost', '-f', '/schema.sql'])).toEqual([`warning ${FIELD}[0]`]);
});

test('a wait with an end, or for a port that is only declared, is a warning', () => {
  expect(found(sh('until nc -z localhost 5432; do sleep 1; test -f /a && exit; done'))).toEqual([
    `warning ${FIELD}[2]`,
  ]);
  const declared = { name: 'db', image: 'db:1.0', ports: [{ containerPort: 5432 }] };
  expect(found(sh('until nc -z localhost 5432; do sleep 1; done'), [declared])).toEqual([`warning ${FIELD}[2]`]);
});

test.each([
  ['another host', 'until pg_isready -h db; do sleep 1; done'],
  ['a socket', 'until pg_isready; do sleep 1; done'],
  ['another port', 'until pg_isready -h localhost -p 6432; do sleep 1; done'],
  ['no command', 'echo pg_isready -h localhost'],
])('%s is fine', (_, script) => {
  expect(found(sh(script))).toEqual([]);
});

test('a native sidecar before the init container is there', () => {
  const wait = sh('until pg_isready -h localhost; do sleep 1; done');
  expect(found(wait, [], [{ ...db, restartPolicy: 'Always' }])).toEqual([]);
});
