#!/bin/sh
# Reviews a change of the environments: are they right, is out/ fresh, and what does the change do?
#
#   review.sh BASE COMMENT
#
# BASE is the revision that the change is held against, such as origin/main. COMMENT is the file
# that gets the comment for the pull request; it is empty when the cluster would not notice the
# change. Ends with the worst exit code of blueprint: 0, 1, 2, or 3 when something would be
# destroyed and nobody has acknowledged it in the model.
set -eu

base=$1
comment=$2
blueprint=${BLUEPRINT:-blueprint}
format=text
[ "${GITHUB_ACTIONS:-}" = true ] && format=github

worst=0
run() {
  code=0
  "$@" || code=$?
  [ "$code" -gt "$worst" ] && worst=$code
  return 0
}

run "$blueprint" check --format "$format"
run "$blueprint" render --check
run "$blueprint" diff --base "$base" --format markdown >"$comment"

# Only a model can acknowledge, so each is held against what was rendered from the base.
for directory in out/*/; do
  environment=$(basename "$directory")
  [ "$environment" = kustomize ] && continue
  git rev-parse --quiet --verify "$base:out/$environment" >/dev/null || continue
  run "$blueprint" diff "$environment@$base" "$environment" --format "$format"
done

exit "$worst"
