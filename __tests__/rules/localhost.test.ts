import { Container } from '../../kubernetes/decoded';
import { localAddressesOf } from '../../rules/model/localhost';

/** The addresses as `field port`, with `own` if the container listens there itself, and `guess` if it is one. */
function addresses(container: Container): string[] {
  return localAddressesOf(container).map(({ field, port, source, isOwn }) =>
    [field, port, ...(source === 'guess' ? ['guess'] : []), ...(isOwn ? ['own'] : [])].join(' '),
  );
}

const env = (...variables: [string, string][]): Container => ({
  env: variables.map(([name, value]) => ({ name, value })),
});

test.each<[string, Container, string[]]>([
  ['a URL in a variable', env(['URL', 'http://localhost:80/']), ['env[0].value 80']],
  ['two addresses in a variable', env(['URLS', '127.0.0.1:80,[::1]:81']), ['env[0].value 80', 'env[0].value 81']],
  ['a reference to a variable', env(['PORT', '80'], ['URL', 'localhost:$(PORT)']), ['env[1].value 80']],
  ['a reference to a later variable', env(['URL', 'localhost:$(PORT)'], ['PORT', '80']), []],
  ['an escaped reference', env(['PORT', '80'], ['URL', 'localhost:$$(PORT)']), []],
  ['a host and a port', env(['DB_PORT', '80'], ['DB_HOST', 'localhost']), ['env[0].value 80', 'env[0].value 80 guess']],
  ['a host and another number', env(['HOST', '::1'], ['SIZE', '80']), ['env[1].value 80 guess']],
  ['a variable for its own address', env(['LISTEN', 'localhost:80']), ['env[0].value 80 own']],
  ['a number alone', env(['PORT', '80']), []],
  ['two words of a command', { command: ['nc', 'localhost', '80'] }, ['command[1] 80']],
  [
    'a script',
    { command: ['sh', '-c'], args: ['nc -z localhost 80 && curl 127.0.0.1:81'] },
    ['args[0] 80', 'args[0] 81'],
  ],
  ['a redirection', { args: ['curl localhost 2>/dev/null; ping localhost 3.5'] }, []],
  [
    'a variable in a script',
    { ...env(['P', '80']), args: ['wget localhost:${P} localhost:$P'] },
    ['args[0] 80', 'args[0] 80'],
  ],
  ['a variable with an address in a script', { ...env(['U', 'localhost:80']), args: ['wget $U'] }, ['env[0].value 80']],
  ['an option for its own address', { args: ['--listen=localhost:80'] }, ['args[0] 80 own']],
  ['the same as two words', { args: ['--bind-address', 'localhost:80'] }, ['args[1] 80 own']],
  ['another host', { args: ['my-localhost:80', 'local.localhost:80', 'localhost.example:80'] }, []],
])('%s', (_, container, expected) => {
  expect(addresses(container)).toEqual(expected);
});

test('variables that refer to variables do not grow without a limit', () => {
  const doubling = Array.from({ length: 60 }, (_, i): [string, string] => [`V${i + 1}`, `$(V${i})$(V${i})`]);
  expect(addresses(env(['V0', 'abc'], ...doubling))).toEqual([]);
});
