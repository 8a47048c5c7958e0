import { notDnsSubdomain } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { forEachContainer } from '../validation/containers';
import { everyPodThatHas } from '../validation/every-object';
import { form } from '../validation/fields';

const MOST_DOMAIN = 255;
const MOST_USER = 104;
const MOST_CREDENTIALS = 64 * 1024;

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS = /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$/;

export const windowsOptions = rule({
  id: 'api/windows-options',
  severity: 'error',
  summary: 'The Windows options must be valid, and all containers of a pod must have the same `hostProcess`.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/',
  checks: {
    WindowsSecurityContextOptions(options, at, context) {
      const { gmsaCredentialSpec: spec } = options;
      form(options, at, context, 'gmsaCredentialSpecName', notDnsSubdomain);
      if (spec !== undefined && (spec === '' || Buffer.byteLength(spec) > MOST_CREDENTIALS)) {
        const what = `\`gmsaCredentialSpec\` ${spec === '' ? 'is empty' : 'has more than 64 KiB'}.`;
        const why = 'It must have from 1 byte to 64 KiB.';
        context.invalid(at.field('gmsaCredentialSpec'), what, why, 'Use `gmsaCredentialSpecName` instead.');
      }
      form(options, at, context, 'runAsUserName', notUser, 'user name of Windows, such as "ContainerUser"');
    },

    ...everyPodThatHas(['WindowsSecurityContextOptions.hostProcess'], checkHostProcess),
  },
});

function checkHostProcess(context: ValidationContext): void {
  const { spec, specAt: at } = context;
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let count = 0;
  let hostProcesses = 0;
  forEachContainer(spec, at, ({ securityContext }, containerAt) => {
    const own = securityContext?.windowsOptions?.hostProcess;
    count++;
    hostProcesses += (own ?? ofPod) === true ? 1 : 0;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const path = containerAt.field('securityContext').field('windowsOptions').field('hostProcess');
      const what = `\`hostProcess\` is ${own} here, and ${ofPod} for the pod.`;
      context.invalid(path, what, 'All containers must have the same value.', 'Remove `hostProcess` here.');
    }
  });
  if (hostProcesses > 0 && hostProcesses < count) {
    const what = `${hostProcesses} of ${count} containers are HostProcess containers.`;
    const fix = 'Set `securityContext.windowsOptions.hostProcess` only for the pod.';
    context.invalid(at, what, 'Either all containers of a pod or none must be HostProcess containers.', fix);
  }
  if (hostProcesses > 0 && spec.hostNetwork !== true) {
    const why = 'A HostProcess container uses the network of the node.';
    context.invalid(at.field('hostNetwork'), '`hostNetwork` is not true.', why, 'Set `hostNetwork` to true.');
  }
}

/** Why a text is not a user name of Windows, with or without a domain and a backslash. */
function notUser(name: string): string | undefined {
  const parts = name.split('\\');
  const [user, domain] = parts.reverse();
  if (name === '' || /[\u0000-\u001f\u007f]/.test(name) || parts.length > 2) {
    return 'It must be USER or DOMAIN\\USER, without control characters.';
  }
  if (
    domain !== undefined &&
    (Buffer.byteLength(domain) > MOST_DOMAIN || !(NETBIOS.test(domain) || DNS.test(domain)))
  ) {
    return 'The domain must be a NetBIOS name or a DNS name.';
  }
  if (user === '' || Buffer.byteLength(user) > MOST_USER) {
    return `The user must have from 1 to ${MOST_USER} characters.`;
  }
  return /^[. ]+$/.test(user) || /["/\\:;|=,+*?<>@[\]]/.test(user)
    ? 'The user must not contain any of "/\\:;|=,+*?<>@[], and must not consist of dots and spaces.'
    : undefined;
}
