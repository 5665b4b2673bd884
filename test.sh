#!/usr/bin/env bash
# Every test there is. Builds once, runs the suites side by side, and closes with "N passed, N failed".
#   ./test.sh [NAME ...]   only the suites whose project name contains one of the names
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
results="$root/artifacts/test-results"
parallel="${TEST_PARALLEL:-2}"
cd "$root" || exit 1

fail() {
  echo "test.sh: $1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

command -v dotnet >/dev/null || fail "the .NET SDK 10 is not on the PATH; get it from https://dotnet.microsoft.com/download."
command -v node >/dev/null || fail "Node.js 20 or later is not on the PATH; Azurite, the storage emulator, needs it (https://nodejs.org)."

# The end-to-end lane kills processes and measures nothing; it comes last, when the quick suites no longer need the cores.
selected() {
  local project name
  for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    [[ $# -eq 0 ]] && { echo "$name"; continue; }
    local wanted
    for wanted in "$@"; do
      [[ "$name" == *"$wanted"* ]] && { echo "$name"; break; }
    done
  done | sort -u | awk '/EndToEnd/ { last = last $0 "\n"; next } { print } END { printf "%s", last }'
}

suites=()
while IFS= read -r name; do suites+=("$name"); done < <(selected "$@")
[[ ${#suites[@]} -gt 0 ]] || fail "no suite matches: $*"

again() { # again COMMAND ...: what a network that fails for a moment breaks is tried again
  local tries=1
  until "$@"; do
    [[ $tries -lt 3 ]] || return 1
    sleep $((tries * 10))
    tries=$((tries + 1))
  done
}

# What comes over the network comes before the suites, which then have their deadlines for what they test.
rm -rf "$results"
mkdir -p "$results"
"$root/eng/azurite.sh" install >/dev/null || fail "Azurite could not be installed; its message is above."
for packages in contract mail-server webhook-verifiers; do
  "$root/eng/$packages.sh" install >/dev/null || echo "eng/$packages.sh could not install; the suites that need it try once more." >&2
done
if [[ " ${suites[*]} " == *" Expenses.Pages.Tests "* ]]; then
  # Where a browser is required (CI), the suite itself fails without one.
  "$root/eng/browser.sh" packages >/dev/null || echo "eng/browser.sh could not install its packages; the suite tries once more." >&2
  "$root/eng/browser.sh" install >/dev/null || echo "skipped  the journeys of Expenses.Pages.Tests: no Chromium here (see eng/browser.sh)"
fi
echo "Building ..."
{ again dotnet restore ExpensesFunctions.sln --nologo -v q && dotnet build ExpensesFunctions.sln -c Release --no-restore --nologo -v q; } >"$results/build.log" 2>&1 || {
  cat "$results/build.log"
  fail "the solution did not build."
}

run_suite() {
  local name="$1" started=$SECONDS code=0
  dotnet test "tests/$name/$name.csproj" -c Release --no-build --nologo -v q \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" \
    --blame-hang-timeout 12min --blame-hang-dump-type none >"$results/$name.log" 2>&1 || code=$?
  if [[ $code -eq 0 ]]; then
    echo "ok      $name ($((SECONDS - started)) s)"
  else
    echo "FAILED  $name ($((SECONDS - started)) s)"
    grep -vE '^ *(Passed |\[xUnit)' "$results/$name.log" | sed 's/^/        /'
  fi
  echo "$code" >"$results/$name.code"
}
export -f run_suite
export results

# How long the runner waits for its own processes to start, in seconds: on a busy machine the usual ninety are few.
export VSTEST_CONNECTION_TIMEOUT=600

printf '%s\n' "${suites[@]}" | xargs -P "$parallel" -I{} bash -c 'run_suite {}'

count() { # count ATTRIBUTE: sums it over the counters of all result files
  local total=0 value
  while IFS= read -r value; do total=$((total + value)); done \
    < <(grep -ho '<Counters [^>]*' "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*')
  echo "$total"
}

passed="$(count passed)"
failed="$(( $(count failed) + $(count error) + $(count timeout) + $(count aborted) ))"
for name in "${suites[@]}"; do
  # A suite that died without saying which test failed is a failure all the same; so is one that left no result.
  if [[ "$(cat "$results/$name.code" 2>/dev/null || echo 1)" -ne 0 && "$failed" -eq 0 ]]; then failed=1; fi
  if [[ ! -s "$results/$name.trx" ]]; then
    echo "FAILED  $name: it left no result"
    failed=$((failed + 1))
  fi
done

echo "$passed passed, $failed failed"
[[ "$failed" -eq 0 && "$passed" -gt 0 ]]
