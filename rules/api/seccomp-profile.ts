import { notDescending } from '../model/descending-path';
import { ApiRule } from './rule';

const RULE = 'api/seccomp-profile';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/**
 * Which calls of the kernel a container may make.
 *
 * @see https://kubernetes.io/docs/tutorials/security/seccomp/
 */
export const seccompProfile: ApiRule = {
  SeccompProfile({ type = '', localhostProfile: file }, at, pod) {
    if (type === '') {
      const fix = 'Write RuntimeDefault, for example.';
      pod.required(RULE, at.field('type'), 'the profile has no type.', 'It says where it is from.', fix);
    } else if (!TYPES.includes(type)) {
      pod.notSupported(RULE, at.field('type'), type, TYPES);
    }
    if (type !== 'Localhost') {
      if (file !== undefined) {
        const what = `a profile of type ${type} has no file.`;
        pod.invalid(RULE, at.field('localhostProfile'), what, 'Only one of type Localhost has.', 'Leave it out.');
      }
    } else if (file === undefined) {
      const why = 'A profile of type Localhost is a file of the node.';
      pod.required(RULE, at.field('localhostProfile'), 'no file is named.', why, 'Name it by its path.');
    } else if (notDescending(file) !== undefined) {
      const fix = 'Start it without "/", and leave out "..".';
      const what = `"${file}" leads out of the folder of profiles.`;
      pod.invalid(RULE, at.field('localhostProfile'), what, notDescending(file)!, fix);
    }
  },
};
