import { isSloppyIp, notCidr } from '../model/ip';
import { RegularExpression } from './regular-expression';

/** The formats of strings that the API server checks in custom resources. It ignores other formats. */

type Test = (text: string) => boolean;

/** The minor version that accepts leading zeros in IP addresses, as the server does in custom resources of all versions. */
const SLOPPY = 0;

const UUID = (third: string, fourth: string): Test =>
  matches(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i'));

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['bsonobjectid', matches(/^[0-9a-fA-F]{24}$/)],
  ['byte', matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/)],
  ['cidr', (text) => notCidr(text, SLOPPY) === undefined],
  ['creditcard', isCreditCard],
  ['date', isDate],
  ['datetime', isDateTime],
  ['duration', isDuration],
  ['email', isEmail],
  ['hexcolor', matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/)],
  ['hostname', isHostname],
  ['ipv4', (text) => isSloppyIp(text) && text.includes('.')],
  ['ipv6', (text) => isSloppyIp(text) && text.includes(':') && !/[:.]0\d+\.|\.0\d+$/.test(text)],
  ['isbn', (text) => isIsbn10(text) || isIsbn13(text)],
  ['isbn10', isIsbn10],
  ['isbn13', isIsbn13],
  ['k8slongname', (text) => text.length <= 253 && LONG_NAME.test(text)],
  ['k8sshortname', (text) => text.length <= 63 && SHORT_NAME.test(text)],
  ['mac', isMac],
  ['password', () => true],
  ['rgbcolor', isRgbColor],
  ['ssn', matches(/^(?=.{11}$)\d{3}[- ]?\d{2}[- ]?\d{4}$/)],
  ['uri', isRequestUri],
  ['uuid', UUID('[0-9a-f]{4}', '[0-9a-f]{4}')],
  ['uuid3', UUID('3[0-9a-f]{3}', '[0-9a-f]{4}')],
  ['uuid4', UUID('4[0-9a-f]{3}', '[89ab][0-9a-f]{3}')],
  ['uuid5', UUID('5[0-9a-f]{3}', '[89ab][0-9a-f]{3}')],
]);

/** The minor version of Kubernetes that added the formats of names. */
const NAMES_SINCE = 34;

const SHORT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LONG_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The test of a format; undefined if the server ignores the format. The server also ignores "-" in the name of a format. */
export function formatTest(format: string, minor: number): Test | undefined {
  const name = format.replace(/-/g, '');
  return minor < NAMES_SINCE && name.startsWith('k8s') ? undefined : TESTS.get(name);
}

function matches(pattern: RegExp): Test {
  return (text) => pattern.test(text);
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** The server ignores what follows a second "t". */
function isDateTime(text: string): boolean {
  const [date, time = ''] = text.toLowerCase().split('t');
  const [, hours, minutes, seconds] =
    /^(\d\d):(\d\d):(\d\d)([^\n]\d+)?(z|[+-]\d\d:\d\d)$/.exec(time)?.map(Number) ?? [];
  return isDate(date) && hours <= 23 && minutes <= 59 && seconds <= 59;
}

const UNITS = ['ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'd', 'w', 'hr', 'wk'];
const LONG_UNITS = ['nano', 'micro', 'milli', 'sec', 'min', 'hour', 'day', 'week'];

/** A duration of Go, or a text that contains a number and a unit: `1h30m`, `5 minutes`. */
function isDuration(text: string): boolean {
  if (/^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text)) {
    return true;
  }
  const units = [...text.matchAll(/\d[\t\n\f\r ]*([A-Za-zµ]+)/g)].map(([, unit]) => unit.toLowerCase());
  return units.some((unit) => UNITS.includes(unit) || LONG_UNITS.some((long) => unit.startsWith(long)));
}

/** Go also parses comments and encoded words. Of these, only what is certainly no address is refused. */
function isEmail(text: string): boolean {
  const [, inner = text] = /<([^<>]*)>\s*$/.exec(text) ?? [];
  return /^\s*("([^"\\]|\\.)+"|[^\s@"(),:;<>[\]\\.]+(\.[^\s@"(),:;<>[\]\\.]+)*)@([^\s@"(),:;<>[\]\\.]+(\.[^\s@"(),:;<>[\]\\.]+)*|\[[^[\]\\]*\])\s*$/.test(
    inner,
  );
}

const LETTER = '[a-zA-Z0-9\\p{S}\\p{L}]';
const HOSTNAME = `^(${LETTER}((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|(${LETTER}(([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}${LETTER})?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$`;

function isHostname(text: string): boolean {
  const isShort = Buffer.byteLength(text) <= 255 && text.split('.').every((part) => Buffer.byteLength(part) <= 63);
  return isShort && RegularExpression.of(HOSTNAME)?.test(text) === true;
}

function isMac(text: string): boolean {
  const bytes = /^[0-9a-f]{2}(([:-])[0-9a-f]{2}(\2[0-9a-f]{2})*)$/i.test(text) ? (text.length + 1) / 3 : 0;
  // newer versions of Go accept digits without separators
  const plain = /^[0-9a-f]+$/i.test(text) ? text.length / 2 : 0;
  const pairs = /^[0-9a-f]{4}(\.[0-9a-f]{4})+$/i.test(text) ? ((text.length + 1) / 5) * 2 : 0;
  return [6, 8, 20].includes(bytes + pairs + plain);
}

function isRgbColor(text: string): boolean {
  const number = '(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])';
  const blank = '[\\t\\n\\f\\r ]*';
  return new RegExp(`^rgb\\(${blank}${[number, number, number].join(`${blank},${blank}`)}${blank}\\)$`).test(text);
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  const sum = [...digits].reduce((all, digit, i) => all + (i + 1) * (digit === 'X' ? 10 : Number(digit)), 0);
  return /^\d{9}[\dX]$/.test(digits) && sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  const sum = [...digits].reduce((all, digit, i) => all + (i % 2 === 0 ? 1 : 3) * Number(digit), 0);
  return /^\d{13}$/.test(digits) && sum % 10 === 0;
}

const CARD =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/;

function isCreditCard(text: string): boolean {
  const digits = text.replace(/\D+/g, '');
  const sum = [...digits].reverse().reduce((all, digit, i) => {
    const product = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return all + (product > 9 ? product - 9 : product);
  }, 0);
  return CARD.test(digits) && sum % 10 === 0;
}

/** As `url.ParseRequestURI` of Go: an absolute URI, or an absolute path. */
function isRequestUri(text: string): boolean {
  if (text === '' || /[\x00-\x1f\x7f]/.test(text)) {
    return false;
  }
  if (text === '*') {
    return true;
  }
  const [start, scheme = ''] = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text) ?? [''];
  const [rest] = text.slice(start.length).split('?', 1);
  if (text.startsWith(':') || !rest.startsWith('/')) {
    return scheme !== '';
  }
  const [, authority, path] = scheme === '' ? ['', '', rest] : authorityIn(rest);
  return isAuthority(authority) && !/%(?![0-9a-fA-F]{2})/.test(path);
}

/** The authority of a URI, which follows two slashes, and its path. */
function authorityIn(rest: string): readonly [start: string, authority: string, path: string] {
  if (!rest.startsWith('//')) {
    return ['', '', rest];
  }
  const slash = rest.indexOf('/', 2);
  return slash < 0 ? ['//', rest.slice(2), ''] : ['//', rest.slice(2, slash), rest.slice(slash)];
}

function isAuthority(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [user, host] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || /%(?![0-9a-fA-F]{2})/.test(user)) {
    return false;
  }
  return host.startsWith('[')
    ? /^\[[^[\]]*\](:\d*)?$/.test(host)
    : /^([A-Za-z0-9\-._~!$&'()*+,;=[\]<>"]|[^\x00-\x7f]|%[89a-fA-F][0-9a-fA-F])*(:\d*)?$/.test(host);
}
