/** The forms of names in Kubernetes. Each function returns the reason why a name does not have the form. */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A form of at most `longest` characters. */
function form(longest: number, pattern: RegExp, reason: string): (name: string) => string | undefined {
  const tooLong = `It must have at most ${longest} characters.`;
  return (name) => (name.length > longest ? tooLong : pattern.test(name) ? undefined : reason);
}

/** The name of a container, volume or namespace. */
export const notDnsLabel = form(
  63,
  LABEL,
  'A DNS label consists of lower case letters, digits and "-", and starts and ends with a letter or digit.',
);

/** The name of most objects. */
export const notDnsSubdomain = form(
  253,
  SUBDOMAIN,
  'A DNS subdomain consists of lower case letters, digits, "-" and ".", and each part starts and ends with a letter or digit.',
);

/** The value of a label. */
export const notLabelValue = form(
  63,
  /^$|^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  'It must be empty, or consist of letters, digits, "-", "_" and ".", and start and end with a letter or digit.',
);

const notNamePart = form(
  63,
  /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  'Its name part must consist of letters, digits, "-", "_" and ".", and start and end with a letter or digit.',
);

/** The key of a label or annotation: a name, with an optional DNS subdomain and a slash before it. */
export function notQualifiedName(key: string): string | undefined {
  const slash = key.indexOf('/');
  if (slash < 0) {
    return notNamePart(key);
  }
  if (slash !== key.lastIndexOf('/')) {
    return 'It can have only one slash, between an optional prefix and the name.';
  }
  const reason = notDnsSubdomain(key.slice(0, slash));
  return reason === undefined ? notNamePart(key.slice(slash + 1)) : `Its prefix is not a DNS subdomain. ${reason}`;
}

/** The name of a port. */
export function notPortName(name: string): string | undefined {
  if (name.length < 1 || name.length > 15) {
    return 'It must have 1 to 15 characters.';
  }
  return /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
    ? undefined
    : 'It must consist of lower case letters, digits and single "-" between them, with at least one letter.';
}

/** A prefix of a name as the API server checks it: if it ends with "-", one letter replaces the last two characters. */
export function maskedPrefix(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

/** The name of an environment variable, before 1.32. */
export function notEnvName(name: string): string | undefined {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)
    ? notDots(name)
    : 'It must consist of letters, digits, "_", "-" and ".", and must not start with a digit.';
}

/** The name of an environment variable, since 1.32. */
export function notEnvNameRelaxed(name: string): string | undefined {
  return /^[ -<>-~]+$/.test(name) ? undefined : 'It must consist of printable ASCII characters except "=".';
}

const notKey = form(253, /^[-._a-zA-Z0-9]+$/, 'It must consist of letters, digits, "-", "_" and ".".');

/** A key of a ConfigMap or Secret. */
export function notConfigKey(key: string): string | undefined {
  return notKey(key) ?? notDots(key);
}

function notDots(name: string): string | undefined {
  return name === '.' || name.startsWith('..') ? 'It must not be ".", and must not start with "..".' : undefined;
}

/** A name that becomes one segment of a URL: of a role, or of an object that another one refers to. */
export function notPathSegment(name: string): string | undefined {
  return name === '.' || name === '..' || /[/%]/.test(name)
    ? 'It must not contain "/" or "%", and must not be "." or "..".'
    : undefined;
}

/** The name of a Service before 1.36: it starts with a letter. */
export const notServiceName = form(
  63,
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  'The name of a Service consists of lower case letters, digits and "-", starts with a letter, and ends with a letter or digit.',
);

const notWildcard = form(
  253,
  /^\*(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/,
  'A wildcard starts with "*.", and a DNS subdomain follows.',
);

/** A host of an Ingress: a DNS subdomain, or a wildcard. */
export function notHost(host: string): string | undefined {
  return host.includes('*') ? notWildcard(host) : notDnsSubdomain(host);
}

/** The name of a controller: a DNS subdomain, a slash and a path. */
export function notDomainPath(name: string): string | undefined {
  const [domain, ...path] = name.split('/');
  return notDnsSubdomain(domain) === undefined && /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path.join('/'))
    ? undefined
    : 'It must be a domain, a slash and a path.';
}
