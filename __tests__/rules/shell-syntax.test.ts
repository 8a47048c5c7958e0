import { places, podOf, runtimeFindings } from './pods';

const ID = 'shell-syntax';
const found = (container: any, spec?: any): string[] => places(ID, container, spec);
const env = [{ name: 'PASSWORD', value: 'secret' }];

test.each<[string[], number]>([
  [['echo', 'start', '&&', 'sleep', '300'], 2],
  [['./migrate', '||', 'true'], 1],
  [['ps', 'aux', '|', 'wc'], 2],
  [['date', '>', '/data/date'], 1],
  [['run', '2>&1'], 1],
  [['run', '>>/var/log/run'], 1],
  [['echo', 'hello;', 'sleep', '300'], 1],
  [['sleep', '5', ';', 'run'], 2],
  [['rm', '-rf', '/data/*'], 2],
  [['cp', '*.jar', '/lib'], 1],
  [['ls', '~/data'], 1],
  [['~/bin/run'], 0],
  [['run', '--password=$PASSWORD'], 1],
  [['run', '--password=${PASSWORD}'], 1],
  [['java', '-Dpassword=$PASSWORD', '-jar', 'app.jar'], 1],
  [['pg_isready', '-U', '$POSTGRES_USER'], 2],
  [['run', '--day=$(date +%F)'], 1],
  [['echo', '$(hostname)'], 1],
  [['run', '--day=`date`'], 1],
])('%j is text without a shell', (command, index) => {
  expect(found({ command, env })).toEqual([`warning spec.containers[0].command[${index}]`]);
});

test.each([[['export', 'A=1']], [['source', '/env', '&&', 'run']], [['exec', 'run']], [['A=1', 'run']]])(
  '%j is no program',
  (command) => {
    expect(found({ command })).toEqual(['error spec.containers[0].command[0]']);
    const lifecycle = { preStop: { exec: { command } } };
    expect(found({ lifecycle })).toEqual(['warning spec.containers[0].lifecycle.preStop.exec.command[0]']);
  },
);

test.each([
  [['sh', '-c', 'a && b > c | d; e * ~ $PASSWORD $(date)']],
  [['/bin/bash', '-ec', 'a', '&&', 'b']],
  [['tini', '--', 'sh', '-c', 'a $PASSWORD']],
  [['/busybox/sh', '-c', '$PASSWORD']],
  [['awk', '{ print $1 }', '/data/*']],
  [['sed', '-e', 's/$PASSWORD//;s/a/b/']],
  [['find', '/data', '-exec', 'rm', '{}', ';']],
  [['jq', '.a | .b', '|']],
  [['envsubst', '$PASSWORD']],
  [['psql', '-c', 'SELECT * FROM a WHERE b = $1;']],
  [['nginx', '-g', 'daemon off;']],
  [['run', '--match=^a.*b$']],
  [['run', '-F', '|']],
  [['run', '--path=/metrics/*']],
  [['run', '--password=$(PASSWORD)', '$$(PASSWORD)', '$5']],
  [['run', '--name=$OTHER']],
  [['run', 'a>=1', '=>', '->']],
  [['java', '-jar', 'app.jar', '--url=${PASSWORD}']],
  [['promtail', '--config=$PASSWORD']],
  [['grafana', '-config.expand-env=true', '--x=${PASSWORD}']],
  [['ls', '/data', '~a', '.']],
  [['echo', '*', 'end;']],
  [['/docker-entrypoint.sh', 'run']],
])('%j is fine', (command) => {
  expect(found({ command, env })).toEqual([]);
});

test('the entry point of an image may be a shell, unless an operator is a word', () => {
  expect(found({ args: ['-c', 'a && b; c $PASSWORD'], env })).toEqual([]);
  expect(found({ args: ['--a=$PASSWORD', '|', '>', '*'], env })).toEqual([]);
  expect(found({ args: ['a', '&&', 'b'] })).toEqual(['warning spec.containers[0].args[1]']);
});

test('arguments belong to the command', () => {
  expect(found({ command: ['echo'], args: ['a', '>', 'b'] })).toEqual(['warning spec.containers[0].args[1]']);
  expect(found({ command: ['sh', '-c'], args: ['a > $PASSWORD'], env })).toEqual([]);
});

test('probes and hooks have no shell, either; Windows is another system', () => {
  const exec = { command: ['redis-cli', '-a', '$PASSWORD'] };
  expect(found({ readinessProbe: { exec } })).toEqual(['warning spec.containers[0].readinessProbe.exec.command[2]']);
  expect(found({ command: ['a', '&&', 'b'] }, { os: { name: 'windows' } })).toEqual([]);
});

test.each([
  [{ command: ['run', '-p', '$PASSWORD'] }, 'Write `$(PASSWORD)`.'],
  [{ command: ['run', '-p', '${PASSWORD}'] }, 'Write `$(PASSWORD)`.'],
  [{ command: ['a', '&&', 'b'] }, 'Run it in a shell: `["sh", "-c", "a && b"]`.'],
  [
    { livenessProbe: { exec: { command: ['pg_isready', '-U', '$PASSWORD'] } } },
    'Run it in a shell: `["sh", "-c", "pg_isready -U $PASSWORD"]`.',
  ],
])('the fix of %j', (container, fix) => {
  expect(runtimeFindings(podOf({ ...container, env }))[0].fix).toBe(fix);
});
