#!/usr/bin/env bash
# Runs what docs/gitops.md tells: the steps of the CI files and of the Argo CD plugin in clones of a repository that holds
# examples/environments, and the guide's kubectl commands on a Kubernetes, which it starts and ends. All of it is taken from the files.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
kubernetes=$PWD/../shared/kubernetes
recipes=$PWD/examples/gitops
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }
fail() { echo "$1" >&2; exit 1; }
# expects CODE COMMAND…: that it exits so, and keeps what it prints
expects() {
  local code=$1 got=0; shift
  "$@" >"$scratch/out" 2>&1 || got=$?
  [ "$got" = "$code" ] || { cat "$scratch/out"; fail "exit $got, not $code: $*"; }
}
says() { grep -qE "$1" "$scratch/out" || { cat "$scratch/out"; fail "it does not say: $1"; }; }

step 'a repository with the package, the app of examples/environments, and its dist/'
npm pack --silent --pack-destination "$scratch" >"$scratch/pack.out"
git init -q --bare --initial-branch main "$scratch/origin.git"
git -C "$scratch/origin.git" config uploadpack.allowReachableSHA1InWant true # as GitLab does
git clone -q "$scratch/origin.git" "$scratch/repo" 2>/dev/null
cd "$scratch/repo"
git config user.name e2e && git config user.email e2e@localhost
git checkout -q -B main
mkdir packages && cp "$scratch"/*.tgz packages/
cp "$root/.npmrc" .
cp -r "$root"/examples/environments/{main,web}.ts "$root/examples/environments/dist" .
sed -i "s#'../../index'#'cdk8s-pod-patterns'#" ./*.ts
echo '{ "private": true, "scripts": { "synth": "ts-node main.ts" } }' >package.json
echo '{ "compilerOptions": { "target": "ES2020", "module": "CommonJS", "strict": true, "skipLibCheck": true, "types": [] } }' >tsconfig.json
printf 'language: typescript\napp: npm run --silent synth\n' >cdk8s.yaml
printf 'node_modules/\n.npm/\nchanges.md\nlint.*\n' >.gitignore
version() { node -p "require('$root/package.json').devDependencies['$1']"; }
peers=(); for name in cdk8s cdk8s-plus-27 constructs ts-node typescript; do peers+=("$name@$(version "$name")"); done
npm install --silent --save-exact ./packages/*.tgz "${peers[@]}"
[ -x node_modules/.bin/cdk8s-pods ] || fail 'the package has no command cdk8s-pods'
expects 0 npm run --silent synth
git add . && git commit -qm 'The app, and what it writes'
diff -r dist "$root/examples/environments/dist" || fail 'the package writes another dist/ than the repository'
git push -q origin main

# clone: a fresh clone of the branch, as a pipeline starts with
clone() { rm -rf "$scratch/clone" && git clone -q --branch change "$scratch/origin.git" "$scratch/clone"; }
# steps FILE NAME: what the file runs under that name, in the clone, with what the service would set
steps() {
  node "$root/e2e/steps.js" "$recipes/$1" "$2" >"$scratch/steps.sh" || return 9
  (
    cd "$scratch/clone"
    export CI=true ARGOCD_ENV_ENVIRONMENT=prod
    export GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=$PWD/changes.md
    CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git rev-parse origin/main) bash -eo pipefail "$scratch/steps.sh"
  )
}

step 'a change of the code alone is stopped'
git checkout -qb change
sed -i "s/replicas: 2/replicas: 3/" main.ts
git commit -qam 'Three pods' && git push -q origin change
for file in github.yaml gitlab.yaml; do
  clone
  expects 1 steps $file check
  says '^-  replicas: 2$' && says '^\+  replicas: 3$'
done

step 'with its dist/ it passes, and the reviewer is told'
expects 0 npm run --silent synth
says 'dist/prod/web.k8s.yaml .* changed'
says 'dist/dev/web.k8s.yaml .* unchanged'
git commit -qam 'Write dist/' && git push -q origin change
clone
expects 0 steps gitlab.yaml check
for job in 'gitlab.yaml changes' 'github.yaml check'; do
  clone
  # shellcheck disable=SC2086
  expects 0 steps $job
  grep -q replicas "$scratch/clone/changes.md" || fail "no word of the replicas: $job"
done
cat "$scratch/clone/changes.md"
grep -q '"version": "2.1.0"' "$scratch/clone/lint.sarif" || fail 'GitHub gets no SARIF'

step 'a manifest that cannot run is stopped'
clone
sed -i 's/containerPort: .*/containerPort: 80800/' "$scratch"/clone/dist/*/web.k8s.yaml
expects 1 steps gitlab.yaml lint
says 'dist/prod/web.k8s.yaml:[0-9]+:[0-9]+ error api/container-port'
grep -q '<failure ' "$scratch/clone/lint.xml" || fail 'GitLab gets no JUnit'
clone
expects 0 steps gitlab.yaml lint

step 'the Argo CD plugin gives what is committed'
clone
expects 0 steps argocd/plugin.yaml init
steps argocd/plugin.yaml generate >"$scratch/generated.yaml" 2>"$scratch/out" || { cat "$scratch/out"; fail 'it does not generate'; }
diff "$scratch/generated.yaml" <(for file in dist/prod/*.yaml; do echo ---; cat "$file"; done)

step 'on a cluster'
cd "$scratch/repo"
cluster=$("$kubernetes/up" --no-node) # it fails where there is a cluster already, which is not ours to end
trap '"$kubernetes/down"; rm -rf "$scratch"' EXIT
eval "$cluster"
expects 0 kubectl apply --dry-run=client -f "$scratch/generated.yaml"
# guide N: runs the N-th commands of the guide's section
guide() {
  awk -v want="$1" '/^## /{inside = $0 == "## By hand"} inside && /^```sh$/{n++; take = n == want; next} /^```$/{take = 0} take' \
    "$root/docs/gitops.md" >"$scratch/guide.sh"
  [ -s "$scratch/guide.sh" ] || fail "the guide has no commands $1"
  bash -eo pipefail "$scratch/guide.sh"
}
# the app without its Service, and its dist/
without_service() {
  sed -i "/new ApiObject(chart, 'service'/,/^  });\$/d" web.ts
  expects 0 npm run --silent synth
}
# way COMMANDS FIRST…: a way to apply, and what is done once before
way() {
  local commands=$1; shift
  git checkout -q .
  for once in "$@"; do expects 0 guide "$once"; done
  expects 0 guide "$commands"
  says 'deployment.apps/web created' && says 'service/web created'
  expects 0 guide "$commands"
  ! grep -E ' (created|configured|pruned)$' "$scratch/out" || fail 'a second apply changes something'
  without_service
  expects 0 guide "$commands"
  says 'service/web pruned'
  kubectl get -n web-prod deployment/web >/dev/null
  ! kubectl get -n web-prod service/web >"$scratch/out" 2>&1 || fail 'the Service is still there'
  kubectl delete namespace web-prod >/dev/null
}
step 'an ApplySet: applied, applied again, and pruned'
way 2 1
step 'by label: applied, applied again, and pruned'
way 3

step 'a stray file in the folder'
git checkout -q .
echo '{ "version": "1.0.0", "resources": {} }' >dist/prod/construct-metadata.json
expects 1 kubectl apply --dry-run=client -f dist/prod
says 'construct-metadata.json'

step 'done'
