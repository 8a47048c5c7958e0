import { words } from '../../util/words';
import { rule } from '../rule';
import { refusedContainers } from '../validation/offenders';
import { addedCapabilities, mustNotAdd } from '../validation/security-context';

/** The capabilities that container runtimes give by default, except NET_RAW. */
const ALLOWED = words(`
  AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT
`);

export const capabilitiesBaseline = rule({
  id: 'pod-security/capabilities-baseline',
  severity: 'error',
  summary: 'A container must add only capabilities that container runtimes give by default.',
  details: 'It cannot add NET_RAW, which lets a container forge packets of other pods.',
  why: 'Other capabilities give access to the node, or to the network traffic of other pods.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find(pod) {
      const fix = `Remove it. The level allows ${ALLOWED.join(', ')}.`;
      const offenders = refusedContainers(pod, (container) => addedCapabilities(container, ALLOWED, fix));
      return { reason: 'non-default capabilities', detail: mustNotAdd(offenders), faults: offenders.faults };
    },
  },
});
