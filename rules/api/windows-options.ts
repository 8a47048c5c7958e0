import { forEachContainer } from '../validation/containers';
import { everyPodThatHas } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';
import { notDnsSubdomain } from '../model/names';
import { ApiRule } from './rule';

const RULE = 'api/windows-options';

const MOST_DOMAIN = 255;
const MOST_USER = 104;
const MOST_CREDENTIALS = 64 * 1024;

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;

/**
 * As whom a container runs on Windows.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/
 */
export const windowsOptions: ApiRule = {
  WindowsSecurityContextOptions({ gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName }, at, pod) {
    if (name !== undefined && notDnsSubdomain(name) !== undefined) {
      const what = `"${name}" is not a name that credentials can have.`;
      pod.invalid(RULE, at.field('gmsaCredentialSpecName'), what, notDnsSubdomain(name)!, 'Name some that are there.');
    }
    if (spec !== undefined && (spec === '' || Buffer.byteLength(spec) > MOST_CREDENTIALS)) {
      const what = spec === '' ? 'the credentials are empty.' : 'the credentials have more than 64 KiB.';
      pod.invalid(RULE, at.field('gmsaCredentialSpec'), what, 'They could not be used.', 'Name them instead.');
    }
    const why = runAsUserName === undefined ? undefined : notUser(runAsUserName);
    if (why !== undefined) {
      const what = `${JSON.stringify(runAsUserName)} is not a user of Windows.`;
      pod.invalid(RULE, at.field('runAsUserName'), what, why, 'Such as "ContainerUser".');
    }
  },

  ...everyPodThatHas(['WindowsSecurityContextOptions.hostProcess'], checkHostProcess),
};

function checkHostProcess(pod: Inspection): void {
  const { spec, specAt: at } = pod;
  const own = spec.securityContext?.windowsOptions?.hostProcess;
  let count = 0;
  let ofHost = 0;
  forEachContainer(spec, at, (container, place) => {
    const its = container.securityContext?.windowsOptions?.hostProcess;
    count++;
    ofHost += (its ?? own) === true ? 1 : 0;
    if (own !== undefined && its !== undefined && own !== its) {
      const options = place.field('securityContext').field('windowsOptions');
      const what = `it is ${its} here, and ${own} for the pod.`;
      pod.invalid(RULE, options.field('hostProcess'), what, 'All containers have it, or none.', 'Leave it out here.');
    }
  });
  if (ofHost > 0 && ofHost < count) {
    const what = `${ofHost} of ${count} containers run as processes of the node.`;
    const fix = 'Set securityContext.windowsOptions.hostProcess for the pod.';
    pod.invalid(RULE, at, what, 'All containers of a pod do, or none.', fix);
  }
  if (ofHost > 0 && spec.hostNetwork !== true) {
    const what = 'a process of the node has its network.';
    pod.invalid(RULE, at.field('hostNetwork'), what, 'It cannot have another one.', 'Set hostNetwork: true.');
  }
}

/** Why it is not a user, with or without a domain and a backslash before it. */
function notUser(name: string): string | undefined {
  const parts = name.split('\\');
  const [domain, user] = parts.length === 1 ? [undefined, parts[0]] : parts;

  if (name === '' || /[\u0000-\u001f\u007f]/.test(name) || parts.length > 2) {
    return 'It is USER, or DOMAIN\\USER, without control characters.';
  }
  if (domain !== undefined) {
    const isDns = /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$/.test(domain);
    if (Buffer.byteLength(domain) > MOST_DOMAIN || !(NETBIOS.test(domain) || isDns)) {
      return 'Its domain is a NetBIOS name or a DNS name.';
    }
  }
  if (user === '' || Buffer.byteLength(user) > MOST_USER) {
    return `Its user has 1 to ${MOST_USER} characters.`;
  }
  return /^[. ]+$/.test(user) || /["/\\:;|=,+*?<>@[\]]/.test(user)
    ? 'Its user has none of "/\\:;|=,+*?<>@[], and more than dots and blanks.'
    : undefined;
}
