#!/bin/sh
# Registers the schemas beside this script. It is safe to repeat: the registry answers a schema
# that it has with the id it gave before.
set -eu

deadline=$(($(date +%s) + WAIT_SECONDS))
until curl --silent --fail --max-time 5 --output /dev/null "$SCHEMA_REGISTRY_URL/subjects"; do
  if [ "$(date +%s)" -ge "$deadline" ]; then
    echo "The registry at $SCHEMA_REGISTRY_URL did not answer within $WAIT_SECONDS seconds." >&2
    exit 1
  fi
  sleep 5
done

# send METHOD PATH: sends /tmp/body and prints the status; the answer is in /tmp/answer.
send() {
  curl --silent --show-error --max-time 30 --output /tmp/answer --write-out '%{http_code}' \
    --request "$1" --header 'Content-Type: application/vnd.schemaregistry.v1+json' \
    --data-binary @/tmp/body "$SCHEMA_REGISTRY_URL$2" || true
}

# set_level SUBJECT LEVEL: the registry refuses a level for a subject that it does not have.
set_level() {
  printf '{"compatibility": "%s"}' "$2" >/tmp/body
  send PUT "/config/$1"
}

# register SUBJECT LEVEL FILE: the level comes first, so that it holds for the new version.
# A new subject has no level before its first version, and another replica of the registry may
# learn of that version a moment later.
register() {
  before=$(set_level "$1" "$2")
  if [ "$before" != 200 ] && [ "$before" != 404 ]; then
    echo "$1: the compatibility level $2 was refused with $before: $(cat /tmp/answer)" >&2
    return 1
  fi
  schema=$(sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' "/schemas/$3" | tr -d '\n')
  printf '{"schemaType": "JSON", "schema": "%s"}' "$schema" >/tmp/body
  status=$(send POST "/subjects/$1/versions")
  if [ "$status" != 200 ]; then
    echo "$1: the schema was refused with $status: $(cat /tmp/answer)" >&2
    return 1
  fi
  echo "$1: $(cat /tmp/answer)"
  if [ "$before" = 200 ]; then
    return 0
  fi
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    after=$(set_level "$1" "$2")
    if [ "$after" = 200 ]; then
      return 0
    fi
    sleep 2
  done
  echo "$1: the compatibility level $2 was refused with $after: $(cat /tmp/answer)" >&2
  return 1
}

failed=0
while read -r subject level file; do
  register "$subject" "$level" "$file" || failed=1
done </schemas/subjects
exit "$failed"
