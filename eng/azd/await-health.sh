#!/bin/sh
# Hook after a deployment: waits until the app answers at /health, and says where it is. Changes nothing.
set -eu

address="${SERVICE_API_URI:-$(azd env get-value SERVICE_API_URI)}"
tries=0
until curl -fsS -o /dev/null --max-time 10 "$address/health" 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then
    echo "await-health: $address/health does not answer with 200 after ten minutes; see docs/deploy.md, \"It does not start\"." >&2
    exit 1
  fi
  sleep 10
done
echo "Healthy: $address"
