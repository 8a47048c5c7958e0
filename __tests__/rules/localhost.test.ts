import { Container } from '../../kubernetes/decoded';
import { ContainerModel } from '../../rules/model/container-model';

/** The addresses as `field port`, with `own` if the container listens there itself, and `guess` if it is one. */
function addresses(container: Container): string[] {
  return new ContainerModel(container, 'containers', 0).localAddresses.map(({ field, port, source, isOwn }) =>
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
  ['the words beside a script', { args: ['sh', '-c', 'exec "$@"', '--', 'nc', 'localhost', '80'] }, ['args[5] 80']],
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

const script = (text: string, ...variables: [string, string][]): string[] =>
  addresses({ command: ['sh', '-c', text], ...env(...variables) });

test.each([
  ['in a condition', 'if nc -z localhost 80; then run; fi'],
  ['in a loop', 'while ! wget -q localhost:80; do sleep 1; done'],
  ['in a function', 'ready() { nc -z localhost 80; }; ready'],
  ['in a substitution', 'echo "$(wget -qO- localhost:80)"'],
  ['in backquotes', 'X=`wget -qO- localhost:80`'],
  ['after quotes', 'wget local"host":80'],
  ['in a script in a script', 'bash -c \'sh -c "nc localhost 80"\''],
  ['in a script that another program starts', "su app -c 'nc localhost 80'"],
  ['in a script that a shell reads', 'sh <<EOF\nnc localhost 80\nEOF'],
  ['in a variable of a command', 'URL=http://localhost:80 run'],
  ['in a variable of the script', 'URL="http://localhost:80"; run'],
  ['in the elements of an array', 'A=(localhost:80 db:81)'],
  ['in the words of a loop', 'for url in localhost:80; do wget $url; done'],
  ['as a default', 'run "${URL:-http://localhost:80}"'],
  ['in a file that the script writes', 'cat >/etc/app.conf <<EOF\nserver = localhost:80\nEOF'],
  ['in a line that the script writes', 'echo "server localhost:80" >>/etc/app.conf'],
  ['in lines that the script writes', '{ echo a; echo "server localhost:80"; } >/etc/app.conf'],
  ['in the input of another command', 'echo http://localhost:80 | xargs wget'],
  ['in a printed argument', 'run $(printf localhost:80)'],
])('an address %s', (_, text) => {
  expect(script(text)).toEqual(['command[2] 80']);
});

test.each([
  ['in a comment', '# nc localhost 80\nrun # localhost:81'],
  ['that is only printed', 'echo "localhost:80 is up"; printf "%s\n" localhost:81'],
  ['that is printed as an error', 'echo "localhost:80 is down" >&2; echo localhost:81 >/dev/stderr'],
  ['that is printed beside a file', 'echo localhost:80 2>/tmp/errors'],
  ['in a printed here-document', 'cat <<EOF\nlocalhost:80\nEOF'],
  ['in a comment of a script in a script', "sh -c '# nc localhost 80'"],
  ['in a comment of a script that a shell reads', "bash -s <<'EOF'\n# nc localhost 80\nEOF"],
  ['over two commands', 'ping localhost; sleep 80'],
])('no address %s', (_, text) => {
  expect(script(text)).toEqual([]);
});

test('variables of the container in a script', () => {
  const text = 'exec nc "$HOST" 80';
  expect(script(text, ['HOST', 'localhost'])).toEqual(['command[2] 80']);
  expect(script(text, ['HOST', 'db'])).toEqual([]);
  expect(script(`sh -c '${text}'`, ['HOST', 'localhost'])).toEqual(['command[2] 80']);
  expect(script('nc ${HOST:-localhost} 80')).toEqual(['command[2] 80']);
  expect(script('nc ${HOST:-localhost} 80', ['HOST', 'db'])).toEqual([]);
  expect(script('wget "${URL:-localhost:80}"', ['URL', 'localhost:81'])).toEqual(['env[0].value 81']);
  expect(script('wget $URL $(URL)', ['URL', 'localhost:80'])).toEqual(['env[0].value 80']);
});

test('each command and each line of a file has its own address', () => {
  expect(script('app --listen=localhost:80 & wget localhost:81')).toEqual(['command[2] 80 own', 'command[2] 81']);
  const text = 'cat >nginx.conf <<EOF\nlisten localhost:80;\nproxy_pass http://localhost:81;\nEOF';
  expect(script(text)).toEqual(['command[2] 80 own', 'command[2] 81']);
});
