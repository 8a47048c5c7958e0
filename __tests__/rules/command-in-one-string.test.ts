import { places, podOf, runtimeFindings } from './pods';

const ID = 'command-in-one-string';
const found = (container: any, spec?: any): string[] => places(ID, container, spec);

test.each([
  [['npm run start']],
  [['sleep 3600']],
  [['java -jar app.jar', '--port=80']],
  [['/bin/sh run.sh']],
  [['/app/server --port=80']],
  [['/app/start.sh prod']],
  [['./migrate && ./serve']],
  [['/app/load /data']],
  [['sh -c', 'npm start']],
  [[' sleep', '5']],
  [['/bin/run\n']],
  [['set -e\nrun']],
])('%j cannot start', (command) => {
  expect(found({ command })).toEqual(['error spec.containers[0].command[0]']);
});

test('a shell with its option and its script in one string cannot start', () => {
  expect(found({ command: ['/bin/sh', '-c npm start'] })).toEqual(['error spec.containers[0].command[1]']);
  expect(found({ command: ['bash', '-ec echo'] })).toEqual(['error spec.containers[0].command[1]']);
});

test('a name that may be one of a program is a warning', () => {
  expect(found({ command: ['/app/server serve'] })).toEqual(['warning spec.containers[0].command[0]']);
});

test.each([
  [['npm', 'run', 'start']],
  [['sh', '-c', 'npm run start']],
  [['sh', '-c', ' npm run start']],
  [['/opt/My App/run']],
  [['/app/run all.sh']],
  [['C:\\Program Files\\app.exe', '-x']],
  [['$(PROGRAM)', 'a b']],
  [['', 'a b']],
  [[' ']],
  [['run', '-c all of it']],
  [['{{ .Values.command }}']],
  [['<your command>']],
])('%j is fine', (command) => {
  expect(found({ command })).toEqual([]);
});

test('arguments can have spaces, and Windows splits a command line', () => {
  expect(found({ args: ['npm run start'] })).toEqual([]);
  expect(found({ command: ['cmd /c run'] }, { os: { name: 'windows' } })).toEqual([]);
  expect(found({ command: ['cmd /c run'] }, { nodeSelector: { 'kubernetes.io/os': 'windows' } })).toEqual([]);
});

test('probes and hooks run a command, too; without a preStop hook, a pod runs', () => {
  const exec = { command: ['ps aux | grep run'] };
  expect(found({ livenessProbe: { exec } })).toEqual(['error spec.containers[0].livenessProbe.exec.command[0]']);
  expect(found({ lifecycle: { postStart: { exec }, preStop: { exec } } })).toEqual([
    'error spec.containers[0].lifecycle.postStart.exec.command[0]',
    'warning spec.containers[0].lifecycle.preStop.exec.command[0]',
  ]);
});

test.each([
  [['npm run start'], '["npm", "run", "start"]'],
  [['java -jar', 'a b.jar'], '["java", "-jar", "a b.jar"]'],
  [['a && b'], '["sh", "-c", "a && b"]'],
  [['bash -c "a && b"'], '["bash", "-c", "a && b"]'],
  [['sh -c', 'a && b'], '["sh", "-c", "a && b"]'],
  [['sh', '-c a b'], '["sh", "-c", "a b"]'],
  [['sleep\n', '5'], '["sleep", "5"]'],
])('the fix of %j is %s', (command, fix) => {
  expect(runtimeFindings(podOf({ command }))[0].fix).toBe(`Write \`command: ${fix}\`.`);
});

test('the message has the first words of a long line', () => {
  const [{ what }] = runtimeFindings(podOf({ command: ['run '.repeat(10_000)] }));
  expect(what.length).toBeLessThan(200);
});
