/**
 * The value of a scalar in YAML. Integers are of type `bigint`, because kubectl reads `1e6` and `1000000` as different keys.
 * NaN and infinity are numbers of YAML, but not of JSON.
 */
export type ScalarValue = string | number | bigint | boolean | null;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map(
  (
    [
      [true, 'y Y yes Yes YES true True TRUE on On ON'],
      [false, 'n N no No NO false False FALSE off Off OFF'],
      [null, ' ~ null Null NULL'],
      [NaN, '.nan .NaN .NAN'],
      [Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'],
      [-Infinity, '-.inf -.Inf -.INF'],
    ] as const
  ).flatMap(([value, words]) => words.split(' ').map((word) => [word, value])),
);

/** An empty scalar, and the first characters of numbers and words. Most text is other text, which needs no other check. */
const SPECIAL = /^(?:$|[-+.0-9yYnNtTfFoO~])/;

/** Integers of Go, with the base by their prefix. */
const INTEGER = /^([-+]?)(0x[0-9a-f]+|0o[0-7]+|0b[01]+|0[0-7]*|[1-9][0-9]*)$/i;

/** Only the YAML reader of Go accepts a sign after the prefix. */
const SIGN_AFTER_PREFIX = /^0b([-+])([01]+)$/;

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$/i;

/** After a leading dot, Go accepts `_` only between digits; in other numbers, the reader removes every `_`. */
const FLOAT_WITH_LEADING_DOT = /^\.[0-9]+(?:_[0-9]+)*(?:e[-+]?[0-9]+(?:_[0-9]+)*)?$/i;

/** Times in the formats of Go that the reader accepts. */
const CLOCK = '(?:[01]?\\d|2[0-3]):[0-5]?\\d:[0-5]?\\d(?:[.,]\\d+)?';
const ZONE = '(?:Z|[-+](?:[01]\\d|2[0-4]):(?:[0-5]\\d|60))';
const TIME = new RegExp(`^(\\d{4})-(\\d\\d?)-(\\d\\d?)(?:[Tt]${CLOCK}${ZONE}| +${CLOCK})?$`);

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** The length of the longest integer of 64 bits: a prefix and 64 binary digits. */
const MAX_LENGTH = 66;

/**
 * The value of a scalar without quotes and tag, as the YAML reader of kubectl reads it.
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */
export function resolveScalar(text: string): ScalarValue {
  if (!SPECIAL.test(text)) {
    return text;
  }
  const word = WORDS.get(text);
  return word !== undefined ? word : (numberIn(text) ?? text);
}

/** The value of a scalar with a tag, such as `!!int "8080"`. Undefined if the text does not have the type of the tag. */
export function resolveTagged(tag: string, text: string): ScalarValue | undefined {
  const value = resolveScalar(text);
  switch (tag) {
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'tag:yaml.org,2002:int':
      return typeof value === 'bigint' ? value : undefined;
    case 'tag:yaml.org,2002:float':
      return typeof value === 'bigint' && value <= MAX_INT64
        ? Number(value)
        : typeof value === 'number'
          ? value
          : undefined;
    case 'tag:yaml.org,2002:null':
      return value === null ? value : undefined;
    case 'tag:yaml.org,2002:timestamp':
      return isTime(text) ? text : undefined;
    case 'tag:yaml.org,2002:binary':
      return isBase64(text) ? Buffer.from(text, 'base64').toString() : undefined;
    default:
      return text;
  }
}

function numberIn(text: string): number | bigint | undefined {
  if (text.startsWith('.')) {
    return FLOAT_WITH_LEADING_DOT.test(text) ? finite(text.replace(/_/g, '')) : undefined;
  }
  const plain = text.includes('_') ? text.replace(/_/g, '') : text;
  return integerIn(plain) ?? (FLOAT.test(plain) ? finite(plain) : undefined);
}

function integerIn(text: string): bigint | undefined {
  const [, sign, digits] = INTEGER.exec(text) ?? [];
  if (digits !== undefined) {
    return inRange(sign, digits.replace(/^0(?=[0-7])/, '0o'));
  }
  const [, innerSign, bits] = SIGN_AFTER_PREFIX.exec(text) ?? [];
  return bits === undefined ? undefined : inRange(innerSign, `0b${bits}`);
}

/** An integer of 64 bits. Without a sign, it can have the values of an unsigned integer as well. */
function inRange(sign: string, digits: string): bigint | undefined {
  const significant = digits.replace(/^(0[xob])0+(?=.)/i, '$1');
  if (significant.length > MAX_LENGTH) {
    return undefined;
  }
  const value = sign === '-' ? -BigInt(significant) : BigInt(significant);
  return value >= MIN_INT64 && value <= (sign === '' ? MAX_UINT64 : MAX_INT64) ? value : undefined;
}

/** A number that is too large for a double is text. */
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function isTime(text: string): boolean {
  const [, year, month, day] = TIME.exec(text)?.map(Number) ?? [];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year + 2000, month, 0)).getUTCDate();
}

function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''));
}
