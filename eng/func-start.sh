#!/usr/bin/env bash
# The app under Azure Functions Core Tools with Azurite, on a complete NuGet feed.
#   eng/func-start.sh            stays up until Ctrl-C
#   eng/func-start.sh --sample   pushes the sample month through it and ends; exit code 0 only if everything reconciled
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
local_dir="$root/.local/func"
logs="$local_dir/logs"
key_file="$local_dir/api-key"
app="$root/src/ExpensesFunctions/bin/Release/net10.0"
port="${FUNC_PORT:-7071}"

fail() {
  echo "func-start.sh: $1" >&2
  exit 1
}

# shellcheck source=eng/servers.sh
source "$root/eng/servers.sh"

case "${1:-}" in
  "" | --sample) ;;
  *) fail "unknown flag '$1'; there is --sample." ;;
esac
command -v func >/dev/null || fail "Azure Functions Core Tools 4 are not on the PATH (npm install --global azure-functions-core-tools@4)."

clean_up() {
  trap - EXIT INT TERM HUP
  stop "$host_pid"
  stop "$azurite_pid"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -p "$logs"
ensure_key
"$root/eng/azurite.sh" install >"$local_dir/azurite-entry"
dotnet build "$root/src/ExpensesFunctions" -c Release -v q --nologo
grep -qs '<StandIns>true</StandIns>' "$root/.feed.props" \
  && fail "this feed lacks the Azure Functions packages, so the build has stand-ins, which only LocalHost can run (CONTRIBUTING.md)."
start_azurite

# Core Tools look for host.json upwards and would find the repository's; in the build's folder everything lies side by side.
hash="$(key_hash)"
(
  cd "$app"
  export AzureWebJobsStorage="$storage"
  export FUNCTIONS_WORKER_RUNTIME=dotnet-isolated
  export ApiKeys__Clients__local="$hash"
  exec func start --no-build --port "$port"
) </dev/null >"$logs/func.log" 2>&1 &
host_pid=$!
disown "$host_pid"
await_service "$host_pid" "http://127.0.0.1:$port/companies?pageSize=1" || not_started "The Functions host" "$logs/func.log"
echo "Up at http://127.0.0.1:$port   key: .local/func/api-key   log: .local/func/logs/func.log"

if [[ "${1:-}" == --sample ]]; then
  dotnet run --project "$root/samples/Expenses.SampleRun" -c Release -v q -- \
    --base-url "http://127.0.0.1:$port" --api-key-file "$key_file" --samples "$root/samples/month" \
    --state "$local_dir/sample-run.json" --json "$local_dir/result.json"
  exit
fi
while kill -0 "$host_pid" 2>/dev/null; do sleep 1; done
tail -n 30 "$logs/func.log" >&2
fail "the Functions host ended."
