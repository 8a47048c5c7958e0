import { IPBlock, NetworkPolicyPeer, NetworkPolicyPort } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isStrictlyWithin, notCidr } from '../model/ip';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, needForm, range } from '../validation/fields';
import { checkLabelSelector } from '../validation/label-selector';
import { checkPort, PROTOCOLS } from '../validation/port';

const POLICY_TYPES = ['Ingress', 'Egress'];

export const networkPolicy = rule({
  id: 'api/network-policy',
  severity: 'error',
  summary: 'The selectors, peers, ports and types of a NetworkPolicy must be valid.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  checks: {
    NetworkPolicy({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      const { podSelector, ingress = [], egress = [], policyTypes = [] } = spec;
      checkLabelSelector(podSelector, () => at.field('podSelector'), context);
      ingress.forEach(({ from = [], ports = [] }, i) => {
        const place = at.field('ingress').item(i);
        ports.forEach((port, j) => checkPolicyPort(port, place.field('ports').item(j), context));
        from.forEach((peer, j) => checkPeer(peer, place.field('from').item(j), context));
      });
      egress.forEach(({ to = [], ports = [] }, i) => {
        const place = at.field('egress').item(i);
        ports.forEach((port, j) => checkPolicyPort(port, place.field('ports').item(j), context));
        to.forEach((peer, j) => checkPeer(peer, place.field('to').item(j), context));
      });
      const list = at.field('policyTypes');
      if (policyTypes.length > POLICY_TYPES.length) {
        const why = 'There are two types.';
        context.invalid(list, `there are ${policyTypes.length} types.`, why, 'Remove the duplicates.');
        return;
      }
      policyTypes.forEach((type, i) => {
        if (!POLICY_TYPES.includes(type)) {
          context.notSupported(list.item(i), type, POLICY_TYPES);
        }
      });
    },
  },
});

function checkPolicyPort(one: NetworkPolicyPort, at: FieldPath, context: ValidationContext): void {
  const { port, endPort } = one;
  choice(one, at, context, 'protocol', PROTOCOLS);
  if (port !== undefined) {
    checkPort(port, at.field('port'), context);
  }
  if (endPort === undefined) {
    return;
  }
  if (typeof port !== 'number') {
    const why = 'It ends a range that starts at the number `port`.';
    context.invalid(at.field('endPort'), '`endPort` is set, but `port` is no number.', why, 'Set `port` to a number.');
    return;
  }
  if (endPort < port) {
    const fix = 'Write the higher number in `endPort`.';
    context.invalid(at.field('endPort'), `${endPort} is less than \`port\`.`, 'It ends the range.', fix);
  }
  range(one, at, context, 'endPort', 1, 65535);
}

function checkPeer(peer: NetworkPolicyPeer, at: FieldPath, context: ValidationContext): void {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  checkLabelSelector(podSelector, () => at.field('podSelector'), context);
  checkLabelSelector(namespaceSelector, () => at.field('namespaceSelector'), context);
  if (ipBlock !== undefined) {
    checkBlock(ipBlock, at.field('ipBlock'), context);
  }
  const count = [podSelector, namespaceSelector, ipBlock].filter((one) => one !== undefined).length;
  if (count === 0) {
    const fix = 'Write `podSelector: {}` for all pods of the namespace.';
    context.required(at, 'the peer is empty.', 'A peer is pods, namespaces or a block of IP addresses.', fix);
  } else if (count > 1 && ipBlock !== undefined) {
    const why = 'A peer is either pods or a block of IP addresses.';
    context.forbidden(at, '`ipBlock` and a selector are set.', why, 'Write two peers.');
  }
}

function checkBlock(block: IPBlock, at: FieldPath, context: ValidationContext): void {
  const { cidr = '', except = [] } = block;
  const notBlock = (text: string): string | undefined => notCidr(text, context.minor);
  needForm(block, at, context, 'cidr', notBlock, 'block of IP addresses');
  if (notCidr(cidr, 0) !== undefined) {
    return;
  }
  except.forEach((one, i) => {
    const place = at.field('except').item(i);
    checkForm(one, place, context, notBlock, 'block of IP addresses');
    if (isStrictlyWithin(one, cidr) === false) {
      const why = 'It excludes addresses from `cidr`.';
      context.invalid(place, `"${one}" is not a smaller block in ${cidr}.`, why, `Write a smaller block in ${cidr}.`);
    }
  });
}
