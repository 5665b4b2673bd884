#!/usr/bin/env bash
# The one command: starts Azurite and LocalHost on this machine and pushes expenses with receipts through them.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
local_dir="${EXPENSES_LOCAL_DIR:-$root/.local}"
logs="$local_dir/logs"
key_file="$local_dir/api-key"
lock="$local_dir/run.lock"

fail() {
  echo "run.sh: $1" >&2
  exit "${2:-1}"
}

# shellcheck source=eng/servers.sh
source "$root/eng/servers.sh"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [flags]

Pushes the sample month of expenses (samples/month) through an expense run, checks the ledger and stays up until Ctrl-C.

  --once               end after the result; exit code 0 only if everything reconciled
  --input FILE.csv     card transactions instead of the sample month
  --receipts DIR       receipts (pdf, png, jpg) to attach round-robin
  --count N            only the first N transactions
  --receipt-count M    receipts to attach, spread evenly (default: one per file in --receipts)
  --port PORT          port of the HTTP API (default 7071, or a free one)
  --fresh              start over in a new company; nothing is deleted
  --help               this text

Data, logs and the API key of this machine stay in .local/ (EXPENSES_LOCAL_DIR names another folder).
TEXT
}

once=false
port=""
receipts_given=false
receipt_count_given=false
client_flags=()

absolute() {
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}

whole_number() {
  [[ "$2" =~ ^[0-9]+$ ]] || fail "$1 needs a whole number, not '$2'." 2
}

parse() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --once) once=true; shift ;;
      --fresh) client_flags+=(--fresh); shift ;;
      --help | -h) usage; exit 0 ;;
      --input | --receipts | --count | --receipt-count | --port)
        [[ $# -ge 2 ]] || fail "$1 needs a value." 2
        valued "$1" "$2"
        shift 2
        ;;
      *) usage >&2; fail "unknown flag '$1'." 2 ;;
    esac
  done
  if $receipt_count_given && ! $receipts_given; then
    fail "--receipt-count needs --receipts DIR." 2
  fi
}

valued() {
  case "$1" in
    --input)
      [[ -f "$2" ]] || fail "there is no file '$2'." 2
      client_flags+=(--input "$(absolute "$2")")
      ;;
    --receipts)
      [[ -d "$2" ]] || fail "there is no folder '$2'." 2
      receipts_given=true
      client_flags+=(--receipts "$(cd "$2" && pwd)")
      ;;
    --port) whole_number "$1" "$2"; port="$2" ;;
    *)
      whole_number "$1" "$2"
      if [[ "$1" == --receipt-count ]]; then receipt_count_given=true; fi
      client_flags+=("$1" "$2")
      ;;
  esac
}

check_tools() {
  command -v dotnet >/dev/null || fail "the .NET SDK 10 is not on the PATH; get it from https://dotnet.microsoft.com/download."
  # From the root, global.json has its say; a machine with older SDKs only is told so here.
  (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "the .NET SDK 10 is needed; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
  command -v node >/dev/null || fail "Node.js 20 or later is not on the PATH; Azurite, the storage emulator, needs it (https://nodejs.org)."
  [[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]] || fail "Node.js 20 or later is needed; this is $(node --version)."
}

install_pid=""
client_pid=""
locked=false

# Only what this script started, by process id; storage last, since LocalHost writes to it while it stops.
clean_up() {
  trap - EXIT INT TERM HUP
  stop "$client_pid"
  stop "$install_pid"
  stop "$host_pid"
  stop "$azurite_pid"
  if $locked; then rm -rf "$lock"; fi
}

take_lock() {
  mkdir -p "$logs"
  if ! mkdir "$lock" 2>/dev/null; then
    local owner
    owner="$(cat "$lock/pid" 2>/dev/null || true)"
    if [[ -n "$owner" ]] && kill -0 "$owner" 2>/dev/null; then
      fail "run.sh is already running here (process $owner); stop it first."
    fi
    rm -rf "$lock"
    mkdir "$lock"
  fi
  echo $$ >"$lock/pid"
  locked=true
}

build() {
  echo "Building (the first time restores packages) ..."
  "$root/eng/azurite.sh" install >"$local_dir/azurite-entry" 2>"$logs/azurite-install.log" &
  install_pid=$!
  local project
  for project in src/Expenses.LocalHost samples/Expenses.SampleRun; do
    (cd "$root" && dotnet build "$project" -c Release -v q --nologo) </dev/null >"$logs/build.log" 2>&1 || {
      cat "$logs/build.log" >&2
      fail "$project did not build."
    }
  done
  wait "$install_pid" || {
    install_pid=""
    cat "$logs/azurite-install.log" >&2
    fail "Azurite could not be installed."
  }
  install_pid=""
}

run_client() {
  rm -f "$local_dir/result.json"
  dotnet exec "$root/samples/Expenses.SampleRun/bin/Release/net10.0/Expenses.SampleRun.dll" \
    --base-url "$base_url" --api-key-file "$key_file" --samples "$root/samples/month" \
    --state "$local_dir/sample-run.json" --json "$local_dir/result.json" ${client_flags[@]+"${client_flags[@]}"} &
  client_pid=$!
  while kill -0 "$client_pid" 2>/dev/null; do
    check_servers
    sleep 0.2
  done
  result=0
  wait "$client_pid" || result=$?
  client_pid=""
}

parse "$@"
check_tools
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
if [[ -n "$port" && "$(free_ports "$port")" != "$port" ]]; then fail "port $port is taken."; fi
take_lock
ensure_key
build
start_azurite
start_host
run_client
shown_dir="${local_dir#"$root/"}"
echo "The API key of this machine: cat $shown_dir/api-key"
if [[ -f "$local_dir/result.json" ]]; then echo "The result for programs: $shown_dir/result.json"; fi
if $once || [[ $result -ge 2 ]]; then
  exit "$result"
fi

trap 'exit "$result"' INT
echo "Up at $base_url until Ctrl-C."
while true; do
  check_servers
  sleep 1
done
