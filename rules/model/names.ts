import { remembered } from './remembered';

/** The forms of names that Kubernetes knows, each as a test that gives the reason why a name is none. */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** A name of at most 63 characters, as containers, volumes and namespaces have it. */
export function notDnsLabel(name: string): string | undefined {
  if (name.length > 63) {
    return 'It may have at most 63 characters.';
  }
  return LABEL.test(name)
    ? undefined
    : 'It consists of lower case letters, digits and "-", and starts and ends with a letter or digit (a DNS label).';
}

/** A name of at most 253 characters, as most objects have it. */
export function notDnsSubdomain(name: string): string | undefined {
  if (name.length > 253) {
    return 'It may have at most 253 characters.';
  }
  return SUBDOMAIN.test(name)
    ? undefined
    : 'It consists of lower case letters, digits, "-" and ".", and each part starts and ends with a letter or digit (a DNS subdomain).';
}

/** The key of a label or annotation: a name, with or without a DNS subdomain and a slash before it. */
export const notQualifiedName = remembered((key: string): string | undefined => {
  const slash = key.indexOf('/');
  const name = slash < 0 ? key : key.slice(slash + 1);
  if (name.includes('/')) {
    return 'It has one slash at most: between an optional prefix and the name.';
  }
  if (slash >= 0 && notDnsSubdomain(key.slice(0, slash)) !== undefined) {
    return `Its prefix is a DNS subdomain: ${notDnsSubdomain(key.slice(0, slash))}`;
  }
  if (name.length > 63) {
    return 'Its name part may have at most 63 characters.';
  }
  return QUALIFIED.test(name)
    ? undefined
    : 'Its name part consists of letters, digits, "-", "_" and ".", and starts and ends with a letter or digit.';
});

/** The value of a label. */
export function notLabelValue(value: string): string | undefined {
  if (value.length > 63) {
    return 'It may have at most 63 characters.';
  }
  return value === '' || QUALIFIED.test(value)
    ? undefined
    : 'It is empty, or consists of letters, digits, "-", "_" and ".", and starts and ends with a letter or digit.';
}

/** The name of a port. */
export const notPortName = remembered((name: string): string | undefined => {
  if (name.length < 1 || name.length > 15) {
    return 'It has 1 to 15 characters.';
  }
  return /^[-a-z0-9]+$/.test(name) && /[a-z]/.test(name) && !/--|^-|-$/.test(name)
    ? undefined
    : 'It consists of lower case letters, digits and single "-" between them, with one letter at least.';
});

/** A start of a name, which may end with a dash: the server looks at it as if it did not, and at one letter less. */
export function maskedPrefix(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

/** The name of a variable, before 1.32. */
export const notEnvName = remembered((name: string): string | undefined => {
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    return 'It consists of letters, digits, "_", "-" and ".", and does not start with a digit.';
  }
  return notUpwards(name);
});

/** The name of a variable, since 1.32. */
export const notEnvNameRelaxed = remembered((name: string): string | undefined =>
  /^[ -<>-~]+$/.test(name) ? undefined : 'It consists of printable ASCII characters other than "=".',
);

/** A key of a ConfigMap or Secret. */
export function notConfigKey(key: string): string | undefined {
  if (key.length > 253) {
    return 'It may have at most 253 characters.';
  }
  return /^[-._a-zA-Z0-9]+$/.test(key) ? notUpwards(key) : 'It consists of letters, digits, "-", "_" and ".".';
}

function notUpwards(name: string): string | undefined {
  return name === '.' || name.startsWith('..') ? 'It is not ".", and does not start with "..".' : undefined;
}
