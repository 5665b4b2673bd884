#!/usr/bin/env bash
# Azurite, the storage emulator, in the exact version of eng/azurite/package-lock.json.
#   eng/azurite.sh install   installs it into .azurite/ (once) and prints the path of its entry script
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source="$root/eng/azurite"
target="$root/.azurite"
entry="$target/node_modules/azurite/dist/src/azurite.js"
stamp="$target/installed.json"
lock="$target/lock"

fail() {
  echo "azurite.sh: $1" >&2
  exit 1
}

installed() {
  [[ -f "$entry" ]] && cmp -s "$stamp" "$source/package-lock.json"
}

# A lock is a folder with the owner's process id in it; one whose owner has gone is taken over.
acquire() {
  local owner tries=0
  until mkdir "$lock" 2>/dev/null; do
    installed && return 1
    owner="$(cat "$lock/pid" 2>/dev/null || true)"
    if [[ -n "$owner" ]] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$lock"
      continue
    fi
    tries=$((tries + 1))
    [[ $tries -lt 600 ]] || fail "another installation holds $lock for more than five minutes; delete that folder if none is running."
    sleep 0.5
  done
  echo $$ >"$lock/pid"
  trap 'rm -rf "$lock"' EXIT
}

install() {
  command -v node >/dev/null || fail "Node.js is not on the PATH; Azurite needs it (version 20 or later, https://nodejs.org)."
  command -v npm >/dev/null || fail "npm is not on the PATH; it comes with Node.js and installs Azurite."
  mkdir -p "$target"
  if ! installed && acquire && ! installed; then
    echo "Installing Azurite into .azurite/ (once) ..." >&2
    rm -rf "$target/node_modules" "$stamp"
    cp "$source/package.json" "$source/package-lock.json" "$target/"
    (cd "$target" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) \
      || fail "npm could not install Azurite; its message is above."
    cp "$source/package-lock.json" "$stamp"
  fi
  echo "$entry"
}

case "${1:-}" in
  install) install ;;
  *) fail "usage: eng/azurite.sh install" ;;
esac
