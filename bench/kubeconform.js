// kubeconform, a validator of manifests by JSON schemas, as a peer of `cdk8s-pods lint`, with schemas made from kubernetes/openapi.
const fs = require('fs');
const path = require('path');

const root = path.dirname(__dirname);

/** A schema of the pod for kubeconform, with all schemas that it refers to, as strict as the API server's decoding. */
function schemaOfPods(folder, version) {
  const [file] = fs.readdirSync(path.join(root, 'kubernetes', 'openapi')).filter((name) => name.includes(version));
  if (file === undefined) {
    return undefined;
  }
  const { definitions } = JSON.parse(fs.readFileSync(path.join(root, 'kubernetes', 'openapi', file), 'utf8'));
  for (const one of Object.values(definitions)) {
    if (one.properties !== undefined) {
      one.additionalProperties = false;
    }
    if (one.format === 'int-or-string') {
      Object.assign(one, { type: ['string', 'integer'], format: undefined });
    }
  }
  fs.writeFileSync(
    path.join(folder, 'pod-v1.json'),
    JSON.stringify({ $ref: '#/definitions/io.k8s.api.core.v1.Pod', definitions }),
  );
  return path.join(folder, '{{.ResourceKind}}-v1.json');
}

/** The arguments for a check of files. */
const kubeconform = (schema, ...args) => ['-strict', '-n', '1', '-schema-location', schema, ...args];

module.exports = { kubeconform, schemaOfPods };
