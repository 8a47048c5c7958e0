import { ApiRule } from '../api/rule';
import { deprecatedLabel } from './deprecated-label';
import { deprecatedVolume } from './deprecated-volume';
import { duplicateEnv } from './duplicate-env';
import { duplicatePortName } from './duplicate-port-name';
import { duplicatePort } from './duplicate-port';
import { fractionalBytes } from './fractional-bytes';
import { gracePeriod } from './grace-period';
import { hostAliasTwice } from './host-alias';
import { hostIp } from './host-ip';
import { hostName } from './host-name';
import { imagePullSecret } from './image-pull-secret';
import { revisionHistory } from './revision-history';
import { unusualIp } from './ip';
import { labelValue } from './label-value';
import { largeIndexedJob } from './large-indexed-job';
import { nullSelector } from './null-selector';
import { oldAnnotation } from './old-annotation';
import { overlappingFiles } from './overlapping-files';

/** All rules about what the API server lets pass with a warning. */
export const WARNINGS: readonly ApiRule[] = [
  deprecatedLabel,
  deprecatedVolume,
  duplicateEnv,
  duplicatePortName,
  duplicatePort,
  fractionalBytes,
  gracePeriod,
  hostAliasTwice,
  hostIp,
  hostName,
  imagePullSecret,
  labelValue,
  largeIndexedJob,
  nullSelector,
  oldAnnotation,
  overlappingFiles,
  revisionHistory,
  unusualIp,
];
