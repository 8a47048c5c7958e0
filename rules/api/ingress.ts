import {
  HTTPIngressPath,
  IngressBackend,
  IngressRule,
  IngressServiceBackend,
  IngressTLS,
  TypedLocalObjectReference,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isSloppyIp } from '../model/ip';
import { notDnsLabel, notDnsSubdomain, notHost, notPathSegment, notPortName, notServiceName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, form, needForm, orEmpty, range } from '../validation/fields';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const CLASS = 'kubernetes.io/ingress.class';

export const ingress = rule({
  id: 'api/ingress',
  severity: 'error',
  summary: 'An Ingress must have a default backend or rules; hosts, paths and backends must be valid.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  checks: {
    Ingress({ metadata = {}, spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      const { rules = [], tls = [], defaultBackend, ingressClassName } = spec;
      if (rules.length === 0 && defaultBackend === undefined) {
        const why = 'An Ingress routes requests to a Service.';
        context.invalid(at, 'there are neither rules nor a default backend.', why, 'Add `rules`.');
      }
      if (defaultBackend !== undefined) {
        checkBackend(defaultBackend, at.field('defaultBackend'), context);
      }
      rules.forEach((one, i) => checkRule(one, at.field('rules').item(i), context));
      tls.forEach((one, i) => checkTls(one, at.field('tls').item(i), context));
      form(spec, at, context, 'ingressClassName', notDnsSubdomain);
      const annotation = metadata.annotations?.[CLASS];
      if (annotation !== undefined && ingressClassName !== undefined && annotation !== ingressClassName) {
        const what = `the annotation names another class than \`ingressClassName\`: "${annotation}".`;
        const place = objectAt.field('annotations').field(CLASS);
        context.invalid(place, what, 'An Ingress has one class.', 'Remove the annotation.');
      }
    },
  },
});

function checkRule(one: IngressRule, at: FieldPath, context: ValidationContext): void {
  const { host = '', http } = one;
  if (isSloppyIp(host)) {
    context.invalid(at.field('host'), `"${host}" is an IP address.`, 'A host is a DNS name.', 'Remove `host`.');
  }
  form(one, at, context, 'host', orEmpty(notHost));
  if (http === undefined) {
    return;
  }
  const { paths = [] } = http;
  const list = at.field('http').field('paths');
  if (paths.length === 0) {
    context.required(list, 'there are no paths.', 'A rule routes paths to backends.', 'Add a path, or remove `http`.');
  }
  paths.forEach((path, i) => checkPath(path, list.item(i), context));
}

function checkPath(one: HTTPIngressPath, at: FieldPath, context: ValidationContext): void {
  const { path = '', pathType } = one;
  if (pathType === undefined) {
    const fix = 'Set it to Prefix, Exact or ImplementationSpecific.';
    context.required(at.field('pathType'), '`pathType` is missing.', 'It says how `path` is compared.', fix);
    return;
  }
  if (!PATH_TYPES.includes(pathType)) {
    context.notSupported(at.field('pathType'), pathType, PATH_TYPES);
  } else if (pathType !== 'ImplementationSpecific' || path !== '') {
    checkForm(path, at.field('path'), context, pathType === 'ImplementationSpecific' ? notAbsolute : notPath, 'path');
  }
  checkBackend(one.backend ?? {}, at.field('backend'), context);
}

function notAbsolute(path: string): string | undefined {
  return path.startsWith('/') ? undefined : 'It must start with "/".';
}

function notPath(path: string): string | undefined {
  return /\/\/|\/\.\.?\/|%2[fF]|\/\.\.?$/.test(path)
    ? 'It must not contain "//", "/./", "/../" or "%2f".'
    : notAbsolute(path);
}

function checkBackend({ resource, service }: IngressBackend, at: FieldPath, context: ValidationContext): void {
  if (resource !== undefined && service !== undefined) {
    const fix = 'Remove one of the two.';
    context.invalid(at, '`resource` and `service` are both set.', 'A backend is one of the two.', fix);
  } else if (resource !== undefined) {
    checkReference(resource, at.field('resource'), context);
  } else if (service !== undefined) {
    checkService(service, at, context);
  } else {
    context.invalid(at, 'the backend has no `service`.', 'Requests go to a Service.', 'Set `service`.');
  }
}

function checkService(service: IngressServiceBackend, at: FieldPath, context: ValidationContext): void {
  const { name, number } = service.port ?? {};
  const place = at.field('service');
  needForm(service, place, context, 'name', context.minor >= 36 ? notDnsLabel : notServiceName);
  if (name && number) {
    const fix = 'Remove one of the two.';
    context.invalid(at, 'the port has a name and a number.', 'One of them is enough, and they can differ.', fix);
  } else if (name) {
    form({ name }, place.field('port'), context, 'name', notPortName, 'port name');
  } else if (number) {
    range({ number }, place.field('port'), context, 'number', 1, 65535);
  } else {
    const fix = 'Set `service.port.number` or `service.port.name`.';
    context.required(at, 'the backend has no port.', 'A Service can have several ports.', fix);
  }
}

/** Checks a reference to an object of any kind. */
export function checkReference(reference: TypedLocalObjectReference, at: FieldPath, context: ValidationContext): void {
  form(reference, at, context, 'apiGroup', notDnsSubdomain);
  needForm(reference, at, context, 'kind', notPathSegment);
  needForm(reference, at, context, 'name', notPathSegment);
}

function checkTls(tls: IngressTLS, at: FieldPath, context: ValidationContext): void {
  (tls.hosts ?? []).forEach((host, i) => checkForm(host, at.field('hosts').item(i), context, notHost, 'host'));
  form(tls, at, context, 'secretName', orEmpty(notDnsSubdomain));
}
