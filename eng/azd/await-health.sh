#!/bin/sh
# Hook after a deployment: waits until the app answers at /health, and says where it is. Changes nothing.
set -eu

fail() {
  echo "await-health: $1" >&2
  exit 1
}

command -v curl >/dev/null 2>&1 || fail "curl is not on the PATH; it asks the app"

# azd prints a message instead of a value when there is none, so only what looks like an address counts.
address="${SERVICE_API_URI:-$(azd env get-value SERVICE_API_URI 2>/dev/null || true)}"
case "$address" in
  http://* | https://*) ;;
  *) fail "the environment has no SERVICE_API_URI; it is there after: azd provision" ;;
esac

tries=0
until curl -fsS -o /dev/null --max-time 10 "$address/health" 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then
    fail "$address/health does not answer with 200 after ten minutes; see docs/deploy.md, \"It does not start\"."
  fi
  sleep 10
done
echo "Healthy: $address"
