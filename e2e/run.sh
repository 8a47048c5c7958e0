#!/usr/bin/env bash
# Runs the end-to-end tests on each Kubernetes that they are for, with one node, which it starts and ends. VERSIONS says which, if not
# all; arguments go to jest.
set -euo pipefail
cd "$(dirname "$0")/.."

kubernetes=../shared/kubernetes
if [ ! -x "$kubernetes/up" ]; then
  echo "e2e/run.sh: $kubernetes is missing, so there is no Kubernetes to run on. To use a cluster of your own," >&2
  echo 'set KUBECONFIG and run: npx jest -c e2e/jest.config.js' >&2
  exit 1
fi

# cdk8s runs helm to render charts
helm=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-pod-patterns/helm-3.19.0
if [ ! -x "$helm/helm" ]; then
  GOBIN=$helm GOFLAGS=-mod=mod go install helm.sh/helm/v3/cmd/helm@v3.19.0
fi
PATH=$helm:$PATH

trap '"$kubernetes/down"' EXIT
for version in ${VERSIONS:-1.37 1.30}; do
  "$kubernetes/down"
  cluster=$("$kubernetes/up" "$version") # not inside the eval, which would go on if it failed
  eval "$cluster"
  "$kubernetes/image" busybox:1.36
  "$kubernetes/image" busybox:1.37
  "$kubernetes/image" eunsudev/kubia httpd -f -p 8080 -h /www
  echo "Kubernetes $version"
  npx jest -c e2e/jest.config.js "$@"
done
