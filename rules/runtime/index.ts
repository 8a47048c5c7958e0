import { OutputRule } from '../output-rule';
import { missingKey } from './missing-key';
import { selectsAll } from './selects-all';
import { selectsNothing } from './selects-nothing';
import { targetPort } from './target-port';

/** What breaks of objects that are applied together. */
export const RUNTIME_OUTPUT_RULES: OutputRule[] = [selectsNothing, selectsAll, targetPort, missingKey];
