import { ApiRule } from './rule';

const RULE = 'api/apparmor-profile';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** The longest path that Linux has. */
const PATH_LENGTH = 4095;

/**
 * Which files and capabilities AppArmor lets a container have.
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export const apparmorProfile: ApiRule = {
  AppArmorProfile({ type = '', localhostProfile: name }, at, pod) {
    if (type === '') {
      const fix = 'Write RuntimeDefault, for example.';
      pod.required(RULE, at.field('type'), 'the profile has no type.', 'It says where it is from.', fix);
    } else if (!TYPES.includes(type)) {
      pod.notSupported(RULE, at.field('type'), type, TYPES);
    } else if (type !== 'Localhost') {
      if (name !== undefined) {
        const what = `a profile of type ${type} has no name.`;
        pod.invalid(RULE, at.field('localhostProfile'), what, 'Only one of type Localhost has.', 'Leave it out.');
      }
    } else if (!name) {
      const why = 'A profile of type Localhost is one that the node has.';
      pod.required(RULE, at.field('localhostProfile'), 'no profile is named.', why, 'Name it.');
    } else if (name.trim() !== name) {
      const what = `${JSON.stringify(name)} has blanks around it.`;
      pod.invalid(RULE, at.field('localhostProfile'), what, 'They are no part of a name.', `Write "${name.trim()}".`);
    } else if (Buffer.byteLength(name) > PATH_LENGTH) {
      const why = `It may have ${PATH_LENGTH}.`;
      const place = at.field('localhostProfile');
      pod.error(RULE, 'FieldValueTooLong', place, 'the name has too many characters.', why, 'Name one that is there.');
    }
  },
};
